"""Where the file of an address lies in the tree, and which address a file answers."""

from __future__ import annotations

from urllib.parse import quote, unquote

INDEX = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/atom+xml": "xml",
    "application/rss+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/manifest+json": "webmanifest",
    "image/svg+xml": "svg",
    "text/plain": "txt",
    "text/css": "css",
    "text/calendar": "ics",
}
"""The ending of the index file of an address that ends with a slash, by the type of what it answers."""

COMPRESSED = (".gz", ".br")
"""What stands after the name of a file's compressed twins."""

_LONGEST_NAME = 240
"""Most file systems take 255 bytes for a name; the twins need some of them."""


class NoPlace(ValueError):
    """The address cannot be a file of the tree. The message says why, in one line."""


def path_for(address: str, media_type: str = "text/html") -> str:
    """The path in the tree of what an address answers: `/en/advocacy/` lies at `en/advocacy/index.html`.

    `address` is a path, percent-encoded or not, without a query; `media_type` may carry parameters.

    Raises:
        NoPlace: the address is none of the site's, or no file can be named so.
    """
    if not address.startswith("/") or "?" in address or "#" in address:
        raise NoPlace(f"{address[:200]!r} is no path of this site.")
    path = unquote(address[1:])
    if path.endswith("/") or not path:
        kind = media_type.partition(";")[0].strip().lower()
        path += f"index.{INDEX.get(kind, 'bin')}"
    for name in path.split("/"):
        if name in {"", ".", ".."} or "\\" in name or not name.isprintable():
            raise NoPlace(f"{address[:200]!r} cannot be the name of a file.")
        if len(name.encode()) > _LONGEST_NAME:
            raise NoPlace(f"{address[:80]!r}… is too long for the name of a file.")
    if path.endswith(COMPRESSED):
        raise NoPlace(f"{address[:200]!r} ends as a compressed twin does.")
    return path


def address_for(path: str) -> str:
    """The address that a file of the tree answers: the other way of `path_for`."""
    folder, _, name = path.rpartition("/")
    stem, dot, _ = name.partition(".")
    address = f"/{folder}/" if folder else "/"
    if stem != "index" or not dot or name.count(".") != 1:
        address += name
    return quote(address, safe="/-._~!$&'()*+,;=:@")


def not_found_path(language: str) -> str:
    """Where the page lies that says, in a language, that there is nothing at an address."""
    return f"404/{language}.html"
