"""The database itself keeps the log: what has a place in the tree is never changed, and tiles grow at their end."""

from django.db import migrations

LEAF, TILE = "log_leaf", "log_tile"
WHOLE = ("log_checkpoint", "log_cosignature")
TABLES = (LEAF, TILE, *WHOLE)
WRONG = "the log is only ever added to"

# A leaf may get its place, once, and nothing else of it changes.
LEAF_CHANGES = {
    "sqlite": """OLD.position IS NOT NULL OR NEW.id <> OLD.id OR NEW.sort <> OLD.sort
        OR NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt OR NEW.record <> OLD.record
        OR NEW.demand_id IS NOT OLD.demand_id""",
    "postgresql": """OLD.position IS NOT NULL OR NEW.id <> OLD.id OR NEW.sort <> OLD.sort
        OR NEW.commitment <> OLD.commitment OR NEW.salt <> OLD.salt OR NEW.record <> OLD.record
        OR NEW.demand_id IS DISTINCT FROM OLD.demand_id""",
}
TILE_CHANGES = """NEW.id <> OLD.id OR NEW.level <> OLD.level OR NEW.place <> OLD.place
    OR length(NEW.hashes) < length(OLD.hashes) OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes"""
CHANGES = {LEAF: LEAF_CHANGES, TILE: {"sqlite": TILE_CHANGES, "postgresql": TILE_CHANGES}}

SQLITE = [
    *(
        f"""
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        WHEN {CHANGES[table]["sqlite"] if table in CHANGES else "1"}
        BEGIN SELECT RAISE(ABORT, '{WRONG}'); END
        """
        for table in TABLES
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{WRONG}'); END
        """
        for table in TABLES
    ),
]
SQLITE_REVERSE = [
    f"DROP TRIGGER {table}_no_{action}" for table in TABLES for action in ("update", "delete")
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{WRONG}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
        WHEN ({CHANGES[table]["postgresql"] if table in CHANGES else "true"})
        EXECUTE FUNCTION log_append_only()
        """
        for table in TABLES
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW
        EXECUTE FUNCTION log_append_only()
        """
        for table in TABLES
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT
        EXECUTE FUNCTION log_append_only()
        """
        for table in TABLES
    ),
]
POSTGRESQL_REVERSE = [
    *(
        f"DROP TRIGGER {table}_no_{action} ON {table}"
        for table in TABLES
        for action in ("update", "delete", "truncate")
    ),
    "DROP FUNCTION log_append_only()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement.replace("%", "%%"))


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_REVERSE, POSTGRESQL_REVERSE)


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
