"""The database itself keeps a published edition, its tables and its files as they were published."""

from django.db import migrations

EDITION = "editions_edition"
PARTS = ("editions_editiontable", "editions_editionfile")
ACTIONS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _is_published(rows):
    return " OR ".join(
        f"(SELECT state FROM {EDITION} WHERE id = {row}.edition_id) = 'published'" for row in rows
    )


SQLITE = [
    *(
        f"""
        CREATE TRIGGER {EDITION}_no_{action.lower()} BEFORE {action} ON {EDITION}
        WHEN OLD.state = 'published'
        BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END
        """
        for action in ("UPDATE", "DELETE")
    ),
    *(
        f"""
        CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}
        WHEN {_is_published(rows)}
        BEGIN SELECT RAISE(ABORT, 'a published edition is never changed'); END
        """
        for table in PARTS
        for action, rows in ACTIONS.items()
    ),
]
SQLITE_REVERSE = [
    *(f"DROP TRIGGER {EDITION}_no_{action}" for action in ("update", "delete")),
    *(f"DROP TRIGGER {table}_no_{action.lower()}" for table in PARTS for action in ACTIONS),
]

POSTGRESQL = [
    """
    CREATE FUNCTION editions_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a published edition is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"""
    CREATE FUNCTION editions_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' AND (SELECT state FROM {EDITION} WHERE id = OLD.edition_id) = 'published'
        OR TG_OP <> 'DELETE' AND (SELECT state FROM {EDITION} WHERE id = NEW.edition_id) = 'published' THEN
            RAISE EXCEPTION 'a published edition is never changed' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER {EDITION}_frozen BEFORE UPDATE OR DELETE ON {EDITION}
    FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION editions_frozen()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION editions_frozen()
        """
        for table in (EDITION, *PARTS)
    ),
    *(
        f"""
        CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION editions_part_frozen()
        """
        for table in PARTS
    ),
]
POSTGRESQL_REVERSE = [
    *(
        f"DROP TRIGGER {table}_{name} ON {table}"
        for table in (EDITION, *PARTS)
        for name in ("frozen", "no_truncate")
    ),
    "DROP FUNCTION editions_frozen()",
    "DROP FUNCTION editions_part_frozen()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement.replace("%", "%%"))


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_REVERSE, POSTGRESQL_REVERSE)


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
