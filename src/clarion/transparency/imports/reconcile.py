"""Which statement is published, and which statements contradict it.

Of the tables that state the same group (a breakdown of a kind and unit in a period) the first in the profile is
published; the others, and the sums of finer groups, are held against it. Nothing is corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clarion.register.counts import UNKNOWN, ZERO, Count, total
from clarion.register.vocabulary import Outcome
from clarion.transparency import periods
from clarion.transparency.breakdowns import (
    BRANCHES,
    DIMENSIONS,
    GOVERNMENT,
    TOTAL,
    Values,
    dimensions_of,
    name,
    values,
)
from clarion.transparency.imports.entries import Entry, Group, TableEntries
from clarion.transparency.imports.findings import (
    GRANTED,
    RECEIVED,
    Finding,
    cell_of,
    place_of,
    stated,
)
from clarion.transparency.models import Contradiction

_PARTS = (str(Outcome.PARTIAL), str(Outcome.FULL))
_REQUESTER = DIMENSIONS.index("requester")


@dataclass(slots=True)
class Published:
    """A group as figures will read it. `derived_from` names the finer breakdown it was summed from, if it was."""

    entries: dict[Values, Entry]
    lists: str
    table: str
    derived_from: str = ""


@dataclass(slots=True)
class Reconciled:
    """What is published, by group, and what was found."""

    groups: dict[Group, Published] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def reconcile(tables: Iterable[TableEntries]) -> Reconciled:
    """Chooses what is published and lists every contradiction among the tables, in the order of the profile."""
    listed = list(tables)
    result = Reconciled()
    for table in listed:
        for group, entries in table.groups.items():
            if group not in table.checks and group not in result.groups and _says_anything(group, entries):
                copied = {cell: entry.copy() for cell, entry in entries.items()}
                result.groups[group] = Published(copied, table.lists[group], table.table.name)
    _derive(result)
    _refine(result)
    for table in listed:
        for group, entries in table.groups.items():
            result.findings.extend(_against_published(result, table, group, entries))
            result.findings.extend(_sums(result, table, group, entries))
        result.findings.extend(_across_periods(result, table))
    result.findings.extend(_changes_of_definition(result))
    return result


def _says_anything(group: Group, entries: Mapping[Values, Entry]) -> bool:
    if not entries:
        return group.breakdown != TOTAL
    return any(entry.received.is_known for entry in entries.values())


def coarser(group: Group, lists: str) -> Iterator[Group]:
    """The groups whose cells are sums of cells of `group`, one dimension less at a time.

    Where only governments are listed, the requester stays: without it the sum would not be of all requests.
    """
    dimensions = dimensions_of(group.breakdown)
    for dropped in dimensions:
        if lists == "government" and dropped == "requester":
            continue
        yield group._replace(breakdown=name(one for one in dimensions if one != dropped))


def summed(entries: Mapping[Values, Entry], breakdown: str) -> dict[Values, Entry]:
    """Entries of a finer breakdown, added up to `breakdown`."""
    kept = set(dimensions_of(breakdown))
    found: dict[Values, Entry] = {}
    for cell, entry in entries.items():
        wider = values({one: value for one, value in zip(DIMENSIONS, cell, strict=True) if one in kept})
        if wider in found:
            found[wider].add(entry)
        else:
            found[wider] = entry.copy()
    return found


def _derive(result: Reconciled) -> None:
    """Publishes the sums of a complete breakdown where nobody states the coarser one."""
    for size in (3, 2, 1):
        for group, published in list(result.groups.items()):
            if len(dimensions_of(group.breakdown)) != size or published.lists == "some":
                continue
            for wider in coarser(group, published.lists):
                if wider in result.groups:
                    continue
                entries = summed(published.entries, wider.breakdown)
                if wider.breakdown == TOTAL and not entries:
                    continue
                result.groups[wider] = Published(entries, published.lists, published.table, group.breakdown)


def _refine(result: Reconciled) -> None:
    """Tells partial from full grants where a finer breakdown does, and agrees on how many there were."""
    for size in (2, 1):
        for group, published in result.groups.items():
            if len(dimensions_of(group.breakdown)) != size or published.lists == "some":
                continue
            for wider in coarser(group, published.lists):
                target = result.groups.get(wider)
                if target is None or target.derived_from:
                    continue
                for cell, fine in summed(published.entries, wider.breakdown).items():
                    coarse = target.entries.get(cell)
                    if coarse is not None and _splits(fine, coarse):
                        coarse.cells = dict(fine.cells)


def _splits(fine: Entry, coarse: Entry) -> bool:
    return (
        all(part in fine.cells for part in _PARTS)
        and str(Outcome.GRANTED) not in fine.cells
        and str(Outcome.GRANTED) in coarse.cells
        and fine.received == coarse.received
        and fine.granted == coarse.granted
        and coarse.granted.is_known
    )


def _against_published(
    result: Reconciled, table: TableEntries, group: Group, entries: Mapping[Values, Entry]
) -> Iterator[Finding]:
    if len(group.kinds) > 1:
        yield from _of_several_kinds(result, group, entries)
        return
    published = result.groups.get(group)
    if published is None or (published.table == table.table.name and not published.derived_from):
        return
    is_complete = table.lists[group] == "all" and published.lists == "all"
    cells = dict.fromkeys([*entries, *published.entries] if is_complete else entries)
    for cell in cells:
        for counted in _counted(group):
            ours, theirs = (
                _side(published.entries, cell, counted, published),
                _side(entries, cell, counted, None),
            )
            if ours.count.is_known and theirs.count.is_known and ours.count != theirs.count:
                yield Finding(
                    Contradiction.Nature.SOURCES_DISAGREE,
                    _source_of(published.entries, cell),
                    f"{ours.count} ({ours.where or f'no row in {published.table}'})",
                    f"{theirs.count} ({theirs.where or f'no row in {table.table.name}'})",
                    group,
                    cell_of(cell, counted, group),
                )


@dataclass(frozen=True, slots=True)
class _Side:
    count: Count
    where: str


def _side(entries: Mapping[Values, Entry], cell: Values, counted: str, published: Published | None) -> _Side:
    entry = entries.get(cell)
    if entry is not None:
        return _Side(stated(entry, counted), place_of(entry, counted))
    if published is not None and cell[_REQUESTER] == GOVERNMENT:
        branches = [entries[one] for one in _branches(cell) if one in entries]
        if branches:
            where = f"sum of {len(branches)} branches, {place_of(branches[0], counted)}"
            return _Side(total(stated(one, counted) for one in branches), where)
    return _Side(UNKNOWN if published is not None and published.lists == "some" else ZERO, "")


def _branches(cell: Values) -> list[Values]:
    return [(cell[0], cell[1], branch, cell[3]) for branch in BRANCHES]


def _counted(group: Group) -> tuple[str, ...]:
    return (RECEIVED,) if group.unit.startswith("account") else (RECEIVED, GRANTED)


def _source_of(entries: Mapping[Values, Entry], cell: Values) -> str:
    entry = entries.get(cell) or next(iter(entries.values()))
    return entry.source


def _of_several_kinds(result: Reconciled, group: Group, entries: Mapping[Values, Entry]) -> Iterator[Finding]:
    parts = [result.groups.get(group._replace(kinds=(kind,))) for kind in group.kinds]
    known = [one for one in parts if one is not None]
    if len(known) < len(parts):
        return
    for cell, entry in entries.items():
        for counted in _counted(group):
            ours = total(_side(one.entries, cell, counted, one).count for one in known)
            theirs = stated(entry, counted)
            if ours.is_known and theirs.is_known and ours != theirs:
                yield Finding(
                    Contradiction.Nature.PARTS_DO_NOT_ADD_UP,
                    _source_of(known[0].entries, cell),
                    f"{ours} (sum of {' and '.join(group.kinds)})",
                    f"{theirs} ({place_of(entry, counted)})",
                    group,
                    cell_of(cell, counted, group),
                )


def _sums(
    result: Reconciled, table: TableEntries, group: Group, entries: Mapping[Values, Entry]
) -> Iterator[Finding]:
    """Holds the sums of a table's rows against the published coarser groups."""
    lists = table.lists[group]
    if lists == "some" or len(group.kinds) > 1 or not entries:
        return
    for wider in coarser(group, lists):
        published = result.groups.get(wider)
        if published is None or published.derived_from == group.breakdown:
            continue
        sums = summed(entries, wider.breakdown)
        cells = dict.fromkeys([*published.entries, *sums] if published.lists == lists else published.entries)
        for cell in cells:
            yield from _sum_differs(table, group, wider, published, cell, sums.get(cell))


def _sum_differs(
    table: TableEntries, group: Group, wider: Group, published: Published, cell: Values, fine: Entry | None
) -> Iterator[Finding]:
    for counted in _counted(group):
        ours = _side(published.entries, cell, counted, published)
        theirs = stated(fine, counted) if fine is not None else ZERO
        if not ours.count.is_known or not theirs.is_known or ours.count == theirs:
            continue
        rows = f"{fine.rows} rows from {place_of(fine, counted).split(' and ')[0]}" if fine else "no row"
        yield Finding(
            Contradiction.Nature.PARTS_DO_NOT_ADD_UP,
            _source_of(published.entries, cell),
            f"{ours.count} ({ours.where or f'no row in {published.table}'})",
            f"{theirs} (sum by {group.breakdown}: {rows})",
            wider,
            cell_of(cell, counted, wider),
        )


def _across_periods(result: Reconciled, table: TableEntries) -> Iterator[Finding]:
    """Holds periods of a table, where they fill a longer one that is published, against it; figures use the finer."""
    alike: dict[tuple[str, tuple[str, ...], str], list[Group]] = {}
    for group in table.groups:
        alike.setdefault((group.breakdown, group.kinds, group.unit), []).append(group)
    for group, published in result.groups.items():
        listed = alike.get((group.breakdown, group.kinds, group.unit), ())
        within = [one for one in listed if group.period.contains(one.period) and one.period != group.period]
        if periods.joined([one.period for one in within]) != (group.period,):
            continue
        finer = [table.groups[one] for one in within]
        is_whole = published.lists != "some" and all(table.lists[one] != "some" for one in within)
        for cell in dict.fromkeys(cell for entries in (*finer, published.entries) for cell in entries):
            stated_apart = [entries[cell] for entries in finer if cell in entries]
            if len(stated_apart) == len(finer) or is_whole:
                yield from _period_differs(
                    group, published, cell, stated_apart, is_used=within[0] in result.groups
                )


def _period_differs(
    group: Group, published: Published, cell: Values, parts: list[Entry], *, is_used: bool
) -> Iterator[Finding]:
    for counted in _counted(group):
        whole = _side(published.entries, cell, counted, published)
        together = total(stated(one, counted) for one in parts)
        if not whole.count.is_known or not together.is_known or whole.count == together:
            continue
        rows = sum(one.rows for one in parts)
        told = f"{rows} rows from {place_of(parts[0], counted).split(' and ')[0]}" if parts else "no row"
        said = [
            f"{whole.count} ({whole.where or f'no row in {published.table}'})",
            f"{together} (sum by {group.breakdown}: {told})",
        ]
        first, second = said[::-1] if is_used else said
        yield Finding(
            Contradiction.Nature.PARTS_DO_NOT_ADD_UP,
            _source_of(published.entries, cell),
            first,
            second,
            group,
            cell_of(cell, counted, group),
        )


def _changes_of_definition(result: Reconciled) -> Iterator[Finding]:
    """Where a kind begins to tell partial from full grants, or stops to."""
    series: dict[tuple[str, str], dict[Group, Published]] = {}
    for group, published in result.groups.items():
        series.setdefault((group.kinds[0], group.unit), {})[group] = published
    for groups in series.values():
        yield from _change(groups, lambda entry: all(part in entry.cells for part in _PARTS))


def _change(groups: Mapping[Group, Published], tells: Callable[[Entry], bool]) -> Iterator[Finding]:
    told: dict[Group, Entry] = {}
    plain: dict[Group, Entry] = {}
    for group, published in groups.items():
        for entry in published.entries.values():
            if tells(entry):
                told.setdefault(group, entry)
            elif str(Outcome.GRANTED) in entry.cells:
                plain.setdefault(group, entry)
    if not told or not plain:
        return
    first = min(told, key=lambda group: (group.period, -len(dimensions_of(group.breakdown))))
    before = [group for group in plain if group.period < first.period and group not in told]
    if not before:
        return
    last = max(before, key=lambda group: (group.period, group.breakdown == first.breakdown))
    yield Finding(
        Contradiction.Nature.DEFINITION_CHANGE,
        told[first].source,
        f"granted in part and in full apart since {first.period.start} ({told[first].granted_place.described})",
        f"granted without saying which until {last.period.end} ({plain[last].granted_place.described})",
        first,
    )
