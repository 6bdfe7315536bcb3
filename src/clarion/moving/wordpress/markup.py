"""From WordPress's markup to our blocks. Only what is written out here gets through; all else is text, or is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, PreformattedString, Tag

from clarion.media.models.text import LONGEST_ALT
from clarion.moving.wordpress.shortcodes import spelled_out

INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i"}
UNMARKED = frozenset(
    {"abbr", "bdi", "bdo", "big", "code", "del", "dfn", "font", "ins", "kbd", "mark", "q", "s", "samp", "small", "span",
     "strike", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
"""Inline elements of which the words stay."""
ACTIVE = frozenset(
    {"applet", "audio", "base", "button", "canvas", "embed", "form", "frame", "frameset", "iframe", "input", "link",
     "math", "meta", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "video"}
)  # fmt: skip
"""What acts, or takes in what visitors type."""
WRAPPERS = frozenset(
    {"div", "section", "article", "main", "header", "footer", "aside", "center", "details", "summary", "body", "html",
     "address", "fieldset", "nav", "picture"}
)  # fmt: skip
HEADINGS = {"h1": "", "h2": "", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
SAFE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINE_END = re.compile(r"\s*\n\s*")
_BLOCK = re.compile(r"\s*wp:([a-z][\w/-]*)\s*(\{.*\})?\s*(/)?\s*$", re.DOTALL)
_PICTURE_ID = re.compile(r"wp-image-(\d+)")


class Surroundings(Protocol):
    """What the markup of one entry refers to, and whom to tell what could not come along."""

    def picture(self, number: int, address: str) -> tuple[int, str] | None:
        """Our picture for an attachment, by its number or address, and what it shows if the library does not say."""

    def link(self, address: str) -> tuple[str, int] | str:
        """What an address leads to with us: ("page", id), ("document", id), or an address."""

    def own_pictures(self) -> Iterable[int]:
        """The attachments of the entry itself, which a gallery without numbers shows."""

    def tell(self, what: str) -> None:
        """Lists what could not come along as it was."""


@dataclass
class Body:
    """Blocks in the making."""

    around: Surroundings
    seed: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    heading: str = ""
    text: list[str] = field(default_factory=list)

    def paragraph(self, words: str) -> None:
        """A paragraph of the running text."""
        if words.strip():
            self.text.append(f"<p>{words.strip()}</p>")

    def section(self, heading: str) -> None:
        """Ends the running text; what follows stands under a heading."""
        self.flush()
        self.heading = heading

    def flush(self) -> None:
        """Makes a block of the running text."""
        if self.text or self.heading:
            empty = {"echo": "", "echo_language": "", "language": ""}
            self.add("text", {"heading": self.heading[:120], "text": "".join(self.text), **empty})
        self.heading, self.text = "", []

    def add(self, kind: str, value: dict[str, Any]) -> None:
        """A block; the same one in every run has the same id."""
        number = uuid5(NAMESPACE_URL, f"{self.seed}:{len(self.blocks)}")
        self.blocks.append({"type": kind, "value": value, "id": str(number)})

    def block(self, kind: str, value: dict[str, Any]) -> None:
        """A block of its own between the running text."""
        self.flush()
        self.add(kind, value)


def blocks_of(content: str, around: Surroundings, seed: str) -> list[dict[str, Any]]:
    """The stored blocks of an entry's content."""
    is_classic = "<!-- wp:" not in content
    soup = BeautifulSoup(spelled_out(content, around.tell), "html.parser")
    body = Body(around, seed)
    _walk(soup.contents, body, is_classic=is_classic)
    body.flush()
    return body.blocks


def _walk(nodes: Iterable[PageElement], body: Body, *, is_classic: bool) -> None:
    run: list[PageElement] = []
    for node in nodes:
        if isinstance(node, Comment):
            _comment(node, body)
        elif isinstance(node, Tag) and not _is_inline(node):
            _run(run, body, is_classic=is_classic)
            run = []
            _block(node, body, is_classic=is_classic)
        elif not isinstance(node, PreformattedString):
            run.append(node)
    _run(run, body, is_classic=is_classic)


def _is_inline(tag: Tag) -> bool:
    if tag.name == "a":
        return tag.find("img") is None
    return tag.name in INLINE or tag.name in UNMARKED or tag.name == "br"


def _run(nodes: list[PageElement], body: Body, *, is_classic: bool) -> None:
    """Text between blocks: in the classic editor, an empty line ends a paragraph and a line a line."""
    words = "".join(_inline(nodes, body, breaks="\n" if is_classic else " "))
    for paragraph in _BLANK_LINE.split(words) if is_classic else [words]:
        body.paragraph(paragraph.strip().replace("\n", "<br/>"))


def _comment(comment: Comment, body: Body) -> None:
    """A block that has no markup of its own shows something that WordPress computes."""
    found = _BLOCK.match(str(comment))
    if found and found[3] and found[1] not in ("more", "nextpage", "spacer", "separator"):
        body.around.tell(
            f"the block “{found[1]}” shows what WordPress computes; nothing of it is in the export"
        )


def _block(tag: Tag, body: Body, *, is_classic: bool) -> None:
    if tag.name in ACTIVE:
        _active(tag, body)
    elif tag.name in HEADINGS:
        _heading(tag, body)
    elif tag.name in BLOCKS:
        BLOCKS[tag.name](tag, body)
    else:
        if tag.name not in WRAPPERS:
            body.around.tell(f"the element <{tag.name[:30]}> is unknown; what it holds stays")
        _walk(tag.contents, body, is_classic=is_classic)


def _active(tag: Tag, body: Body) -> None:
    address = str(tag.get("src") or tag.get("data") or "")
    if tag.name in ("iframe", "embed", "video", "audio") and SAFE.match(address):
        body.paragraph(_anchor(address, escape(address), body))
        body.around.tell(f"<{tag.name}> of {address} became a link")
    else:
        body.around.tell(f"<{tag.name}> was left out: it acts, or takes in what visitors type")


def _heading(tag: Tag, body: Body) -> None:
    level = HEADINGS[tag.name]
    for picture in tag.find_all("img"):
        _picture(picture, "", body)
    words = tag.get_text(" ", strip=True)
    if not words:
        return
    if level:
        body.text.append(f"<{level}>{escape(words, quote=False)}</{level}>")
    else:
        body.section(words)


def _paragraph(tag: Tag, body: Body) -> None:
    if tag.find(["img", "iframe", "video", "audio"]):
        _walk(tag.contents, body, is_classic=False)
    else:
        body.paragraph("".join(_inline(tag.contents, body)))


def _list(tag: Tag, body: Body) -> None:
    body.text.append("".join(_items(tag, body)))


def _items(tag: Tag, body: Body) -> Iterator[str]:
    yield f"<{tag.name}>"
    for item in tag.find_all("li", recursive=False):
        inner = [one for one in item.contents if not (isinstance(one, Tag) and one.name in ("ul", "ol"))]
        yield f"<li>{''.join(_inline(inner, body)).strip()}"
        for nested in item.find_all(["ul", "ol"], recursive=False):
            yield from _items(nested, body)
        yield "</li>"
    yield f"</{tag.name}>"


def _quotation(tag: Tag, body: Body) -> None:
    cite = tag.find("cite")
    speaker = cite.get_text(" ", strip=True) if cite else ""
    if cite:
        cite.extract()
    words = "\n\n".join(one.get_text(" ", strip=True) for one in tag.find_all("p")) or tag.get_text(
        " ", strip=True
    )
    if words:
        body.block("quotation", {"quotation": words, "speaker": speaker[:120], "language": ""})


def _figure(tag: Tag, body: Body) -> None:
    caption = tag.find("figcaption", recursive=False)
    words = caption.get_text(" ", strip=True) if caption else ""
    if caption:
        caption.extract()
    classes = " ".join(tag.get("class") or [])
    pictures = tag.find_all("img")
    if "gallery" in classes:
        _gallery(tag, words, body)
    elif pictures:
        for picture in pictures:
            _picture(picture, words, body)
    elif "embed" in classes:
        address = tag.get_text(strip=True)
        if SAFE.match(address):
            body.paragraph(_anchor(address, escape(words or address), body))
            body.around.tell(f"what was embedded from {address} became a link")
    else:
        _walk(tag.contents, body, is_classic=False)
        body.paragraph(escape(words, quote=False))


def _gallery(tag: Tag, caption: str, body: Body) -> None:
    if tag.get("data-own"):
        for number in body.around.own_pictures():
            _place(number, "", "", body)
    for picture in tag.find_all("img"):
        near = picture.find_parent("figure")
        own = near.find("figcaption") if near is not None and near is not tag else None
        _picture(picture, own.get_text(" ", strip=True) if own else caption, body)


def _image(tag: Tag, body: Body) -> None:
    _picture(tag, "", body)


def _picture(tag: Tag, caption: str, body: Body) -> None:
    numbered = _PICTURE_ID.search(" ".join(tag.get("class") or [])) or re.match(
        r"(\d+)$", str(tag.get("data-id") or "")
    )
    _place(
        int(numbered[1]) if numbered else 0,
        str(tag.get("src") or ""),
        caption,
        body,
        str(tag.get("alt") or ""),
    )


def _place(number: int, address: str, caption: str, body: Body, alt: str = "") -> None:
    ours = body.around.picture(number, address)
    if ours is not None:
        shown = {"image": ours[0], "alt_text": (alt or ours[1])[:LONGEST_ALT], "decorative": False}
        body.block("picture", {"picture": shown, "caption": caption[:250]})
    elif caption:
        body.paragraph(escape(caption, quote=False))


def _table(tag: Tag, body: Body) -> None:
    body.around.tell("a table became a list, a row an item")
    rows = (
        "; ".join(cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"]))
        for row in tag.find_all("tr")
    )
    items = "".join(f"<li>{escape(row, quote=False)}</li>" for row in rows if row.strip("; "))
    if items:
        body.text.append(f"<ul>{items}</ul>")


def _preformatted(tag: Tag, body: Body) -> None:
    lines = escape(tag.get_text(), quote=False).strip("\n").split("\n")
    body.paragraph("<br/>".join(lines))


def _definitions(tag: Tag, body: Body) -> None:
    for one in tag.find_all(["dt", "dd"]):
        words = "".join(_inline(one.contents, body))
        body.paragraph(f"<b>{words}</b>" if one.name == "dt" else words)


def _linked(tag: Tag, body: Body) -> None:
    """A link around a picture: the picture stays, and so does the link if it leads to more than the picture's file."""
    _walk(tag.contents, body, is_classic=False)


def _rule(tag: Tag, body: Body) -> None:
    body.flush()


BLOCKS: dict[str, Callable[[Tag, Body], None]] = {
    "p": _paragraph, "ul": _list, "ol": _list, "blockquote": _quotation, "figure": _figure, "img": _image,
    "table": _table, "pre": _preformatted, "dl": _definitions, "a": _linked, "hr": _rule,
}  # fmt: skip
"""What each element becomes: a new one is a line here."""


def _inline(nodes: Iterable[PageElement], body: Body, breaks: str = " ") -> Iterator[str]:
    """The markup of words and what stands among them. `breaks` is what the end of a line becomes."""
    for node in nodes:
        if isinstance(node, Tag):
            yield from _inline_tag(node, body, breaks)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            words = str(node).replace("\r", "")
            yield escape(words if breaks == "\n" else _LINE_END.sub(breaks, words), quote=False)


def _inline_tag(tag: Tag, body: Body, breaks: str) -> Iterator[str]:
    if tag.name in ACTIVE:
        _active(tag, body)
        return
    if tag.name == "br":
        yield "<br/>"
        return
    inner = "".join(_inline(tag.contents, body, breaks))
    if tag.name == "img":
        body.around.tell("a picture within a line was left out")
    elif tag.name == "a" and tag.get("href"):
        yield _anchor(str(tag["href"]), inner, body)
    elif tag.name in INLINE and inner.strip():
        yield f"<{INLINE[tag.name]}>{inner}</{INLINE[tag.name]}>"
    else:
        yield inner


def _anchor(address: str, words: str, body: Body) -> str:
    if not words.strip():
        return words
    target = body.around.link(address.strip())
    if isinstance(target, tuple):
        kind, number = target
        return f'<a linktype="{kind}" id="{number}">{words}</a>'
    if not SAFE.match(target):
        body.around.tell(f"a link to “{target[:80]}” was taken out: such an address is not safe")
        return words
    return f'<a href="{escape(target)}">{words}</a>'
