"""Which countries had at least one demand: kept with the tallies, so that counting countries reads one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db import connection

from clarion.register.vocabulary import UNKNOWN_COUNTRY

COUNTRY = "country"
"""The breakdown whose rests name countries."""


class Named(NamedTuple):
    """Which rest is to name its countries anew."""

    start: date
    end: date
    kind: str
    unit: str


def name_countries(source: int, rests: Iterable[Named] | None = None) -> None:
    """Writes into the rests of a source which countries had at least one: into all of them, or only into `rests`.

    Recomputed from the rows themselves. A rest whose rows hold an unknown count names none: nobody can tell.
    """
    statement = _statement(connection.vendor)
    if rests is None:
        _run(statement, [source])
        return
    day = connection.ops.adapt_datefield_value
    for one in sorted(set(rests)):
        _run(f"{statement} {_ONLY}", [source, day(one.start), day(one.end), one.kind, one.unit])


@cache
def _statement(vendor: str) -> str:
    joined = "group_concat(x.country)" if vendor == "sqlite" else "string_agg(x.country, ',')"
    return _NAMING.format(joined=joined, unknown=UNKNOWN_COUNTRY)


_ONLY = "AND r.period_start = %s AND r.period_end = %s AND r.kind = %s AND r.unit = %s"
_NAMING = """UPDATE transparency_tally AS r SET countries = (
    SELECT CASE WHEN COALESCE(SUM(x.unknowns), 0) = 0 THEN COALESCE({joined}, '') END
    FROM (
        SELECT CASE WHEN SUM(t.low) > 0 AND t.country <> '{unknown}' THEN t.country END AS country,
            SUM(CASE WHEN t.low IS NULL OR t.unrecorded > 0 THEN 1 ELSE 0 END) AS unknowns
        FROM transparency_tally t
        WHERE t.source_id = r.source_id AND t.breakdown = r.breakdown AND t.kind = r.kind AND t.unit = r.unit
        AND t.period_start = r.period_start AND t.period_end = r.period_end AND t.country <> ''
        GROUP BY t.country
    ) x
) WHERE r.source_id = %s AND r.breakdown = 'country' AND r.country = ''"""


def _run(statement: str, parameters: list[int | str | date | None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
