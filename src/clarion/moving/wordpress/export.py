"""Reading a WordPress export: extended RSS ("WXR"), versions 1.0 to 1.2, as streams of entries.

The file comes from elsewhere and is not trusted: document types, and with them entities of any kind, are refused
before anything is expanded, and one item at a time is held in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from clarion.moving.problems import BadExport

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
VERSIONS = ("1.0", "1.1", "1.2")
MOST_CHARACTERS = 5_000_000
"""Of one entry's content. Nothing that a person wrote comes near it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag, or a term of a plugin: `domain` says which."""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """An author, by sign-in name."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the export: a post, a page, an attachment, or something of a plugin."""

    id: int
    kind: str
    status: str
    title: str
    slug: str
    link: str
    guid: str
    creator: str
    content: str
    excerpt: str
    published: datetime | None
    parent: int
    order: int
    password: str
    file: str
    comments: int = 0
    terms: tuple[Term, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How a report names it."""
        return f"{self.kind} {self.id} “{self.title or self.slug or 'untitled'}”"

    def of(self, *domains: str) -> list[Term]:
        """Its terms of some domains."""
        return [one for one in self.terms if one.domain in domains]


@dataclass(slots=True)
class Head:
    """What stands before the items."""

    site: str = ""
    language: str = ""
    people: dict[str, Person] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


def read(path: Path) -> tuple[Head, Iterator[Entry]]:
    """The head of an export, and its entries one after another.

    Raises:
        BadExport: it is no export, or breaks off. Also while entries are read.
    """
    steps = _steps(path)
    head = next(steps)
    assert isinstance(head, Head)
    return head, (one for one in steps if isinstance(one, Entry))


def _steps(path: Path) -> Iterator[Head | Entry]:
    try:
        with path.open("rb") as file:
            yield from _walk(path, file)
    except OSError as error:
        raise BadExport(path, f"it cannot be read: {error.strerror or error}.") from error
    except DefusedXmlException as error:
        raise BadExport(
            path, "it declares a document type or entities, which no WordPress export does. Nothing was read."
        ) from error
    except ParseError as error:
        line = error.position[0] if error.position else 0
        what = (
            "it is empty"
            if "no element found" in str(error) and line <= 1
            else f"it is not well-formed ({error})"
        )
        raise BadExport(path, f"{what}. Export it again with Tools → Export → All content.", line) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise BadExport(path, f"its encoding is not what it says: {error}.") from error


def _walk(path: Path, file: object) -> Iterator[Head | Entry]:
    head = Head()
    is_told = False
    opened: list[Element] = []
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        name = _plain(element.tag)
        if event == "start":
            opened.append(element)
            if len(opened) == 1 and name != "rss":
                raise BadExport(
                    path, f"it is <{name}>, not a WordPress export (<rss> with a wp:wxr_version)."
                )
            if name == "item" and not is_told:
                is_told = True
                yield _checked(path, head)
            continue
        opened.pop()
        if name == "item":
            yield _entry(element)
            opened[-1].clear()  # Read, and no longer needed.
        elif not is_told:
            _head(path, head, name, element)
    if not is_told:
        yield _checked(path, head)


def _head(path: Path, head: Head, name: str, element: Element) -> None:
    if name in _HEAD:
        _HEAD[name](head, element)
    elif name == "wxr_version" and (element.text or "").strip() not in VERSIONS:
        raise BadExport(path, f"its version is {element.text!r}; {', '.join(VERSIONS)} can be read.")


def _checked(path: Path, head: Head) -> Head:
    if not getattr(head, "site", ""):
        raise BadExport(path, "it names no site (wp:base_blog_url or link), so it is no WordPress export.")
    return head


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text(element: Element, name: str) -> str:
    """The text of a child in WordPress's own namespace, whichever version of it, or in none."""
    for child in element:
        if _plain(child.tag) == name and child.tag not in (CONTENT, CREATOR):
            return (child.text or "").strip()
    return ""


Reader = Callable[[Head, Element], None]


def _site(head: Head, element: Element) -> None:
    if not head.site and element.text:
        head.site = element.text.strip().rstrip("/")


def _base(head: Head, element: Element) -> None:
    if element.text:
        head.site = element.text.strip().rstrip("/")


def _language(head: Head, element: Element) -> None:
    head.language = head.language or (element.text or "").strip().lower()


def _person(head: Head, element: Element) -> None:
    login = _text(element, "author_login")
    if login:
        full = f"{_text(element, 'author_first_name')} {_text(element, 'author_last_name')}".strip()
        head.people[login] = Person(login, _text(element, "author_display_name") or full or login)


def _term(domain: str, slug: str, name: str) -> Reader:
    def read_term(head: Head, element: Element) -> None:
        if found := _text(element, slug):
            head.terms.append(
                Term(_text(element, "term_taxonomy") or domain, found, _text(element, name) or found)
            )

    return read_term


_HEAD: dict[str, Reader] = {
    "link": _site,
    "base_blog_url": _base,
    "language": _language,
    "author": _person,
    "category": _term("category", "category_nicename", "cat_name"),
    "tag": _term("post_tag", "tag_slug", "tag_name"),
    "term": _term("", "term_slug", "term_name"),
}


def _entry(item: Element) -> Entry:
    content = item.findtext(CONTENT) or ""
    excerpts = [one.text or "" for one in item if _plain(one.tag) == "encoded" and one.tag != CONTENT]
    return Entry(
        id=_number(_text(item, "post_id")),
        kind=_text(item, "post_type") or "post",
        status=_text(item, "status") or "publish",
        title=_text(item, "title"),
        slug=_text(item, "post_name"),
        link=_text(item, "link"),
        guid=_text(item, "guid"),
        creator=(item.findtext(CREATOR) or "").strip(),
        content=content,
        excerpt="".join(excerpts).strip(),
        published=_moment(_text(item, "post_date_gmt")) or _moment(_text(item, "post_date")),
        parent=_number(_text(item, "post_parent")),
        order=_number(_text(item, "menu_order")),
        password=_text(item, "post_password"),
        file=_text(item, "attachment_url"),
        comments=sum(1 for one in item if _plain(one.tag) == "comment"),
        terms=tuple(
            Term(one.get("domain", ""), one.get("nicename", ""), (one.text or "").strip())
            for one in item
            if _plain(one.tag) == "category" and one.get("nicename")
        ),
        meta={
            _text(one, "meta_key"): _text(one, "meta_value") for one in item if _plain(one.tag) == "postmeta"
        },
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _moment(text: str) -> datetime | None:
    """WordPress writes zeros for a draft that was never published."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
