"""What a source gives the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from clarion.search.analysis import VERSION


class TypeName(NamedTuple):
    """What readers call a type of result: one of them, and all of them. Both are translated when shown."""

    one: Any
    many: Any
    is_dated: bool = False
    """Whether the date is worth showing: it says when something was said, not only which year it is about."""
    has_value: bool = False
    """Whether its summary is a value, to be shown large and apart from the text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found, in one language, in words that every reader may see.

    `also` are words that count like the title's but are not shown. `summary` and `text` may hold figures as
    `clarion.search.figures_in_text` writes them: the value is read when a result is shown.
    """

    key: str
    language: str
    type: str
    title: str
    address: str
    summary: str = ""
    text: str = ""
    also: str = ""
    date: date | None = None

    @property
    def digest(self) -> str:
        """Changes whenever the entry has to be written anew."""
        parts = (
            VERSION, self.type, self.title, self.address, self.summary, self.text, self.also, str(self.date)
        )  # fmt: skip
        return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


class Source(Protocol):
    """Where things to be found come from. See `clarion.search.sources`."""

    name: str
    types: Mapping[str, TypeName]
    """The types of its documents, by which readers filter."""

    def count(self) -> int:
        """How many documents there are, about."""

    def documents(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """All documents, or those with these keys; what has none (any more) is left out."""
