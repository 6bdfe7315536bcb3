"""Our blocks as Markdown. What Markdown cannot say stands in a fenced block, as it is stored."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

Addresses = Callable[[str, int], str]
"""Where a page, document or image is found among the files: asked with its kind and number."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_START = re.compile(r"^( *\d*)(?=[-+=#~.)])", re.MULTILINE)
"""Where a line begins with what would make it a list, a heading or a rule."""

_SPACE = re.compile(r"[ \t\n]+")


def markdown(blocks: Iterable[dict[str, Any]], where: Addresses) -> str:
    """The blocks of a body, one after another."""
    parts = (WRITERS.get(one["type"], _stored)(one, where).strip() for one in blocks)
    return "\n\n".join(part for part in parts if part) + "\n"


def rich_text(html: str, where: Addresses) -> str:
    """Stored rich text as Markdown."""
    soup = BeautifulSoup(html, "html.parser")
    return "\n\n".join(part for part in (_element(one, where) for one in soup.contents) if part)


def _element(node: PageElement, where: Addresses) -> str:
    if not isinstance(node, Tag):
        return _words([node], where).strip()
    if node.name in ("ul", "ol"):
        return "\n".join(_items(node, where, ""))
    inner = _words(node.contents, where).strip()
    if node.name in ("h2", "h3", "h4"):
        return f"{'#' * int(node.name[1])} {inner}" if inner else ""
    if node.name == "blockquote":
        return "\n".join(f"> {line}" for line in inner.split("\n"))
    return _START.sub(r"\1\\", inner) if node.name == "p" else _words([node], where).strip()


def _items(tag: Tag, where: Addresses, indent: str) -> Iterable[str]:
    for number, item in enumerate(tag.find_all("li", recursive=False), 1):
        mark = f"{number}." if tag.name == "ol" else "-"
        own = [one for one in item.contents if not (isinstance(one, Tag) and one.name in ("ul", "ol"))]
        yield f"{indent}{mark} {_words(own, where).strip()}"
        for nested in item.find_all(["ul", "ol"], recursive=False):
            yield from _items(nested, where, f"{indent}   ")


def _words(nodes: Iterable[PageElement], where: Addresses) -> str:
    return "".join(_word(one, where) for one in nodes)


def _word(node: PageElement, where: Addresses) -> str:
    if isinstance(node, NavigableString):
        return _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", str(node)))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\\\n"
    if node.name == "embed" and node.get("embedtype") == "figure":
        return f"{{{{figure {node.get('figure', '')} {node.get('format', 'phrase')}}}}}"
    inner = _words(node.contents, where)
    if node.name in ("b", "strong"):
        return f"**{inner}**" if inner.strip() else inner
    if node.name in ("i", "em"):
        return f"*{inner}*" if inner.strip() else inner
    if node.name == "a":
        return f"[{inner}]({_target(node, where)})"
    return inner


def _target(anchor: Tag, where: Addresses) -> str:
    kind, number = str(anchor.get("linktype") or ""), str(anchor.get("id") or "")
    if kind and number.isdecimal():
        return where(kind, int(number))
    return str(anchor.get("href") or "").replace(")", "%29").replace(" ", "%20")


def _text(block: dict[str, Any], where: Addresses) -> str:
    value = block["value"]
    heading = f"## {_plain(value['heading'])}\n\n" if value.get("heading") else ""
    return heading + rich_text(value.get("text", ""), where)


def _quotation(block: dict[str, Any], where: Addresses) -> str:
    value = block["value"]
    lines = _plain(value["quotation"]).split("\n")
    if value.get("speaker"):
        lines += ["", f"— {_plain(value['speaker'])}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _picture(block: dict[str, Any], where: Addresses) -> str:
    value = block["value"]
    number = (value.get("picture") or {}).get("image")
    return (
        f"![{_plain(value.get('caption') or '')}]({where('image', number)})"
        if number
        else _stored(block, where)
    )


def _stored(block: dict[str, Any], where: Addresses) -> str:
    told = json.dumps(
        {"type": block["type"], "value": block["value"]}, ensure_ascii=False, indent=1, sort_keys=True
    )
    return f"```clarion\n{told}\n```"


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


WRITERS: dict[str, Callable[[dict[str, Any], Addresses], str]] = {
    "text": _text, "quotation": _quotation, "picture": _picture,
}  # fmt: skip
"""How each block is written: a new one is a line here, and stands as it is stored until then."""
