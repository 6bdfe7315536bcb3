"""The database itself keeps events and seals as they were written; and the roles are groups, with nobody in them."""

from django.db import migrations

KEPT = ("register_event", "register_seal")
ROLES = ("Intake clerk", "Reviewer", "Approver", "Legal lead", "Auditor", "Report editor")

SQLITE = [
    f"""
    CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """
    for table in KEPT
    for action in ("UPDATE", "DELETE")
]
SQLITE_REVERSE = [
    f"DROP TRIGGER {table}_no_{action}" for table in KEPT for action in ("update", "delete")
]

POSTGRESQL = [
    """
    CREATE FUNCTION register_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    *(
        statement
        for table in KEPT
        for statement in (
            f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION register_append_only()
            """,
            f"""
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION register_append_only()
            """,
        )
    ),
]
POSTGRESQL_REVERSE = [
    *(f"DROP TRIGGER {table}_{name} ON {table}" for table in KEPT for name in ("append_only", "no_truncate")),
    "DROP FUNCTION register_append_only()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_REVERSE, POSTGRESQL_REVERSE)


def make_groups(apps, schema_editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
