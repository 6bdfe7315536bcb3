"""Statements that are asked again and again: PostgreSQL reads and plans them once for each connection.

For a statement that reads few rows, planning is most of what it costs. Behind a pooler that hands each transaction to
another connection of the server, none can be kept: `CLARION_DATABASE_PREPARES=false`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper


def prepared_cursor() -> AbstractContextManager[CursorWrapper]:
    """A cursor whose statements the server keeps once they were asked a few times; like any other elsewhere.

    The server gets the parameters apart from the statement, so it must be able to tell the type of each.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql import base

    connection.ensure_connection()
    postgres: Any = connection
    server_binding: Any = base.ServerBindingCursor
    cursor: CursorWrapper = postgres._prepare_cursor(server_binding(postgres.connection))
    return cursor
