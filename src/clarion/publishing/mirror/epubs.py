"""The newest report as an EPUB 3 in each language (https://www.w3.org/TR/epub-33/), from what is printed of it."""

from __future__ import annotations

import base64
import re
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from clarion.core.complaint import Complaint
from clarion.pages.languages import direction, html_lang
from clarion.transparency.views.printing import Printed, newest_printed

_SECTION = re.compile(r"<section>(.*?)</section>", re.DOTALL)
_OPENING = re.compile(r"<body>(.*?)<section>", re.DOTALL)
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_VOID = re.compile(r"<(br|hr|img|col|wbr)\b([^<>]*?)\s*/?>")
_DRAWING = re.compile(r'src="data:image/svg\+xml;base64,([^"]*)"')
_TAGS = re.compile(r"<[^>]*>")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The same report makes the same file."""


@dataclass(frozen=True)
class Chapter:
    """One file of the text: its name, what the contents call it, and its markup."""

    name: str
    title: str
    markup: str


def make(folder: Path) -> Iterator[Path]:
    """Writes the newest report in each language of the site.

    Raises:
        Complaint: there is no report, or the folder cannot be written.
    """
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            report = newest_printed()
            if report is None:
                raise Complaint("there is no report to make an EPUB of.")
            target = folder / f"transparency-{report.period}-{code}.epub"
            fresh = folder / f".{target.name}.new"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                _write(report, code, fresh)
                fresh.replace(target)
            except OSError as error:
                with suppress(OSError):
                    fresh.unlink(missing_ok=True)
                raise Complaint(f"cannot write {target}: {error.strerror or error}.") from error
        yield target


def _write(report: Printed, code: str, target: Path) -> None:
    drawings: dict[str, bytes] = {}
    html = _DRAWING.sub(lambda one: f'src="{_kept(one[1], drawings)}"', _as_xml(report.html))
    chapters = list(_chapters(html, report))
    context = {
        "lang": html_lang(code),
        "dir": direction(code),
        "title": unescape(_first(_TITLE, html)),
        "organisation": report.organisation,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, report.address).urn,
        "source": report.address,
        "modified": f"{report.made:%Y-%m-%dT%H:%M:%SZ}",
        "chapters": chapters,
        "drawings": list(drawings),
    }
    style = (Path(__file__).parent / "epub.css").read_text(encoding="utf-8")
    texts = {
        "META-INF/container.xml": render_to_string("publishing/epub/container.xml"),
        "EPUB/package.opf": render_to_string("publishing/epub/package.opf", context),
        "EPUB/nav.xhtml": render_to_string("publishing/epub/nav.xhtml", context),
        "EPUB/style.css": style,
        **{
            f"EPUB/{one.name}": render_to_string("publishing/epub/chapter.xhtml", context | {"chapter": one})
            for one in chapters
        },
    }
    with zipfile.ZipFile(target, "w") as book:
        # First and as it is, so that the file can be told by its first bytes (EPUB 3.3, 4.2.3).
        book.writestr(zipfile.ZipInfo("mimetype", _STAMP), "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in texts.items():
            if name.endswith(("xml", "opf", "xhtml")):
                ElementTree.fromstring(text)  # noqa: S314 - our own, asked whether it is well-formed
            book.writestr(zipfile.ZipInfo(name, _STAMP), text, zipfile.ZIP_DEFLATED)
        for name, body in drawings.items():
            book.writestr(zipfile.ZipInfo(f"EPUB/{name}", _STAMP), body, zipfile.ZIP_DEFLATED)


def _chapters(html: str, report: Printed) -> Iterator[Chapter]:
    yield Chapter("opening.xhtml", report.period_name, _first(_OPENING, html))
    for number, markup in enumerate(_SECTION.findall(html), start=1):
        title = unescape(_TAGS.sub("", _first(_HEADING, markup)))
        yield Chapter(f"section-{number}.xhtml", title, f"<section>{markup}</section>")


def _as_xml(html: str) -> str:
    return _VOID.sub(r"<\1\2/>", html)


def _kept(encoded: str, drawings: dict[str, bytes]) -> str:
    name = f"drawing-{len(drawings) + 1}.svg"
    drawings[name] = base64.b64decode(unescape(encoded))
    return escape(name)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].strip() if found else ""
