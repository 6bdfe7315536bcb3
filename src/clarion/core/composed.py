"""Queries that are asked again and again with other values: composed into SQL once, then only asked.

Composing a query takes Django several times as long as it takes the database to answer one that finds a row by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from functools import wraps
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connections, models, router
from django.db.models.expressions import Expression


class Given(Expression):
    """Stands in a composed query for a value that is given when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class _Composed(NamedTuple):
    queryset: models.QuerySet[Any, Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]


def composed(compose: Callable[..., models.QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """Makes a function that composes a query into one that answers it.

    Its positional arguments shape the query, which is composed once for each of them. Its arguments by name are values
    that the query compares with: while it is composed, each is a `Given`. It must depend on nothing else.
    """
    querysets: dict[tuple[Hashable, ...], models.QuerySet[Any, Any]] = {}
    kept: dict[tuple[str, Hashable], _Composed] = {}

    @wraps(compose)
    def ask(*shape: Hashable, **values: Any) -> list[Any]:
        form = (shape, *values)
        queryset = querysets.get(form)
        if queryset is None:
            queryset = querysets[form] = compose(*shape, **{name: Given(name) for name in values})
        alias = router.db_for_read(queryset.model)
        one = kept.get((alias, form))
        if one is None:
            one = kept[alias, form] = _on(alias, queryset)
        return _asked(one, values)

    return ask


def _on(alias: str, queryset: models.QuerySet[Any, Any]) -> _Composed:
    compiler = queryset.query.clone().get_compiler(using=alias)
    sql, parameters = compiler.as_sql()
    return _Composed(queryset, compiler, sql, tuple(parameters))


def _asked(one: _Composed, values: dict[str, Any]) -> list[Any]:
    """Lets Django run its own way from here on, with a compiler that has its statement already."""
    compiler = copy(one.compiler)
    compiler.connection = connection = connections[compiler.using]  # Connections belong to threads.

    def parameter(kept: Any) -> Any:
        if not isinstance(kept, Given):
            return kept
        value = values[kept.name]
        is_text = isinstance(value, UUID) and not connection.features.has_native_uuid_field
        return value.hex if is_text else value

    statement = one.sql, tuple(map(parameter, one.parameters))
    compiler.as_sql = lambda *_args, **_options: statement
    query: Any = copy(one.queryset.query)
    query.get_compiler = lambda *_args, **_options: compiler
    rows: Any = models.QuerySet(one.queryset.model, query, compiler.using)
    rows._iterable_class = cast("Any", one.queryset)._iterable_class
    return list(rows)
