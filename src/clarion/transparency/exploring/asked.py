"""What an explorer page is asked for: the filter that the API has, and how its rows are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clarion.transparency import filters
from clarion.transparency.filters import GROUP_BY, GROUPS, KIND, PERIOD, FilterError, TallyQuery

ROWS, COLUMNS, SORT = "rows", "columns", "sort"
NONE = "none"
"""As the columns: rows are told apart by one thing alone."""
BY_NAME, BY_TOTAL = "name", "total"
"""What rows can be sorted by besides the key of a column. A minus before it turns the order around."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked view. `query` is that of its cells; `columns` is blank where there is none."""

    query: TallyQuery
    rows: str
    columns: str
    sort: str

    @property
    def by(self) -> str:
        """What it is sorted by, without the direction."""
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that make this view again, without those left at their default."""
        told = {name: value for name, value in self.query.parameters.items() if name != GROUP_BY}
        return told | self.layout(self.rows, self.columns, self.sort)

    @staticmethod
    def layout(rows: str, columns: str, sort: str) -> dict[str, str]:
        """The parameters of a layout, without defaults."""
        told = {ROWS: rows, COLUMNS: columns or NONE, SORT: sort}
        usual = {ROWS: PERIOD, COLUMNS: KIND, SORT: default_sort(rows)}
        return {name: value for name, value in told.items() if value != usual[name]}

    def grouped(self, *groups: str) -> TallyQuery:
        """The query of this filter with rows told apart by these alone, and by kind, since kinds are never added."""
        given = {**self.query.parameters, GROUP_BY: ",".join(dict.fromkeys((KIND, *filter(None, groups))))}
        return filters.parse(given)


def default_sort(rows: str) -> str:
    """Periods in order of time, everything else by size."""
    return BY_NAME if rows == PERIOD else f"-{BY_TOTAL}"


def parse(given: Mapping[str, str], *, today: date | None = None) -> Asked:
    """The view that parameters ask for; blank ones are left out.

    Raises:
        FilterError: the first parameter that does not exist, or whose value means nothing.
    """
    for name, value in given.items():
        if len(value) > _LONGEST or "\0" in value:
            raise FilterError(name[:40], f"This is longer than {_LONGEST} characters, or holds a null byte.")
    if GROUP_BY in given:
        raise FilterError(GROUP_BY, f"Here, {ROWS} and {COLUMNS} say what rows are told apart by.")
    rows = _group(given, ROWS, GROUPS, PERIOD)
    columns = _group(given, COLUMNS, (*GROUPS, NONE), KIND)
    columns = "" if columns == NONE else columns
    if rows == columns:
        if given.get(COLUMNS):
            raise FilterError(
                COLUMNS, f"Rows and columns are both told apart by {rows}. Choose two different."
            )
        columns = ""
    rest = {name: value for name, value in given.items() if name not in (ROWS, COLUMNS, SORT)}
    for place, group in ((ROWS, rows), (COLUMNS, columns)):
        _require_free(rest, place, group, today)
    wanted = ",".join(dict.fromkeys(filter(None, (KIND, rows, columns))))
    query = filters.parse({**rest, GROUP_BY: wanted}, today=today)
    return Asked(query, rows, columns, (given.get(SORT) or "").strip() or default_sort(rows))


def _group(given: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = (given.get(name) or "").strip().lower() or default
    if value not in allowed:
        raise FilterError(name, f"{value!r} is none of the {name}.", allowed)
    return value


def _require_free(rest: Mapping[str, str], place: str, group: str, today: date | None) -> None:
    """That rows or columns are not told apart by what the filter fixes; says so by their own name."""
    if not group:
        return
    try:
        filters.parse({**rest, GROUP_BY: group}, today=today)
    except FilterError as error:
        if error.parameter != GROUP_BY:
            raise
        told = f"{group} is filtered to one value; the {place} cannot be told apart by it."
        raise FilterError(place, told) from error
