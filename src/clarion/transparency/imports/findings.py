"""Contradictions, as they are found before they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clarion.register.counts import Count
from clarion.transparency.breakdowns import DIMENSIONS, Values
from clarion.transparency.imports.entries import Entry, Group
from clarion.transparency.imports.problems import Place
from clarion.transparency.models import Contradiction

RECEIVED = "received"
GRANTED = "granted"
_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """Two statements that cannot both be true; `published` is the one that figures use."""

    nature: Contradiction.Nature
    source: str
    published: str
    other: str
    group: Group | None = None
    cell: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The finding in one line, for people."""
        about = []
        if self.group is not None:
            about = [
                str(self.group.period),
                " + ".join(self.group.kinds),
                self.group.unit,
                self.group.breakdown,
            ]
        about += [f"{key} {value}" for key, value in self.cell.items()]
        return f"{', '.join(about)}: {self.published} | {self.other}"

    def row(self, sources: Mapping[str, int]) -> Contradiction:
        """The finding as a row for the database. `sources` gives the ids of sources by key."""
        group = self.group
        return Contradiction(
            source_id=sources[self.source],
            nature=self.nature,
            period_start=group.period.start if group else None,
            period_end=group.period.end if group else None,
            kind=group.kinds[0] if group and len(group.kinds) == 1 else "",
            unit=group.unit if group else "",
            breakdown=group.breakdown if group else "",
            cell=dict(self.cell),
            published=self.published[:_WIDTH],
            other=self.other[:_WIDTH],
        )


def stated(entry: Entry, counted: str) -> Count:
    """What an entry says of `received` or `granted`."""
    return entry.received if counted == RECEIVED else entry.granted


def place_of(entry: Entry, counted: str) -> str:
    """Where an entry says it."""
    place = entry.place if counted == RECEIVED else entry.granted_place
    more = f" and {entry.rows - 1} more" if entry.rows > 1 else ""
    return f"{place.described}{more}"


def cell_of(cell: Values, counted: str, group: Group) -> dict[str, str]:
    """The named values of a cell, and whether requests received or granted are meant."""
    named = {one: value for one, value in zip(DIMENSIONS, cell, strict=True) if value}
    return named if group.unit.startswith("account") else {**named, "counted": counted}


def labels_differ(value: str, labels: Mapping[str, Place], source: str) -> Finding:
    """One value goes by several labels."""
    (first, at), *others = labels.items()
    told = "; ".join(f"{label!r} ({place.described})" for label, place in others)
    return Finding(
        Contradiction.Nature.LABEL_DRIFT,
        source,
        f"{value}: {first!r} ({at.described})",
        told,
        cell={"value": value},
    )
