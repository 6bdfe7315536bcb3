"""Which figures there are: every measure for every period on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from clarion.transparency import periods
from clarion.transparency.figures import Figure
from clarion.transparency.figures.cells import fetch
from clarion.transparency.figures.evaluation import by_period, wanted_for
from clarion.transparency.measures import Measure
from clarion.transparency.periods import Period


def recorded(measures: Sequence[Measure]) -> list[Figure]:
    """The figures of these measures on record, in the order of measures, then of time, `all` last; one query.

    They are the periods that sources state, the years that these lie in, and all of them together.
    """
    cells = fetch(one for measure in measures for one in wanted_for(measure, {}))
    return [
        Figure.of(measure, period) for measure in measures for period in _named(by_period(measure, {}, cells))
    ]


def _named(stated: Iterable[Period]) -> list[str]:
    found = set(stated)
    if not found:
        return []
    found |= {year for one in found if (year := Period.year(one.start.year)).contains(one)}
    return [*(str(one) for one in sorted(found, key=_in_time)), periods.ALL]


def _in_time(period: Period) -> tuple[date, int]:
    """Longer periods come before those that begin with them."""
    return period.start, -period.days
