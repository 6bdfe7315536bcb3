"""How long decisions took: the median of each kind, and how many took how long. Neither is told of few."""

from __future__ import annotations

import duckdb

from clarion.transparency.editions.content import DAY, MEDIAN, Mark, Row, Table
from clarion.transparency.editions.disclosure import Rules

_CLASSES = ((0, 0), (1, 7), (8, 30), (31, 90), (91, None))
"""Days to a decision: the first and the last of each class."""

_NEVER = 2**31
"""In place of the days of a demand that may be decided any time, or was and nobody knows when."""


def medians(duck: duckdb.DuckDBPyConnection, ruleset: Rules) -> Table:
    """Of each kind that was received, within how many whole days at least half of the demands were decided.

    Those that were taken back are left out. An undecided one takes at least as long as it has waited, one that was
    decided nobody knows when any time: where the median depends on them, it lies between bounds, or is unknown.
    """
    # The lower median: a number of days that was met, and no mean of two.
    middle = "(count(*) + 1) // 2"
    rows = []
    for kind, decided, low, high in duck.execute(
        f"""SELECT kind, count(days),
        list_sort(list(coalesce(days, if(outcome = 'pending', waited, 0))))[{middle}],
        list_sort(list(coalesce(days, {_NEVER})))[{middle}]
        FROM demands WHERE outcome <> 'withdrawn' GROUP BY kind ORDER BY kind"""  # noqa: S608
    ).fetchall():
        is_told = decided >= max(1, ruleset.fewest_decided(kind))
        if high == _NEVER:
            rows.append(Row(kind, DAY, (), "", low if is_told else None, None, Mark.UNKNOWN))
        elif is_told:
            rows.append(Row(kind, DAY, (), "", low, high))
        else:
            rows.append(Row(kind, DAY, (), "", None, None, Mark.WITHHELD))
    return Table(MEDIAN, (), tuple(rows), "register")


def classes(duck: duckdb.DuckDBPyConnection, ruleset: Rules) -> Table:
    """How long decisions took, in classes of days, by kind. Where few were decided, all of them are one row."""
    when = " ".join(
        f"WHEN days >= {low}{f' AND days <= {high}' if high is not None else ''} THEN '{_class(low, high)}'"
        for low, high in _CLASSES
    )
    counts: dict[str, dict[str, int]] = {}
    for kind, name, count in duck.execute(
        f"SELECT kind, CASE {when} END, count(*) FROM demands WHERE days IS NOT NULL GROUP BY ALL"  # noqa: S608
    ).fetchall():
        counts.setdefault(kind, {})[name] = count
    rows = []
    for kind in sorted(counts):
        kept = _few_together(counts[kind], ruleset.fewest_decided(kind))
        names = [*(_class(low, high) for low, high in _CLASSES), "withheld"]
        for name in sorted(kept, key=names.index):
            mark = Mark.WITHHELD if name == "withheld" else Mark.NONE
            rows.append(Row(kind, "request", (name,), "", kept[name], kept[name], mark))
    return Table("days", ("days",), tuple(rows), "register")


def _class(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def _few_together(counts: dict[str, int], fewest: int) -> dict[str, int]:
    """Classes of too few decisions become one, with the next smallest where they are still too few."""
    kept = dict(counts)
    few = [name for name, count in kept.items() if count < fewest]
    if not few:
        return kept
    together = sum(kept.pop(name) for name in few)
    while kept and (together < fewest or len(few) < 2):
        smallest = min(kept, key=lambda name: (kept[name], name))
        few.append(smallest)
        together += kept.pop(smallest)
    return {**kept, "withheld": together}
