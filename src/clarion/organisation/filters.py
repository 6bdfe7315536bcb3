"""Narrowing the list of downloads by kind and year, with addresses alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from clarion.core.languages import language

LONGEST_SHOWN = 40
"""Characters of a value that nobody offered, when the page says that it knows none such."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list: what it is called, how many there are, where it leads."""

    label: str
    count: str
    address: str
    is_chosen: bool


class Filters:
    """What a reader asked for, what there is of it, and what else there would be."""

    def __init__(self, everything: Sequence[Any], asked: Mapping[str, str], reader: str) -> None:
        self._everything = everything
        self._reader = reader
        offered = {
            "kind": {one.kind for one in everything},
            "year": {str(one.date.year) for one in everything},
        }
        self._chosen = {name: asked[name] for name in offered if asked.get(name) in offered[name]}
        self.unknown = [
            asked[name][:LONGEST_SHOWN] for name in offered if asked.get(name) and name not in self._chosen
        ]

    @cached_property
    def found(self) -> list[Any]:
        """What is left of the list."""
        return [one for one in self._everything if self._fits(one, *self._chosen)]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return bool(self._chosen)

    @property
    def kinds(self) -> list[Choice]:
        """All, and each kind there is."""
        names = {one.kind: one.get_kind_display() for one in self._everything}
        return self._choices("kind", lambda one: one.kind, names)

    @property
    def years(self) -> list[Choice]:
        """All, and each year there is, the newest first."""
        years = sorted({one.date.year for one in self._everything}, reverse=True)
        names = {str(year): language(self._reader).year(year) for year in years}
        return self._choices("year", lambda one: str(one.date.year), names)

    def _choices(self, name: str, value_of: Callable[[Any], str], names: Mapping[str, str]) -> list[Choice]:
        others = [other for other in self._chosen if other != name]
        counts = Counter(value_of(one) for one in self._everything if self._fits(one, *others))
        chosen, spoken = self._chosen.get(name), language(self._reader)
        whole = Choice(
            gettext("All"), spoken.integer(counts.total()), self._address(name, ""), chosen is None
        )
        return [
            whole,
            *(
                Choice(label, spoken.integer(counts[value]), self._address(name, value), chosen == value)
                for value, label in names.items()
            ),
        ]

    def _fits(self, one: Any, *names: str) -> bool:
        values = {"kind": one.kind, "year": str(one.date.year)}
        return all(values[name] == self._chosen[name] for name in names)

    def _address(self, name: str, value: str) -> str:
        return "?" + urlencode({key: one for key, one in {**self._chosen, name: value}.items() if one})
