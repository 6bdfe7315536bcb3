"""ZIM files (https://wiki.openzim.org/wiki/ZIM_file_format), which Kiwix shows without a network: one a language."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from libzim.writer import Creator, Hint, Item, StringProvider
from PIL import Image

from clarion.core.complaint import Complaint
from clarion.pages.excerpts import excerpt
from clarion.publishing.mirror.relocating import Relocation
from clarion.publishing.mirror.source import Baked

Progress = Callable[[int, int], None]

LANGUAGES = {
    "ar": "ara", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng",
    "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv",
    "hu": "hun", "hy": "hye", "id": "ind", "it": "ita", "ja": "jpn", "ka": "kat", "ko": "kor", "lt": "lit", "lv": "lav",
    "ms": "msa", "nb": "nob", "ne": "nep", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "th": "tha", "tr": "tur", "uk": "ukr",
    "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "zho",
}  # fmt: skip
"""ISO 639-3, as ZIM files name languages."""

_UNSPLIT = {"zho", "jpn", "tha"}
"""Written without spaces: the full-text index of ZIM files would take a run of them for one word."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_NAME = re.compile(r'<meta property="og:site_name" content="([^"]*)"')
_NEEDED = re.compile(r'(?:src|href|srcset|imagesrcset|poster)="([^"]*)"')
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 30, 80
_ILLUSTRATION = 48


class File(Item):
    """One file of a ZIM."""

    def __init__(self, path: str, title: str, media_type: str, body: bytes) -> None:
        super().__init__()
        self._told = path, title, media_type.replace(" ", "")
        self._body = body

    def get_path(self) -> str:
        return self._told[0]

    def get_title(self) -> str:
        return self._told[1]

    def get_mimetype(self) -> str:
        return self._told[2].partition(";")[0]

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._body)

    def get_hints(self) -> dict[Hint, int]:
        is_page = self.get_mimetype() == "text/html"
        return {
            Hint.FRONT_ARTICLE: is_page,
            Hint.COMPRESS: not self.get_mimetype().startswith(("image/", "font/")),
        }


def make(baked: Baked, folder: Path, progress: Progress) -> Iterator[Path]:
    """Writes a ZIM file for each language that has pages.

    Raises:
        Complaint: the folder cannot be written.
    """
    codes = [code for code, _ in settings.LANGUAGES if f"{code}/index.html" in baked.entries]
    if not codes:
        raise Complaint("the baked site has no front page: run `clarion bake` first.")
    day = max(one.rendered for one in baked.entries.values())[:10]
    for done, code in enumerate(codes):
        progress(done, len(codes))
        target = folder / f"{urlsplit(settings.BASE_URL).hostname}_{code}_{day[:7]}.zim"
        fresh = folder / f".{target.name}.new"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            _write(baked, code, day, fresh)
            fresh.replace(target)
        except (OSError, RuntimeError) as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise Complaint(f"cannot write {target}: {error}.") from error
        yield target


def _write(baked: Baked, code: str, day: str, target: Path) -> None:
    paths = _needed(baked, code)
    everywhere = baked.places()
    relocation = Relocation(
        {place: path for place, path in everywhere.items() if path in paths}, settings.BASE_URL
    )
    language = LANGUAGES.get(code.partition("-")[0], "mul")
    home = baked.body(f"{code}/index.html").decode()
    with Creator(str(target)).config_indexing(language not in _UNSPLIT, language) as zim:
        zim.set_mainpath(f"{code}/index.html")
        zim.add_illustration(_ILLUSTRATION, _illustration())
        for name, value in _metadata(home, code, language, day).items():
            zim.add_metadata(name, value)
        for path in sorted(paths):
            entry = baked.entries[path]
            body = relocation.file(path, entry.type, baked.body(path))
            zim.add_item(File(path, _title(path, body), entry.type, body))
        for source, path in _redirections(baked, code, paths):
            zim.add_redirection(source, "", path, {})


def _needed(baked: Baked, code: str) -> set[str]:
    """The files of one language, texts apart, and all that these load."""
    own = {
        path for path in baked.entries if path.startswith(f"{code}/") and not path.startswith(f"{code}/text/")
    }
    places = baked.places()
    needed, waiting = set(own), list(own)
    while waiting:
        path = waiting.pop()
        kind = baked.entries[path].type.partition(";")[0]
        found: list[str] = []
        if kind == "text/html":
            found = [
                one.strip().partition(" ")[0]
                for value in _NEEDED.findall(baked.body(path).decode())
                for one in unescape(value).split(",")
            ]
        elif kind == "text/css":
            found = _URL.findall(baked.body(path).decode())
        for link in found:
            target = places.get(posixpath.normpath(posixpath.join(f"/{posixpath.dirname(path)}", link)))
            if target and target.startswith(("static/", "media/")) and target not in needed:
                needed.add(target)
                waiting.append(target)
    return needed


def _title(path: str, body: bytes) -> str:
    if not path.endswith(".html"):
        return ""
    found = _TITLE.search(body.decode())
    return " ".join(unescape(found[1]).split()) if found else ""


def _metadata(home: str, code: str, language: str, day: str) -> dict[str, str]:
    """What every ZIM file says of itself (https://wiki.openzim.org/wiki/Metadata)."""
    name = _first(_NAME, home) or settings.WAGTAIL_SITE_NAME
    return {
        "Name": f"{urlsplit(settings.BASE_URL).hostname}_{code}",
        "Title": excerpt(name, _LONGEST_TITLE),
        "Description": excerpt(_first(_DESCRIPTION, home) or name, _LONGEST_DESCRIPTION),
        "Language": language,
        "Creator": name,
        "Publisher": name,
        "Date": day,
        "Source": settings.BASE_URL,
        "Scraper": "Clarion",
        "Flavour": "all",
    }


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return unescape(found[1]).strip() if found else ""


def _illustration() -> bytes:
    source = finders.find("clarion/icon-192.png")
    drawn = io.BytesIO()
    with Image.open(str(source)) as icon:
        icon.convert("RGBA").resize((_ILLUSTRATION, _ILLUSTRATION)).save(drawn, "PNG")
    return drawn.getvalue()


def _redirections(baked: Baked, code: str, paths: set[str]) -> Iterator[tuple[str, str]]:
    """Addresses that lead to a page under another name: those without the file's name, and what moved."""
    for path in paths:
        if path.startswith(f"{code}/") and path.endswith("/index.html"):
            yield path.removesuffix("/index.html"), path
    moved = baked.tree / "_redirects"
    places = baked.places()
    for line in moved.read_text(encoding="utf-8").splitlines() if moved.is_file() else ():
        source, target, *_status = [*line.split(), "", ""]
        path = places.get(target, "")
        old = unquote(source).strip("/")
        if (
            path in paths
            and old.startswith(f"{code}/")
            and not old.endswith("*")
            and f"{old}/index.html" not in paths
        ):
            yield old, path
