"""The words of a page's markup: no pictures, no drawings, no classes; what is left is plain HTML.

It reads what our own templates write, which tests hold to the HTML standard; it is no parser for anybody's markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

from django.utils.html import escape
from django.utils.translation import gettext

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*+)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_SPACE = re.compile(r"\s+")
_RELATIVE = re.compile(r"""(?<=\shref=")(?![/#?]|[a-z][a-z0-9+.-]*:)[^"]+(?=")""")

_DROPPED = {"script", "style", "svg", "video", "audio", "iframe", "object", "canvas", "template"}
_UNWRAPPED = {"picture", "source", "link", "meta"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "embed", "area", "track"}
_ONLY_FOR_LOOKS = {"class", "style", "width", "height"}
_MAY_BE_EMPTY = {"alt", "href", "value"}

Links = Callable[[str], str]
"""Says where an address leads from a text page."""


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag; one without a value has an empty one."""
    return {
        name.lower(): unescape(value[1:-1] if value[:1] in {'"', "'"} else value)
        for name, value in ATTRIBUTE.findall(written)
    }


def inside(html: str, opening: re.Pattern[str]) -> str:
    """What the first element holds whose opening tag matches; empty where there is none."""
    found = opening.search(html)
    if found is None:
        return ""
    name = found[0][1:].split(None, 1)[0].rstrip(">")
    return html[found.end() : _end_of(html, name, found.end())[0]]


def plain(html: str, links: Links, full_address: str) -> str:
    """Markup as text: pictures become their words, charts their tables, and everything folded stands open.

    Args:
        links: where each address leads instead.
        full_address: that of the whole page, which relative links start from, and where forms go that name none.
    """
    html = _RELATIVE.sub(lambda link: escape(urljoin(full_address, unescape(link[0]))), html)
    return _SPACE.sub(" ", "".join(_plain(html, links, full_address))).strip()


def _plain(html: str, links: Links, full_address: str) -> Iterator[str]:
    at = 0
    spans: list[bool] = []
    while found := TAG.search(html, at):
        yield html[at : found.start()]
        at = found.end()
        closing, name, written = found.groups()
        if not name or name in _UNWRAPPED:
            continue
        if closing:
            if name != "span" or (spans and spans.pop()):
                yield f"</{name}>"
            continue
        tag = _tag(name, written, links)
        if tag is None:
            at = at if name in _VOID else _end_of(html, name, at)[1]
        elif name == "img":
            yield _words_of(attributes(written))
        elif name == "form":
            yield _form(attributes(written), links, full_address)
        else:
            if name == "span":
                spans.append(bool(tag))
            yield tag


@lru_cache(maxsize=8192)
def _tag(name: str, written: str, links: Links) -> str | None:
    """An opening tag as text pages have it, empty for a span that only had looks; None: the element goes."""
    given = attributes(written)
    if name in _DROPPED or given.get("aria-hidden") == "true" or "for-editors" in given.get("class", ""):
        return None
    kept = {key: value for key, value in given.items() if key not in _ONLY_FOR_LOOKS}
    if "href" in kept:
        kept["href"] = links(kept["href"])
    if name == "details":
        kept["open"] = ""
    return "" if name == "span" and not kept else _written(name, kept)


def _form(given: dict[str, str], links: Links, full_address: str) -> str:
    """A form that goes where that of the whole page goes; what only asks and changes nothing stays among texts."""
    kept = {key: value for key, value in given.items() if key not in _ONLY_FOR_LOOKS}
    action = kept.get("action", "")
    kept["action"] = action if action.startswith(("/", "http")) else full_address + action
    if kept.get("method", "get").lower() == "get":
        kept["action"] = links(kept["action"])
    return _written("form", kept)


def _words_of(image: dict[str, str]) -> str:
    alt = image.get("alt", "").strip()
    words = gettext("Picture: %(words)s") % {"words": alt}
    return f"[{escape(words)}]" if alt else ""


def _written(name: str, given: dict[str, str]) -> str:
    inside = "".join(
        f' {key}="{escape(value)}"' if value or key in _MAY_BE_EMPTY else f" {key}"
        for key, value in given.items()
    )
    return f"<{name}{inside}>"


def _end_of(html: str, name: str, at: int) -> tuple[int, int]:
    """Where the element opened before `at` ends: before and after its closing tag."""
    depth = 1
    for found in re.compile(rf"<(/?){name}\b[^>]*>", re.IGNORECASE).finditer(html, at):
        depth += -1 if found[1] else 1
        if not depth:
            return found.start(), found.end()
    return len(html), len(html)
