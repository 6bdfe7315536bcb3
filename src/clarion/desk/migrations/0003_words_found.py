"""What finds words: FTS5 beside the table on SQLite, an index of its words on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE desk_words_found USING fts5(
        text, content='desk_words', content_rowid='demand_id', tokenize='unicode61 remove_diacritics 0',
        prefix='3 4'
    )
    """,
    """
    CREATE TRIGGER desk_words_added AFTER INSERT ON desk_words BEGIN
        INSERT INTO desk_words_found (rowid, text) VALUES (new.demand_id, new.text);
    END
    """,
    """
    CREATE TRIGGER desk_words_removed AFTER DELETE ON desk_words BEGIN
        INSERT INTO desk_words_found (desk_words_found, rowid, text) VALUES ('delete', old.demand_id, old.text);
    END
    """,
    """
    CREATE TRIGGER desk_words_changed AFTER UPDATE ON desk_words BEGIN
        INSERT INTO desk_words_found (desk_words_found, rowid, text) VALUES ('delete', old.demand_id, old.text);
        INSERT INTO desk_words_found (rowid, text) VALUES (new.demand_id, new.text);
    END
    """,
]
SQLITE_REVERSE = [
    "DROP TRIGGER desk_words_changed",
    "DROP TRIGGER desk_words_removed",
    "DROP TRIGGER desk_words_added",
    "DROP TABLE desk_words_found",
]
POSTGRESQL = [
    "CREATE INDEX desk_words_found ON desk_words USING gin (array_to_tsvector(string_to_array(text, ' ')))"
]
POSTGRESQL_REVERSE = ["DROP INDEX desk_words_found"]


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def make(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unmake(apps, schema_editor):
    _run(schema_editor, SQLITE_REVERSE, POSTGRESQL_REVERSE)


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_inbox")]
    operations = [migrations.RunPython(make, unmake)]
