"""What else is filed under the same topics.

Rooms do not know one another: each registers, in its `AppConfig.ready()`, where its own things are found, and whoever
shows a page asks for all of them at once::

    register_related("news", _("News"), articles_about)


    def articles_about(topics: Collection[str], language: str, limit: int) -> Iterable[RelatedLink]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

RELATED_LIMIT = 3
"""How many links of each kind are shown beside a page."""


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """Something filed under a topic: what it is called, where it is, and a word on it, such as its date."""

    title: str
    address: str
    note: str = ""


Find = Callable[[Collection[str], str, int], Iterable[RelatedLink]]
"""Given slugs of topics, a language and a limit: what is filed under any of them, the closest first."""


@dataclass(frozen=True, slots=True)
class RelatedSource:
    """Where one kind of thing is found. `heading` is what readers call several of them, translated when shown."""

    name: str
    heading: str | Promise
    find: Find


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """The related things of one kind; there is at least one."""

    name: str
    heading: str
    links: tuple[RelatedLink, ...]


_SOURCES: dict[str, RelatedSource] = {}


def register_related(name: str, heading: str | Promise, find: Find) -> RelatedSource:
    """Adds a kind of thing that is filed under topics.

    Raises:
        ValueError: if another source has the same name.
    """
    if name in _SOURCES:
        raise ValueError(f"The related things {name!r} are registered twice.")
    _SOURCES[name] = RelatedSource(name, heading, find)
    return _SOURCES[name]


def related(
    topics: Collection[str], language: str, *, besides: str = "", limit: int = RELATED_LIMIT
) -> list[RelatedGroup]:
    """Everything filed under any of the topics, in groups by kind, in the order of registration.

    Args:
        topics: slugs; without any, nothing is related.
        language: that of the links.
        besides: the address of the page that asks, which is not related to itself.
        limit: the most links of one kind.
    """
    if not topics:
        return []
    groups = []
    for source in _SOURCES.values():
        found = [one for one in source.find(topics, language, limit + 1) if one.address != besides]
        if found:
            groups.append(RelatedGroup(source.name, str(source.heading), tuple(found[:limit])))
    return groups
