"""The first reading of an export: what is in it, where it goes, and what links to it will have to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from clarion.moving.report import Report
from clarion.moving.wordpress.export import Entry, Head, read
from clarion.moving.wordpress.tongues import Tongue, tongue_of

CARRIED = ("page", "post")
STATUSES = ("publish", "draft", "pending", "private", "future")


@dataclass(frozen=True, slots=True)
class Outline:
    """As much of an entry as is kept in memory while all of them are read."""

    id: int
    kind: str
    name: str
    slug: str
    link: str
    guid: str
    parent: int
    order: int
    tongue: Tongue
    file: str
    meta: dict[str, str]
    title: str
    excerpt: str


@dataclass(slots=True)
class Survey:
    """What an export holds. `entries` are pages and posts that can be carried; `files` are attachments."""

    head: Head
    entries: dict[int, Outline] = field(default_factory=dict)
    files: dict[int, Outline] = field(default_factory=dict)
    by_path: dict[str, int] = field(default_factory=dict)
    by_file: dict[str, int] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Where the site was."""
        return urlsplit(self.head.site).netloc.lower()

    def in_order(self) -> Iterator[Outline]:
        """Pages and posts, each after the page it stands below."""
        done: set[int] = set()

        def with_parents(one: Outline, above: tuple[int, ...] = ()) -> Iterator[Outline]:
            if one.id in done:
                return
            parent = self.entries.get(one.parent)
            if parent is not None and parent.id not in (*above, one.id):
                yield from with_parents(parent, (*above, one.id))
            if one.id not in done:
                done.add(one.id)
                yield one

        for one in sorted(self.entries.values(), key=lambda each: (each.kind, each.order, each.id)):
            yield from with_parents(one)


def survey(path: Path, language: str, report: Report) -> Survey:
    """Reads an export to its end, so that one that breaks off changes nothing.

    Raises:
        BadExport: it is no export, or breaks off.
    """
    head, entries = read(path)
    found = Survey(head)
    fallback = language or head.language or settings.LANGUAGE_CODE
    others: dict[str, int] = {}
    for entry in entries:
        outline = _outline(entry, fallback)
        if entry.kind == "attachment":
            found.files[entry.id] = outline
            found.by_file[plain_file(entry.file or entry.guid)] = entry.id
        elif entry.kind not in CARRIED:
            others[entry.kind] = others.get(entry.kind, 0) + 1
        elif reason := _hindrance(entry, outline):
            report.note(entry.name, reason)
            report.counts["left out"] += 1
        else:
            found.entries[entry.id] = outline
            found.by_path[path_of(entry.link)] = entry.id
    for kind, number in others.items():
        report.note(
            f"{number} × {kind}", _OTHERS.get(kind, "this kind of entry belongs to a plugin; it was left out")
        )
        report.counts["left out"] += number
    return found


def path_of(link: str) -> str:
    """The path of an address as it is compared: decoded, without its closing slash, `?p=` and `?page_id=` kept."""
    parts = urlsplit(link)
    query = f"?{parts.query}" if parts.query.startswith(("p=", "page_id=")) else ""
    return f"{unquote(parts.path).rstrip('/') or '/'}{query}"


def plain_file(address: str) -> str:
    """The address of a picture's original, below the folder of uploads: `2019/03/mast.jpg` for any of its sizes."""
    path = unquote(urlsplit(address).path)
    path = path.partition("/uploads/")[2] or path.lstrip("/")
    stem, dot, ending = path.rpartition(".")
    head, dash, size = stem.rpartition("-")
    width, _, height = size.partition("x")
    if dash and (size == "scaled" or (width.isdecimal() and height.isdecimal())):
        stem = head
    return f"{stem}{dot}{ending}".lower()


def _outline(entry: Entry, fallback: str) -> Outline:
    return Outline(
        id=entry.id,
        kind=entry.kind,
        name=entry.name,
        slug=entry.slug,
        link=entry.link,
        guid=entry.guid,
        parent=entry.parent,
        order=entry.order,
        tongue=tongue_of(entry, fallback),
        file=entry.file or entry.guid,
        meta=entry.meta if entry.kind == "attachment" else {},
        title=entry.title,
        excerpt=entry.excerpt if entry.kind == "attachment" else "",
    )


def _hindrance(entry: Entry, outline: Outline) -> str:
    if not entry.id:
        return "it has no number (wp:post_id)"
    if entry.status not in STATUSES:
        return f"its status is “{entry.status}”"
    if entry.password:
        return "it is behind a password; pages here are open or private"
    if not outline.tongue.language:
        return f"it is in “{outline.tongue.told}”, which is no language of this site (CLARION_LANGUAGES)"
    return ""


_OTHERS = {
    "nav_menu_item": "menus are made anew under Settings → Menu",
    "revision": "earlier versions stay behind",
    "wp_block": "reusable blocks stand in the pages that use them only by reference",
    "wp_navigation": "menus are made anew under Settings → Menu",
    "wp_global_styles": "how the site looks is set under Settings → Theme",
    "custom_css": "how the site looks is set under Settings → Theme",
}
