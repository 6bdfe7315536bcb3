"""Pages as PDF files that a screen reader can follow (PDF/UA-1), with our own fonts embedded. Made with WeasyPrint."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

from django.core.cache import cache as kept

KEPT_FOR = 7 * 24 * 60 * 60
"""Seconds. The same words make the same file, so that what is kept is never wrong."""

_FONTS = (
    ("Print Serif", 600, "serif"),
    ("Print Sans", 400, "sans"),
    ("Print Sans", 600, "sans-semibold"),
    ("Print Naskh", 400, "naskh"),
    ("Print Naskh", 600, "naskh-semibold"),
    ("Print Song", 600, "song"),
    ("Print Hei", 400, "hei"),
)
"""Family, weight and file of the fonts that the stylesheet names: static ones, with all letters of their scripts."""


class NoPrinterError(RuntimeError):
    """This machine cannot make PDF files; the message is one line that says what is missing."""


def pdf(html: str) -> bytes:
    """The document as a tagged PDF file. Made once for the same words, and kept.

    Raises:
        NoPrinterError: WeasyPrint finds no Pango on this machine.
    """
    key = f"pdf:{hashlib.sha256((html + _stylesheet()).encode()).hexdigest()}"
    found: bytes | None = kept.get(key)
    if found is None:
        found = _made(html)
        kept.set(key, found, KEPT_FOR)
    return found


def _made(html: str) -> bytes:
    try:
        # It loads Pango when it is imported, which few machines need and some lack.
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise NoPrinterError(
            "No PDF can be made here: the library Pango is missing "
            "(on Debian, apt install libpango-1.0-0 libpangoft2-1.0-0). The page itself can be printed."
        ) from error
    # Nothing is fetched but our fonts and pictures that stand in the document itself.
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    fonts = FontConfiguration()
    style = CSS(string=_stylesheet(), font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher)
    made: bytes = document.write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return made


@cache
def _stylesheet() -> str:
    folder = Path(str(resources.files("clarion.charts"))) / "fonts"
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{file.as_uri()}"); }}'
        for family, weight, name in _FONTS
        for file in [folder / f"{name}.woff2"]
    ]
    own = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")
    widths = [f".wide-{share} {{ width: {share}%; }}" for share in range(1, 101)]
    return "\n".join([*faces, own, *widths])
