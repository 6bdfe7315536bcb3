"""Updated versions of a report: which cells changed, and how that is highlighted (Annex II, part I, 5). Pure."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import Row

Parts = Mapping[int, Sequence[Sequence[str]]]
Key = tuple[str, ...]

_MARK = re.compile(r" ?Updated in version \d+ \([\d-]+\): (?:a new row|was \S+)\.$")


class Change(NamedTuple):
    """One cell that another version says otherwise; blank where the row was not there before, or is no more."""

    part: int
    row: str
    column: str
    before: str
    after: str


def changes(before: Parts, after: Parts) -> list[Change]:
    """Every value or note that differs, part by part; the days of publication, which always do, are left out."""
    found = []
    for part in annex.PARTS:
        old, new = dict(_keyed(part, before[part.number])), dict(_keyed(part, after[part.number]))
        names = annex.header(part.number)
        for key in dict.fromkeys([*old, *new]):
            if part.number == 1 and "publication" in key[-2]:
                continue
            width = len(names)
            was, now = old.get(key, [""] * width), new.get(key, [""] * width)
            found += [
                Change(
                    part.number,
                    " / ".join(one for one in key[:-1] if one),
                    names[place],
                    was[place],
                    now[place],
                )
                for place in range(part.first, width)
                if _unmarked(was[place]) != _unmarked(now[place])
            ]
    return found


def highlighted(before: Parts, after: Parts, mark: str) -> dict[int, list[Row]]:
    """The new parts with `mark` and the old value in the note beside each changed value, where there is one."""
    marked: dict[int, list[Row]] = {}
    for part in annex.PARTS:
        rows = [list(row) for row in after[part.number]]
        marked[part.number] = rows
        if not part.notes:
            continue
        old = dict(_keyed(part, before[part.number]))
        for row, (key, now) in zip(rows[1:], _keyed(part, after[part.number]), strict=True):
            was = old.get(key)
            for place in range(part.first, part.first + part.values):
                if was is None or was[place] != now[place]:
                    told = f"{mark}: was {was[place] or 'blank'}." if was else f"{mark}: a new row."
                    row[place + part.notes] = " ".join(filter(None, (row[place + part.notes], told)))
    return marked


def _keyed(part: annex.Part, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Key, Sequence[str]]]:
    """Rows by what they speak of: the cells before the values, with the high-level category, and how often so far."""
    seen: Counter[Key] = Counter()
    high = ""
    for row in rows[1:]:
        # The service and the period are the same in all rows; a note of another version must not make a row another.
        cells = tuple(cell.strip() for place, cell in enumerate(row[: part.first]) if place not in (0, 1, 2))
        if part.number == 1:
            cells = (row[2],)
        if part.number == 2:
            cells = (row[2],)
        if 2 <= part.number <= 6:
            code = row[2 if part.number == 2 else 3]
            high = code if not code.startswith("KEYWORD_") else high
            cells = (high if high != code else "", *cells)
        seen[cells] += 1
        yield (*cells, str(seen[cells])), row


def _unmarked(cell: str) -> str:
    """A note without the mark of the version it was changed in, which says nothing new of the next."""
    return _MARK.sub("", cell)


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """A part as CSV by RFC 4180."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def rows_of(text: str) -> list[Row]:
    """What `text_of` wrote."""
    return list(csv.reader(io.StringIO(text, newline="")))
