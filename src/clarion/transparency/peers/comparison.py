"""A measure of several organisations over the same periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clarion.core.languages import SOURCE_LANGUAGE
from clarion.register.counts import UNKNOWN, Count, total
from clarion.transparency import measures, periods
from clarion.transparency.figures import Origin, Reading
from clarion.transparency.figures.cells import fetch
from clarion.transparency.figures.evaluation import Part, by_period, wanted_for
from clarion.transparency.imports.profile import ANY_MEASURE
from clarion.transparency.measures import Measure
from clarion.transparency.models import OWN, Source
from clarion.transparency.periods import Period

Parts = Mapping[Period, Part]


@dataclass(frozen=True, slots=True)
class Value:
    """What one organisation states for a slot. `covered` are the days it really speaks of, which can be fewer."""

    slot: Period
    count: Count
    covered: tuple[Period, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether it speaks of the whole slot."""
        return self.covered == (self.slot,)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a peer counts otherwise, with the language in which it is told."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Side:
    """One organisation: the organisation itself (without a name), or a peer."""

    peer: str
    name: str
    values: tuple[Value, ...]
    sources: tuple[Origin, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it states anything of these periods."""
        return any(value.count.is_known for value in self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A measure: the organisation itself first, then each peer that states it, all over the same `slots`."""

    measure: Measure
    slots: tuple[Period, ...]
    sides: tuple[Side, ...]

    @property
    def rows(self) -> list[tuple[Period, list[Value]]]:
        """For each slot, the newest first, the value of each side."""
        values = [side.values for side in self.sides]
        return [(slot, [of_side[place] for of_side in values]) for place, slot in enumerate(self.slots)][::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """Another organisation with its differences, by measure and language."""

    slug: str
    name: str
    differences: Mapping[str, Mapping[str, str]]

    def told(self, measure: Measure, code: str) -> tuple[Difference, ...]:
        """What is said of a measure in a language, else in English."""
        said = (self.differences.get(key) for key in (measure.key, ANY_MEASURE))
        return tuple(
            Difference(one[chosen], chosen)
            for one in said
            if one
            for chosen in (code if code in one else SOURCE_LANGUAGE,)
        )


def peers() -> list[Peer]:
    """The other organisations of which a series is on record, by name."""
    found: dict[str, Peer] = {}
    for slug, name, differences in (
        Source.objects.of_peers().order_by("slug").values_list("peer", "publisher", "differences")
    ):
        known = found.get(slug)
        merged = {**(known.differences if known else {}), **differences}
        found[slug] = Peer(slug, known.name if known else name, merged)
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.slug))


def comparisons(code: str) -> list[Comparison]:
    """Every measure that a peer states, over the periods of which one does."""
    listed = peers()
    if not listed:
        return []
    stated = _stated(["", *(one.slug for one in listed)])
    found = []
    for measure in own_measures():
        theirs = {one: stated[one.slug][measure] for one in listed if stated[one.slug][measure]}
        if theirs:
            slots = slots_of(theirs.values())
            found.append(_comparison(measure, slots, stated[OWN][measure], theirs, code))
    return found


def comparisons_of(
    period: Period, code: str, ours: Mapping[Measure, Reading] | None = None
) -> list[Comparison]:
    """Every measure of which a peer states something for this one period, or a part of it.

    `ours` are the organisation's own values, where they are not to be those on record now.
    """
    listed = peers()
    if not listed:
        return []
    stated = _stated([*([] if ours else [OWN]), *(one.slug for one in listed)], period)
    if ours:
        stated[OWN] = {one: _of_reading(period, ours.get(one)) for one in own_measures()}
    found = []
    for measure in own_measures():
        theirs = {one: stated[one.slug][measure] for one in listed if stated[one.slug][measure]}
        if any(value(period, parts).count.is_known for parts in theirs.values()):
            found.append(_comparison(measure, [period], stated[OWN][measure], theirs, code))
    return found


def slots_of(stated: Iterable[Parts]) -> list[Period]:
    """The half-years from the first to the last of which somebody states something; years, if some state only those."""
    parts = list(stated)
    first = min(period.start for of_one in parts for period in of_one)
    last = max(period.end for of_one in parts for period in of_one)
    years = [Period.year(number) for number in range(first.year, last.year + 1)]
    halves = [Period.half(year.start.year, half) for year in years for half in (1, 2)]
    spoken = {grid: _days(slots, parts) for grid, slots in (("halves", halves), ("years", years))}
    chosen = halves if spoken["halves"] >= spoken["years"] else years
    known = [place for place, slot in enumerate(chosen) if any(value(slot, one).covered for one in parts)]
    return chosen[known[0] : known[-1] + 1] if known else []


def value(slot: Period, parts: Parts) -> Value:
    """What the parts say of a slot, summed over the finest periods that lie in it."""
    chosen = periods.tile(slot, parts)
    if not chosen:
        return Value(slot, UNKNOWN)
    return Value(slot, total(parts[one].count for one in chosen), periods.joined(chosen))


def _days(slots: Sequence[Period], parts: Iterable[Parts]) -> int:
    return sum(span.days for of_one in parts for slot in slots for span in value(slot, of_one).covered)


def _of_reading(period: Period, reading: Reading | None) -> Parts:
    """A reading as the one part of its period, or of the one span that it speaks of."""
    if reading is None or not reading.is_known:
        return {}
    span = reading.covered[0] if len(reading.covered) == 1 else period
    return {span: Part(reading.value, reading.sources)}


def own_measures() -> list[Measure]:
    """Those that are compared. Countries are not: how many they are says nothing beside another organisation's."""
    return [one for one in measures.every() if one.is_additive]


def _stated(whose: Iterable[str], within: Period = periods.EVER) -> dict[str, dict[Measure, Parts]]:
    """By organisation and measure: what is known, one query each."""
    asked = {measure: wanted_for(measure, {}, within) for measure in own_measures()}
    found: dict[str, dict[Measure, Parts]] = {}
    for peer in whose:
        cells = fetch([one for wanted in asked.values() for one in wanted], peer=peer)
        found[peer] = {
            measure: {
                period: part
                for period, part in by_period(measure, {}, cells, within).items()
                if part.count.is_known
            }
            for measure in asked
        }
    return found


def _comparison(
    measure: Measure, slots: Sequence[Period], ours: Parts, theirs: Mapping[Peer, Parts], code: str
) -> Comparison:
    sides = [_side(OWN, "", slots, ours)]
    for peer, parts in theirs.items():
        side = _side(peer.slug, peer.name, slots, parts, peer.told(measure, code))
        if side.is_known:
            sides.append(side)
    return Comparison(measure, tuple(slots), tuple(sides))


def _side(
    peer: str, name: str, slots: Sequence[Period], parts: Parts, differences: tuple[Difference, ...] = ()
) -> Side:
    origins = dict.fromkeys(
        origin for slot in slots for one in periods.tile(slot, parts) for origin in parts[one].origins
    )
    return Side(peer, name, tuple(value(slot, parts) for slot in slots), tuple(origins), differences)
