"""Rows and statements of one transaction, gathered and sent together: PostgreSQL gets them in one message.

Most of what a small statement costs is the way to the database and back. What is written here is written as a model's
`save` would write it, without signals; nothing is read back but what a statement returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models

Then = Callable[[list[tuple[Any, ...]]], None]
"""Called with the rows that a statement returned, once everything was sent."""

_ROWS_A_STATEMENT = 500
_VALUES_A_STATEMENT = 900
"""What every SQLite takes."""
_MOST_HELD = 20_000


class _Statement(NamedTuple):
    sql: str
    parameters: Sequence[Any]
    then: Then | None


class Writes:
    """What is to be written, in the order given. Used inside a transaction; nothing is there before `send`."""

    def __init__(self) -> None:
        self._waiting: list[_Statement] = []
        self._held = 0

    def insert(self, rows: Sequence[models.Model]) -> None:
        """New rows of one model. Their keys are not read back."""
        for some in _batches(rows):
            self.run(*_insertion(some))

    def run(self, sql: str, parameters: Sequence[Any], then: Then | None = None) -> None:
        """A statement; one with `then` returns rows. So that memory stays bounded, very many do not wait for `send`."""
        self._waiting.append(_Statement(sql, parameters, then))
        self._held += len(parameters)
        if self._held > _MOST_HELD:
            self.send()

    def after(self, call: Callable[[], None]) -> None:
        """Calls back once everything that was given before has been sent."""
        self._waiting.append(_Statement("", (), lambda _rows: call()))

    def send(self) -> None:
        """Sends what waits, and then calls back whoever asked for it."""
        waiting, self._waiting, self._held = self._waiting, [], 0
        answers = iter(_answers([one for one in waiting if one.sql]))
        for one in waiting:
            answer = next(answers) if one.sql else []
            if one.then:
                one.then(answer)


def put(row: models.Model) -> None:
    """Writes a new row at once; it takes over the key that the database gives it."""
    sql, parameters = _insertion([row])
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {_name(row._meta.pk)}", parameters)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def _answers(statements: Sequence[_Statement]) -> list[list[tuple[Any, ...]]]:
    """What each of them returns, after all are done."""
    found: list[list[tuple[Any, ...]]] = []
    if not statements:
        return found
    together = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if together:
            compose: Callable[..., str] = connection.ops.compose_sql  # type: ignore[attr-defined]
            cursor.execute("; ".join(compose(one.sql, one.parameters) for one in statements))
        for one in statements:
            if not together:
                cursor.execute(one.sql, one.parameters)
            found.append(cursor.fetchall() if one.then else [])
            if together:
                cursor.nextset()
    return found


def _batches(rows: Sequence[models.Model]) -> Iterator[Sequence[models.Model]]:
    if not rows:
        return
    most = min(_ROWS_A_STATEMENT, _VALUES_A_STATEMENT // len(_columns(type(rows[0]), keyed=True)[0]))
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


def _insertion(rows: Sequence[models.Model]) -> tuple[str, list[Any]]:
    model = type(rows[0])
    fields, start = _columns(model, keyed=rows[0].pk is not None)
    line = f"({', '.join(['%s'] * len(fields))})"
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields
    ]
    return f"{start} {', '.join([line] * len(rows))}", values


@cache
def _columns(model: type[models.Model], *, keyed: bool) -> tuple[list[models.Field[Any, Any]], str]:
    """The columns that are written, and the beginning of the statement that does."""
    fields = [one for one in model._meta.concrete_fields if keyed or one is not model._meta.auto_field]
    columns = ", ".join(map(_name, fields))
    return fields, f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES"


def _name(field: models.Field[Any, Any] | None) -> str:
    assert field is not None
    assert field.column is not None
    return connection.ops.quote_name(field.column)
