"""What a file leads to within the site: other addresses, and the assets that it needs to look as it does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.conf import settings

_ATTRIBUTE = re.compile(r"""\s(?:href|src|poster|data-src)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SOURCES = re.compile(r'\s(?:srcset|imagesrcset)\s*=\s*"([^"]*)"')
_META = re.compile(r'<meta\s[^>]*?"(?:og|twitter):image"[^>]*?content="([^"]*)"')
_CSS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def links_of(address: str, media_type: str, body: bytes) -> list[str]:
    """The paths of this site that a file leads to, each once, in their order, without queries and fragments.

    An address with a query is another answer, made when somebody asks, and is left out.
    """
    kind = media_type.partition(";")[0]
    if kind == "text/html":
        found = _in_html(body.decode(errors="replace"))
    elif kind == "text/css":
        found = iter(_CSS.findall(body.decode(errors="replace")))
    else:
        return []
    paths = (_path(one, address) for one in found)
    return list(dict.fromkeys(one for one in paths if one))


def _in_html(text: str) -> Iterator[str]:
    for one, other in _ATTRIBUTE.findall(text):
        yield html.unescape(one or other)
    for sources in _SOURCES.findall(text):
        for source in html.unescape(sources).split(","):
            yield source.split()[0] if source.split() else ""
    for picture in _META.findall(text):
        yield html.unescape(picture)


def _path(link: str, address: str) -> str | None:
    if not link or link.startswith(("#", "mailto:", "tel:", "data:", "javascript:")):
        return None
    base: str = settings.BASE_URL
    if link[0] == "/" and link[1:2] != "/" and "/../" not in link and "/./" not in link:
        # What nearly all of them are, and joining addresses is slow.
        path, query, _ = link.partition("#")[0].partition("?")
        return None if query else path
    try:
        parts = urlsplit(urljoin(f"{base}{address}", link))
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != base or parts.query:
        return None
    return parts.path or "/"
