"""What is said above a page in the reader's language: that it is not translated, or older than its original.

A room that has something to say registers a teller in its `AppConfig.ready`. What a teller needs of the page it names
in `joined`, so that it comes with the page and costs no query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clarion.pages.rendering import Scope


@dataclass(frozen=True)
class NoticeLink:
    """Where a notice leads: an address, its words, and the language of what is there.

    The words are in the language of the notice, unless they name that language `in_itself`.
    """

    address: str
    words: str
    language: str
    in_itself: bool = False


@dataclass(frozen=True)
class Notice:
    """A sentence or two, and the addresses it leads to."""

    words: str
    links: tuple[NoticeLink, ...] = ()


Teller = Callable[[Scope], Iterable[Notice]]
"""Told the scope of a page, says its notices in the active language, which is the reader's."""

_tellers: list[Teller] = []
_joined: list[str] = []


def register(teller: Teller, *, joined: Iterable[str] = ()) -> None:
    """Adds a teller, and the relations of a page that it reads (as `select_related` takes them)."""
    _tellers.append(teller)
    _joined.extend(joined)


def joined() -> tuple[str, ...]:
    """The relations to be read together with a page."""
    return tuple(_joined)


def notices(scope: Scope) -> Iterator[Notice]:
    """All that is to be said above a page."""
    for teller in _tellers:
        yield from teller(scope)
