"""Triggers that note every change of a watched table, whoever makes it and however.

They are there from the first bake on, so that a site which is not kept as files pays nothing. They are away while
migrations run, which may remove the columns that they name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import connection, transaction

from clarion.publishing.models import Change
from clarion.publishing.watched import watched

_PREFIX = "publishing_note_"
_FUNCTION = "publishing_note"
_EVENTS = ("INSERT", "UPDATE", "DELETE")


def install() -> bool:
    """Makes the triggers that are missing. Returns whether any was, so that changes may have gone by unnoted."""
    wanted = dict(_statements())
    there = set(_present())
    if there == wanted.keys():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for name, table in _present_with_tables():
            if name not in wanted:
                _drop(cursor, name, table)
        for name, statement in wanted.items():
            if name not in there:
                cursor.execute(statement)
    return True


def remove() -> bool:
    """Removes all triggers. Returns whether there were any."""
    found = list(_present_with_tables())
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in found:
            _drop(cursor, name, table)
    return bool(found)


def _drop(cursor: object, name: str, table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')  # type: ignore[attr-defined]


def _present() -> list[str]:
    return [name for name, _ in _present_with_tables()]


def _present_with_tables() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "JOIN pg_namespace ON pg_namespace.oid = relnamespace "
                "WHERE nspname = ANY(current_schemas(false)) AND tgname LIKE %s",
                [f"{_PREFIX}%"],
            )
        else:
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{_PREFIX}%"],
            )
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _statements() -> Iterable[tuple[str, str]]:
    tables = set(connection.introspection.table_names())
    for table, keys in watched().items():
        if table not in tables:
            continue
        for event in _EVENTS:
            make = _postgresql if connection.vendor == "postgresql" else _sqlite
            body = make(table, keys, event)
            digest = hashlib.sha256(f"{table} {body}".encode()).hexdigest()[:16]
            name = f"{_PREFIX}{event.lower()}_{digest}"
            yield name, f'CREATE TRIGGER "{name}" {body}'


def _sqlite(table: str, keys: tuple[str, ...], event: str) -> str:
    def row(which: str) -> str:
        return "json_object(" + ", ".join(f"'{key}', {which}.\"{key}\"" for key in keys) + ")"

    with connection.cursor() as cursor:
        columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    differs = " OR ".join(f'OLD."{one}" IS NOT NEW."{one}"' for one in columns)
    when = f" WHEN {differs}" if event == "UPDATE" else ""
    before = "NULL" if event == "INSERT" else row("OLD")
    after = "NULL" if event == "DELETE" else row("NEW")
    return (
        f'AFTER {event} ON "{table}" FOR EACH ROW{when} BEGIN '  # noqa: S608 - names of our own tables
        f'INSERT INTO "{_CHANGES}" ("table", "before", "after", "at") '
        f"VALUES ('{table}', {before}, {after}, CAST(strftime('%s', 'now') AS INTEGER)); END"
    )


def _postgresql(table: str, keys: tuple[str, ...], event: str) -> str:
    listed = ", ".join(f"'{key}'" for key in keys)
    when = " WHEN (OLD.* IS DISTINCT FROM NEW.*)" if event == "UPDATE" else ""
    return f'AFTER {event} ON "{table}" FOR EACH ROW{when} EXECUTE FUNCTION {_FUNCTION}({listed})'


_CHANGES = Change._meta.db_table
_POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        before jsonb;
        after jsonb;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            SELECT jsonb_object_agg(key, to_jsonb(OLD) -> key) INTO before FROM unnest(TG_ARGV) AS key;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            SELECT jsonb_object_agg(key, to_jsonb(NEW) -> key) INTO after FROM unnest(TG_ARGV) AS key;
        END IF;
        INSERT INTO "{_CHANGES}" ("table", "before", "after", "at")
        VALUES (TG_TABLE_NAME, before::text, after::text, extract(epoch FROM clock_timestamp())::bigint);
        RETURN NULL;
    END
    $$
"""  # noqa: S608 - names of our own tables
