"""The database itself keeps the record of consent: no change, and no deletion of what was once confirmed."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER newsletter_consent_no_update BEFORE UPDATE ON newsletter_consentrecord
    BEGIN SELECT RAISE(ABORT, 'consent records are append-only'); END
    """,
    """
    CREATE TRIGGER newsletter_consent_no_delete BEFORE DELETE ON newsletter_consentrecord
    WHEN EXISTS (SELECT 1 FROM newsletter_subscriber WHERE id = OLD.subscriber_id AND state <> 'pending')
    BEGIN SELECT RAISE(ABORT, 'consent records are append-only'); END
    """,
]
SQLITE_REVERSE = ["DROP TRIGGER newsletter_consent_no_update", "DROP TRIGGER newsletter_consent_no_delete"]

POSTGRESQL = [
    """
    CREATE FUNCTION newsletter_consent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND NOT EXISTS (
            SELECT 1 FROM newsletter_subscriber WHERE id = OLD.subscriber_id AND state <> 'pending'
        ) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'consent records are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER newsletter_consent_append_only BEFORE UPDATE OR DELETE ON newsletter_consentrecord
    FOR EACH ROW EXECUTE FUNCTION newsletter_consent_append_only()
    """,
]
POSTGRESQL_REVERSE = [
    "DROP TRIGGER newsletter_consent_append_only ON newsletter_consentrecord",
    "DROP FUNCTION newsletter_consent_append_only()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_REVERSE, POSTGRESQL_REVERSE)


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
