"""Which changes of rows can change what a query finds: a wrong guess may cost time, never truth."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clarion.publishing import guards
from clarion.publishing.guards import Guard, guard_values, guards_of

PAGE, LOCALE = "wagtailcore_page", "wagtailcore_locale"


@pytest.mark.parametrize(
    ("sql", "params", "expected"),
    [
        ("SELECT title FROM wagtailcore_page WHERE id = %s", [5], {"id=5"}),
        ('SELECT "title" FROM "wagtailcore_page" WHERE "wagtailcore_page"."id" = (%s) LIMIT 1', [5], {"id=5"}),
        ("SELECT title FROM wagtailcore_page WHERE live AND slug IN (%s, %s)", ["a", "b"], {"slug=a", "slug=b"}),
        ("SELECT title FROM wagtailcore_page p WHERE p.id = %s OR p.slug = %s", [5, "a"], {"id=5", "slug=a"}),
        (
            "SELECT title FROM wagtailcore_page p WHERE p.live AND (p.path IN (%s, %s) OR p.id = %s AND p.depth = 3)",
            ["1", "2", 5],
            {"path=1", "path=2", "id=5"},
        ),
        ("SELECT title FROM wagtailcore_page p WHERE p.id = %s OR p.depth = 3", [5], {""}),
        ("SELECT title FROM wagtailcore_page p WHERE p.id = %s OR NOT p.id = %s", [5, 6], {""}),
        ("SELECT title FROM wagtailcore_page WHERE NOT (id = %s OR id = %s)", [5, 6], {""}),
        ("SELECT title FROM wagtailcore_page WHERE id BETWEEN %s AND %s", [5, 6], {""}),
        ("SELECT title FROM wagtailcore_page", None, {""}),
        ("SELECT 1 FROM wagtailcore_page WHERE id = %s UNION SELECT 2 FROM wagtailcore_locale", [5], {""}),
    ],
)  # fmt: skip
def test_a_query_is_guarded_by_what_rows_must_be(
    sql: str, params: list[Any] | None, expected: set[str]
) -> None:
    assert {one.value for one in guards_of(sql, params) if one.table == PAGE} == expected


def test_what_a_join_makes_equal_guards_the_joined_table() -> None:
    sql = "SELECT 1 FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE p.locale_id = %s"
    assert guards_of(sql, [3]) == {Guard(PAGE, "locale_id=3"), Guard(LOCALE, "id=3")}


COLUMNS = ("id", "slug", "depth")
VALUES = some.integers(0, 4)
_compared = some.builds(
    lambda column, values, bracketed: (
        f"{column} IN ({', '.join(['%s'] * len(values))})" if len(values) > 1
        else f"{column} = (%s)" if bracketed
        else f"{column} = %s",
        values,
    ),
    some.sampled_from(COLUMNS), some.lists(VALUES, min_size=1, max_size=3), some.booleans(),
)  # fmt: skip
_other = some.builds(
    lambda column, sign, value: (f"{column} {sign} %s", [value]),
    some.sampled_from(COLUMNS), some.sampled_from(("<", "<>", ">=")), VALUES,
)  # fmt: skip
_between = some.builds(lambda low, high: ("depth BETWEEN %s AND %s", [low, high]), VALUES, VALUES)
_conditions = some.recursive(
    _compared | _other | _between,
    lambda inner: (
        some.builds(lambda one: (f"NOT ({one[0]})", one[1]), inner)
        | some.builds(
            lambda one, word, other, bracketed: (
                f"({one[0]} {word} {other[0]})" if bracketed else f"{one[0]} {word} {other[0]}",
                one[1] + other[1],
            ),
            inner,
            some.sampled_from(("AND", "OR")),
            inner,
            some.booleans(),
        )
    ),
    max_leaves=6,
)
_row = some.tuples(VALUES, VALUES, VALUES)


@settings(max_examples=400)
@given(
    condition=_conditions,
    others=some.lists(_row, max_size=3),
    before=_row | some.none(),
    after=_row | some.none(),
)
def test_no_change_that_a_guard_lets_pass_changes_what_is_found(
    condition: tuple[str, list[int]],
    others: list[tuple[int, ...]],
    before: tuple[int, ...] | None,
    after: tuple[int, ...] | None,
) -> None:
    """One row comes, goes or changes: with more of them, some guard would nearly always be met."""
    where, params = condition
    sql = f"SELECT id, slug, depth FROM rows WHERE {where} ORDER BY id, slug, depth"  # noqa: S608 - made here
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guards, "key_columns", lambda table: ("id", "slug"))
        guards._readings.cache_clear()
        wanted = guards_of(sql, params)
        guards._readings.cache_clear()
    told = {
        value
        for row in (before, after)
        if row
        for value in guard_values(dict(zip(COLUMNS, row, strict=True)))
    }
    if not any(one.value == "" or one.value in told for one in wanted):
        was, is_now = ([*others, *([row] if row else [])] for row in (before, after))
        assert _found(sql, params, was) == _found(sql, params, is_now)


def _found(sql: str, params: list[int], rows: list[tuple[int, ...]]) -> list[Any]:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE rows (id, slug, depth)")
        database.executemany("INSERT INTO rows VALUES (?, ?, ?)", rows)
        found = database.execute(sql.replace("%s", "?"), params).fetchall()
    database.close()
    return found
