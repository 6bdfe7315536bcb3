"""What RFC 4287 asks of an Atom feed, beyond being well-formed XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;.*)?")


def complaints(feed: str, address: str) -> list[str]:
    """What is wrong with a feed that was read from an address; nothing, if it is as it should be."""
    try:
        # What the suite reads comes from its own server.
        root = ElementTree.fromstring(feed)  # noqa: S314
    except ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    return [*_feed(root, address)]


def _feed(feed: ElementTree.Element, address: str) -> Iterator[str]:
    yield from _once(
        feed, "the feed", required=("id", "title", "updated"), allowed=("subtitle", "rights", "logo", "icon")
    )
    yield from _common(feed, "the feed")
    if _links(feed, "self") != [address]:
        yield f"rel=self is {_links(feed, 'self')}, not where it was read (4.1.1)"
    language = feed.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    if not _LANGUAGE.fullmatch(language):
        yield f"xml:lang is {language!r}"
    entries = feed.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    yield from (f"two entries have the id {one}" for one in {one for one in ids if ids.count(one) > 1})
    has_author = feed.find(f"{ATOM}author") is not None
    updates = []
    for entry in entries:
        where = f"entry {entry.findtext(f'{ATOM}title')!r}"
        yield from _once(
            entry,
            where,
            required=("id", "title", "updated"),
            allowed=("published", "rights", "summary", "content"),
        )
        yield from _common(entry, where)
        if not has_author and entry.find(f"{ATOM}author") is None:
            yield f"{where}: neither it nor the feed has an author (4.1.2)"
        if not _links(entry, "alternate") and entry.find(f"{ATOM}content") is None:
            yield f"{where}: neither content nor rel=alternate (4.1.2)"
        updates.append(entry.findtext(f"{ATOM}updated") or "")
    newest = max(updates, default="")
    if newest and _moment(feed.findtext(f"{ATOM}updated") or "") < _moment(newest):
        yield "the feed was updated before its newest entry"


def _once(
    element: ElementTree.Element, where: str, *, required: tuple[str, ...], allowed: tuple[str, ...]
) -> Iterator[str]:
    for name in (*required, *allowed):
        found = len(element.findall(f"{ATOM}{name}"))
        if found > 1 or (name in required and not found):
            yield f"{where}: {found} of {name}"


def _common(element: ElementTree.Element, where: str) -> Iterator[str]:
    yield from (f"{where}: {one}" for one in _dates(element))
    identity = element.findtext(f"{ATOM}id") or ""
    if not urlsplit(identity).scheme or identity != identity.strip():
        yield f"{where}: the id {identity!r} is no IRI (4.2.6)"
    for link in element.findall(f"{ATOM}link"):
        yield from _link(link, where)
    for name in ("title", "subtitle", "summary", "content", "rights"):
        text = element.find(f"{ATOM}{name}")
        if text is not None:
            yield from _text(text, f"{where}, {name}", is_content=name == "content")
    if not all((one.findtext(f"{ATOM}name") or "").strip() for one in element.findall(f"{ATOM}author")):
        yield f"{where}: an author without a name (3.2)"
    if not all(one.get("term") for one in element.findall(f"{ATOM}category")):
        yield f"{where}: a category without a term (4.2.2)"


def _dates(element: ElementTree.Element) -> Iterator[str]:
    for name in ("updated", "published"):
        date = element.findtext(f"{ATOM}{name}")
        if date is not None and not _DATE.fullmatch(date):
            yield f"{name} {date!r} is no RFC 3339 date-time (3.3)"


def _link(link: ElementTree.Element, where: str) -> Iterator[str]:
    target = link.get("href", "")
    if not urlsplit(target).netloc:
        yield f"{where}: link to {target!r}, which leads nowhere without the page it stands on"
    kind = link.get("type", "")
    if kind and not _MEDIA_TYPE.fullmatch(kind):
        yield f"{where}: {kind!r} is no media type"
    if link.get("rel") == "enclosure" and not (
        kind and link.get("length", "").isdecimal() and link.get("length") != "0"
    ):
        yield f"{where}: the enclosure {target} lacks its type or length"


def _text(text: ElementTree.Element, where: str, *, is_content: bool) -> Iterator[str]:
    kind = text.get("type", "text")
    if kind not in ("text", "html", "xhtml") and not (is_content and _MEDIA_TYPE.fullmatch(kind)):
        yield f"{where}: the type {kind!r} does not exist (3.1.1)"
    if kind in ("text", "html") and len(text):
        yield f"{where}: holds elements, though it is {kind}"
    if not "".join(text.itertext()).strip() and not is_content:
        yield f"{where}: empty"
    if kind == "html":
        parser = _References()
        parser.feed(text.text or "")
        yield from (f"{where}: {one!r} is relative" for one in parser.found if not urlsplit(one).scheme)
        yield from (f"{where}: <{one}> does not belong into a feed" for one in parser.active)


class _References(HTMLParser):
    """What a fragment of HTML points to, and what of it could act."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "poster") and value]
        self.found += [
            one.split()[0]
            for name, value in attrs
            if name == "srcset"
            for one in (value or "").split(",")
            if one.strip()
        ]
        if tag in ("script", "style", "form", "input", "iframe", "object"):
            self.active.append(tag)


def _links(element: ElementTree.Element, relation: str) -> list[str]:
    return [
        urljoin("", one.get("href", ""))
        for one in element.findall(f"{ATOM}link")
        if one.get("rel", "alternate") == relation
    ]


def _moment(date: str) -> datetime:
    return datetime.fromisoformat(date)
