"""Whether medians of days to the decision can be what they are: case rows tell no days, but much follows all the same.

How many demands of a kind there are, and how many of them were taken back, follows from the case rows; how many were
decided within which class of days, the edition's own table tells. Both together say where a median can lie.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import duckdb

from clarion.transparency.editions.content import DAY, MEDIAN, WITHHELD, Mark, Row, Table
from clarion.transparency.editions.disclosure import rules
from clarion.transparency.verifying.edition import CASES, TABLES, Edition
from clarion.transparency.verifying.verdicts import Check, bad, good

_WHAT = "Time to decide"


class _Known(NamedTuple):
    """What is known of a kind: its demands but for those taken back, these, and how many were decided in which days."""

    counted: int
    taken_back: int
    classes: Mapping[tuple[int, int | None], int]
    hidden: int

    @property
    def decided(self) -> int:
        """How many were decided; some of them may have been taken back later."""
        return sum(self.classes.values()) + self.hidden

    @property
    def half(self) -> int:
        return (self.counted + 1) // 2

    def most_within(self, days: int) -> int:
        """How many can have been decided within so many days."""
        return self.hidden + sum(count for (first, _last), count in self.classes.items() if first <= days)

    def fewest_before(self, days: int) -> int:
        """How many were surely decided, and counted, in fewer days."""
        sure = sum(
            count for (_first, last), count in self.classes.items() if last is not None and last < days
        )
        return max(0, sure - self.taken_back)


def check_medians(edition: Edition) -> Iterator[Check]:
    """One check, of editions that tell medians."""
    try:
        kept = json.loads((edition.folder / TABLES).read_bytes())["tables"]
        told = {one["key"]: Table.from_json(one) for one in kept}
        if MEDIAN not in told:
            return
        known = _known(edition, told.get("days"))
        wrong = [*_wrong(told[MEDIAN], known, edition)]
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, duckdb.Error) as error:
        yield bad(
            _WHAT, f"the medians cannot be read: {str(error).splitlines()[0] if str(error) else error!r}."
        )
        return
    if wrong:
        yield bad(_WHAT, "medians contradict the case rows or the classes of days.", wrong)
        return
    yield good(
        _WHAT,
        f"all {len(known)} medians lie where the case rows and the classes of days put them. The very day is not "
        "recomputable, since the rows do not say it.",
    )


def _known(edition: Edition, days: Table | None) -> dict[str, _Known]:
    counted: dict[str, tuple[int, int]] = {}
    if edition.has(CASES):
        with duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        ) as duck:
            for kind, number, back in duck.execute(
                "SELECT kind, count(*) FILTER (outcome <> 'withdrawn'), count(*) FILTER (outcome = 'withdrawn') "
                "FROM read_parquet(?) GROUP BY kind ORDER BY kind",
                [str(edition.folder / CASES)],
            ).fetchall():
                counted[kind] = (number, back)
    found = {}
    for kind, (number, back) in counted.items():
        rows = [one for one in (days.rows if days else ()) if one.kind == kind]
        classes = {_bounds(one.values[0]): one.low or 0 for one in rows if one.values[0] != WITHHELD}
        hidden = sum(one.low or 0 for one in rows if one.values[0] == WITHHELD)
        if number:
            found[kind] = _Known(number, back, classes, hidden)
    return found


def _bounds(span: str) -> tuple[int, int | None]:
    """The first and the last day of a class: `0`, `8-30`, `91+`."""
    if span.endswith("+"):
        return int(span[:-1]), None
    first, _dash, last = span.partition("-")
    return int(first), int(last or first)


def _wrong(medians: Table, known: Mapping[str, _Known], edition: Edition) -> Iterator[str]:
    rows = {one.kind: one for one in medians.rows}
    if len(rows) != len(medians.rows) or any(one.unit != DAY for one in medians.rows):
        yield f"{TABLES} tells more than one median of a kind, or one that is not in days"
    for kind in sorted({*rows, *known}):
        if kind not in known:
            yield f"{kind}: a median is told, and the rows have no such request"
        elif kind not in rows:
            yield f"{kind}: no median is told, and the rows have {known[kind].counted:,} requests"
        else:
            yield from (f"{kind}: {one}" for one in _of_kind(rows[kind], known[kind], _fewest(edition, kind)))


def _fewest(edition: Edition, kind: str) -> int:
    """How many decisions a median takes under the rules of the edition; one where the rules are not known here."""
    try:
        return max(1, rules(str(edition.manifest.get("rules") or "")).fewest_decided(kind))
    except KeyError:
        return 1


def _of_kind(row: Row, known: _Known, fewest: int) -> Iterator[str]:
    surely_decided = max(0, known.decided - known.taken_back)
    if row.mark == Mark.WITHHELD:
        if surely_decided >= fewest:
            yield f"it is withheld, and {surely_decided:,} were decided"
        return
    if row.low is not None and known.decided < fewest:
        yield f"it is told, and no more than {known.decided:,} were decided"
    if row.low is not None and known.fewest_before(row.low) >= known.half:
        yield f"it is {row.low:,} days or more, and more than half were decided in fewer"
    if row.high is None:
        return
    if row.low is None or row.low > row.high:
        yield f"it lies between {row.low} and {row.high} days"
    if known.most_within(row.high) < known.half:
        yield f"it is {row.high:,} days or less, and fewer than half were decided within them"
