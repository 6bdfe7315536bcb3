"""Labels of files become values of dimensions; one value under two labels is noticed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from django.utils.text import slugify

from clarion.register.vocabulary import Process, Requester
from clarion.transparency.figures.figure import FigureError, check_value, countries
from clarion.transparency.imports.problems import ImportProblem, Place
from clarion.transparency.imports.profile import Labels, Profile

_VOCABULARIES = {"requester": frozenset(Requester.values), "process": frozenset(Process.values)}


@cache
def _territories(code: str) -> dict[str, str]:
    return {
        name: territory
        for territory, name in Locale.parse(code.replace("-", "_")).territories.items()
        if len(territory) == 2
    }


class LabelBook:
    """Looks labels up, and remembers under which labels, and where first, each value was met."""

    def __init__(self, profile: Profile) -> None:
        self._labels = profile.labels
        self.met: dict[tuple[str, str], dict[str, Place]] = {}
        """(name of the labels, or the dimension; value) to the labels it went by and their first place."""

    def value(self, dimension: str, labels: str, label: str, place: Place) -> str:
        """The value of `dimension` that `label` stands for.

        Raises:
            ImportProblem: it stands for none.
        """
        found = self._found(dimension, self._labels.get(labels), label.strip())
        if found is None:
            raise ImportProblem(place, self._unknown(dimension, labels, label))
        self.met.setdefault((labels or dimension, found), {}).setdefault(label, place)
        return found

    def drift(self) -> dict[tuple[str, str], Mapping[str, Place]]:
        """The values that go by more than one label."""
        grouping = {name for name, labels in self._labels.items() if labels.grouping}
        return {key: labels for key, labels in self.met.items() if len(labels) > 1 and key[0] not in grouping}

    def _found(self, dimension: str, known: Labels | None, label: str) -> str | None:
        value = label
        if known is not None and label in known.map:
            value = known.map[label]
        elif known is not None and known.base == "slug":
            value = slugify(label) or label
        elif known is not None and known.base:
            value = _territories(known.base.removeprefix("cldr:")).get(label, label)
        if dimension == "country":
            return value if value in countries() else None
        if vocabulary := _VOCABULARIES.get(dimension):
            return value if value in vocabulary else None
        try:
            return check_value(dimension, value)
        except FigureError:
            return None

    def _unknown(self, dimension: str, labels: str, label: str) -> str:
        if not label.strip():
            return f"the {dimension} is blank. Write a label that the profile maps to unknown."
        where = f"[labels.{labels}.map]" if labels else "labels of the profile"
        return f"{label!r} is no known {dimension}. Mend the spelling, or add it to {where}."
