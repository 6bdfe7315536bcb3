"""Rows of tallies for a checked filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clarion.register.counts import UNKNOWN, Count, total
from clarion.register.vocabulary import Outcome
from clarion.transparency import breakdowns, periods
from clarion.transparency.breakdowns import DIMENSIONS
from clarion.transparency.figures.cells import Cell, Origin, Wanted, fetch
from clarion.transparency.figures.evaluation import Cells, Counting, Part, granted, received, with_outcome
from clarion.transparency.figures.spread import by_values, opened
from clarion.transparency.filters import GROUP_BY, OUTCOME, PEER, PERIOD, FilterError, TallyQuery
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import Period

COARSE_FOR = {
    str(Outcome.PARTIAL): str(Outcome.GRANTED),
    str(Outcome.FULL): str(Outcome.GRANTED),
    str(Outcome.REFUSED): str(Outcome.NOT_GRANTED),
    str(Outcome.WITHDRAWN): str(Outcome.NOT_GRANTED),
    str(Outcome.NOT_OURS): str(Outcome.NOT_GRANTED),
    str(Outcome.PENDING): str(Outcome.NOT_GRANTED),
}
"""Where history recorded the coarse outcome on the right, it does not know the one on the left."""


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One count. `values` are by dimension, of those that rows are told apart by; `covered` are its days."""

    kind: str
    unit: str
    values: tuple[tuple[str, str], ...]
    outcome: str
    covered: tuple[Period, ...]
    count: Count
    sources: tuple[Origin, ...]

    @property
    def period(self) -> str:
        """The days in the shortest form, several spans separated by spaces."""
        return " ".join(str(one) for one in self.covered)


@dataclass(frozen=True, slots=True)
class TallyRows:
    """The rows of a query, and the kinds for which nothing is recorded in this detail."""

    query: TallyQuery
    rows: tuple[TallyRow, ...]
    unrecorded_kinds: tuple[str, ...]

    def __iter__(self) -> Iterator[TallyRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def run(query: TallyQuery) -> TallyRows:
    """The rows that `query` asks for: one query of the smallest breakdown that has its dimensions.

    Raises:
        FilterError: published history and the register have no breakdown with these dimensions together; it
            names those that they have. Or there is no such peer.
    """
    if query.peer:
        _check_peer(query.peer)
    filters = dict(query.filters)
    is_summed = not query.outcome and OUTCOME not in query.group_by
    wanted = opened(query.kinds, query.unit, filters, query.dimensions, query.within, summed=is_summed)
    cells = fetch(wanted, peer=query.peer)
    rows: list[TallyRow] = []
    unrecorded: list[str] = []
    for kind in query.kinds:
        of_kind = [one for one in wanted if one.kind == kind]
        if any(cells.get(one) for one in of_kind):
            rows.extend(_rows(query, kind, of_kind, cells, filters))
        else:
            unrecorded.append(kind)
    if len(unrecorded) == len(query.kinds):
        _explain_absence(query)
    return TallyRows(query, tuple(rows), tuple(unrecorded))


def _rows(
    query: TallyQuery, kind: str, wanted: Sequence[Wanted], cells: Cells, filters: Mapping[str, str]
) -> Iterator[TallyRow]:
    for outcome, counting in _countings(query, wanted, cells):
        for picked, parts in by_values(wanted, cells, filters, query.dimensions, counting).items():
            chosen = periods.tile(query.within, parts)
            named = tuple(zip(query.dimensions, picked, strict=True))
            spans = [[one] for one in chosen] if PERIOD in query.group_by else [chosen]
            for span in spans:
                if span:
                    yield _row(query, kind, named, outcome, [(one, parts[one]) for one in span])


def _row(
    query: TallyQuery,
    kind: str,
    named: tuple[tuple[str, str], ...],
    outcome: str,
    parts: Sequence[tuple[Period, Part]],
) -> TallyRow:
    origins = dict.fromkeys(origin for _, part in parts for origin in part.origins)
    covered = periods.joined([period for period, _ in parts])
    count = total(part.count for _, part in parts)
    return TallyRow(kind, query.unit, named, outcome, covered, count, tuple(origins))


def _countings(query: TallyQuery, wanted: Sequence[Wanted], cells: Cells) -> list[tuple[str, Counting]]:
    if query.outcome == Outcome.GRANTED:
        return [(query.outcome, granted)]
    if query.outcome:
        return [(query.outcome, _exactly(query.outcome))]
    if OUTCOME in query.group_by:
        met = dict.fromkeys(cell.outcome for one in wanted for cell in cells.get(one, ()) if cell.outcome)
        return [(outcome, with_outcome(outcome)) for outcome in met]
    return [("", received)]


def _exactly(outcome: str) -> Counting:
    """How many had this outcome; unknown where only something coarser was recorded."""

    def count(cells: Sequence[Cell]) -> Count:
        coarse = {str(Outcome.UNRECORDED), COARSE_FOR.get(outcome, "")} - {outcome, ""}
        if any(cell.outcome in coarse and cell.high != 0 for cell in cells):
            return UNKNOWN
        return with_outcome(outcome)(cells)

    return count  # type: ignore[return-value]


def _check_peer(peer: str) -> None:
    known = tuple(Source.objects.of_peers().order_by("peer").values_list("peer", flat=True).distinct())
    if peer not in known:
        together = f"The peers are: {', '.join(known)}." if known else "No peer's series is on record."
        raise FilterError(PEER, f"{peer!r} is no peer. {together}", known)


def _explain_absence(query: TallyQuery) -> None:
    """Raises if nothing is ever recorded in this detail, rather than answering with no rows."""
    asked = breakdowns.name([*dict(query.filters), *query.dimensions])
    recorded = (
        Tally.objects.public(query.peer)
        .filter(kind__in=query.kinds, unit=query.unit)
        .order_by("breakdown")
        .values_list("breakdown", flat=True)
        .distinct()
    )
    known = tuple(recorded)
    if asked in known or not known:
        return
    together = " and ".join(one for one in DIMENSIONS if one in asked.split("+"))
    lacking = f"by {together} together" if together else "without a breakdown"
    kinds = query.kinds[0] if len(query.kinds) == 1 else "any kind"
    raise FilterError(
        GROUP_BY,
        f"Nothing is recorded {lacking} for {kinds}, {query.unit}. Recorded are: {', '.join(known)}.",
        known,
    )
