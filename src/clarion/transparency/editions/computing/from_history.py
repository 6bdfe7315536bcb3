"""The content of a report from imported history: the numbers as they were published, with their contradictions."""

from __future__ import annotations

from collections.abc import Iterator

from clarion.register.vocabulary import Kind, Unit
from clarion.transparency import rows
from clarion.transparency.breakdowns import dimensions_of
from clarion.transparency.editions.content import IMPORTED, UNRECORDED, Content, Finding, Mark, Row, Table
from clarion.transparency.editions.definitions import newest
from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.services import Order
from clarion.transparency.filters import OUTCOME, FilterError, TallyQuery
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import Period
from clarion.transparency.report import contradictions
from clarion.transparency.rows import TallyRow

_WITH_OUTCOME = (Unit.REQUEST, Unit.ITEM)
STEP = "Reading published history"


def compute(order: Order) -> Content:
    """Nothing is withheld: all of this was published before. What does not add up is said, and never mended.

    Raises:
        EditionError: nothing is known of the period, neither from the register nor from history.
    """
    named = _recorded(order.period)
    if not named:
        raise EditionError(
            f"nothing is known of {order.period}: no demand, and no published history.", "nothing_known"
        )
    tables, partly = [], []
    sources: dict[str, dict[str, str]] = {}
    for done, breakdown in enumerate(named, 1):
        found = list(_rows(order.period, breakdown))
        for row in found:
            for one in row.sources:
                sources[one.slug] = {
                    "slug": one.slug, "title": one.title, "publisher": one.publisher, "url": one.url,
                    "licence": one.licence, "as_of": one.as_of.isoformat(), "note": one.note,
                }  # fmt: skip
            if not breakdown_is_whole(row, order.period):
                partly.append((breakdown, row.kind, row.unit, row.period))
        dimensions = () if breakdown == "total" else dimensions_of(breakdown)
        told = sorted({_told(row): None for row in found}, key=lambda one: (*one[:4], one.low or 0))
        tables.append(Table(breakdown, dimensions, tuple(told), "tallies"))
        order.show(STEP, done, len(named))
    findings = [*_contradictions(order.period), *_gaps(partly), *_unknown(tables)]
    return Content(
        order.period,
        False,
        IMPORTED,
        tables,
        None,
        findings,
        "",
        newest().version,
        sources=[sources[slug] for slug in sorted(sources)],
    )


def breakdown_is_whole(row: TallyRow, period: Period) -> bool:
    """Whether the row speaks of every day of the period."""
    return row.covered == (period,)


def _recorded(period: Period) -> list[str]:
    """The breakdowns that published sources have of the period or its parts, the total first."""
    met = (
        Tally.objects.public()
        .filter(period_start__gte=period.start, period_end__lte=period.end)
        .exclude(source__standing__in=[Source.Standing.REGISTER, Source.Standing.EDITION])
        .order_by()
        .values_list("breakdown", flat=True)
        .distinct()
    )
    return sorted(met, key=lambda one: (one != "total", one.count("+"), one))


def _rows(period: Period, breakdown: str) -> Iterator[TallyRow]:
    dimensions = () if breakdown == "total" else dimensions_of(breakdown)
    for unit in Unit.values:
        query = TallyQuery(
            kinds=tuple(Kind.values),
            period=str(period),
            within=period,
            filters=(),
            outcome="",
            unit=unit,
            group_by=(*dimensions, OUTCOME) if unit in _WITH_OUTCOME else dimensions,
        )
        try:
            yield from rows.run(query)
        except FilterError:
            # This unit is never recorded in this detail.
            continue


def _told(row: TallyRow) -> Row:
    values = tuple(value or UNRECORDED[name] for name, value in row.values)
    mark = Mark.NONE if row.count.is_known else Mark.UNKNOWN
    return Row(row.kind, row.unit, values, row.outcome, row.count.low, row.count.high, mark)


def _contradictions(period: Period) -> Iterator[Finding]:
    for one in contradictions.touching(period):
        facts = {
            "nature": one.nature,
            "kind": one.kind,
            "unit": one.unit,
            "breakdown": one.breakdown,
            "cell": one.cell,
            "published": one.published,
            "other": one.other,
            "source": one.source.title,
        }
        yield Finding("contradiction", facts, is_public=True)


def _gaps(partly: list[tuple[str, str, str, str]]) -> Iterator[Finding]:
    for breakdown, kind, unit, covered in dict.fromkeys(partly):
        facts = {"breakdown": breakdown, "kind": kind, "unit": unit, "covered": covered}
        yield Finding("covers_part", facts, is_public=True)


def _unknown(tables: list[Table]) -> Iterator[Finding]:
    for table in tables:
        counts: dict[tuple[str, str], int] = {}
        for row in table.rows:
            if row.mark == Mark.UNKNOWN:
                counts[row.kind, row.unit] = counts.get((row.kind, row.unit), 0) + 1
        for (kind, unit), count in sorted(counts.items()):
            facts = {"breakdown": table.key, "kind": kind, "unit": unit, "count": count}
            yield Finding("unknown_counts", facts, is_public=True)
