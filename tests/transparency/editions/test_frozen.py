"""What is published stays as it is: in the services, in the database, and on the disk."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from clarion.transparency.editions import freezing, services
from clarion.transparency.editions.content import Content
from clarion.transparency.editions.depot import place
from clarion.transparency.editions.errors import EditionError, NotWritten
from clarion.transparency.editions.freezing import NewFile
from clarion.transparency.editions.models import Edition, Series, State
from clarion.transparency.periods import parse
from transparency.editions.conftest import Draft, Editors, content_of

PERIOD = parse("2017-h1")


def run(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.fixture
def published(draft: Draft, editors: Editors) -> Edition:
    return services.publish(actor=editors.second, edition=draft())


CHANGES = [
    "UPDATE editions_edition SET manifest = 'x'",
    "UPDATE editions_edition SET state = 'draft'",
    "UPDATE editions_editiontable SET content = '{}'",
    "UPDATE editions_editionfile SET sha256 = 'x'",
    "DELETE FROM editions_editionfile",
    "DELETE FROM editions_editiontable",
    "DELETE FROM editions_edition",
    """INSERT INTO editions_editionfile (edition_id, name, media_type, size, sha256)
    SELECT id, 'x', 'x', 1, 'x' FROM editions_edition""",
    """INSERT INTO editions_editiontable (edition_id, key, position, content)
    SELECT id, 'x', 9, '{}' FROM editions_edition""",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_to_change_what_is_published(published: Edition, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"):
        run(statement)


def test_parts_of_a_draft_cannot_be_moved_into_what_is_published(published: Edition, draft: Draft) -> None:
    draft(reason="Counted anew.")
    for statement in (
        "UPDATE editions_editiontable SET edition_id = %s, key = 'x'",
        "UPDATE editions_editionfile SET edition_id = %s, name = 'x'",
    ):
        with pytest.raises(IntegrityError, match="never changed"):
            run(statement, published.pk)


def test_whoever_built_an_edition_does_not_publish_it(draft: Draft, editors: Editors) -> None:
    edition = draft()
    with pytest.raises(EditionError, match="second person"):
        services.publish(actor=editors.first, edition=edition)
    with pytest.raises(EditionError, match="no role allows it"):
        services.publish(actor=editors.reviewer, edition=edition)
    with pytest.raises(IntegrityError):
        run(
            "UPDATE editions_edition SET state = 'published', published_by_id = built_by_id, published_at = built_at"
        )
    edition.refresh_from_db()
    assert edition.state == State.DRAFT


def test_an_edition_is_published_once(published: Edition, editors: Editors) -> None:
    with pytest.raises(EditionError, match="published already"):
        services.publish(actor=editors.second, edition=published)


def test_the_manifest_names_every_file_with_its_digest(
    draft: Draft, editors: Editors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writer(content: Content, folder: Path) -> list[NewFile]:
        (folder / "one.txt").write_text("one")
        return [NewFile("one.txt", "text/plain")]

    monkeypatch.setitem(freezing._WRITERS, Series.REPORT, [writer])
    edition = draft()
    folder = place("report", PERIOD, 1)
    assert (folder / "manifest.json").read_text() == edition.manifest
    told, _tables = json.loads(edition.manifest)["files"]
    assert told == {
        "name": "one.txt",
        "media_type": "text/plain",
        "size": 3,
        "sha256": hashlib.sha256(b"one").hexdigest(),
    }
    (folder / "one.txt").write_text("two")
    with pytest.raises(EditionError, match=r"one\.txt is not as it was built"):
        services.publish(actor=editors.second, edition=edition)


def test_a_draft_is_computed_anew_in_its_place(draft: Draft) -> None:
    first, second = draft(count=1), draft(count=2)
    assert first.pk == second.pk
    assert second.tables.get().content["rows"][0][4] == 2


def test_a_correction_is_the_next_edition_and_the_first_stays_readable(
    published: Edition, draft: Draft
) -> None:
    second = draft(count=2, reason="Counted anew.")
    assert (second.number, second.follows, second.reason) == (2, published, "Counted anew.")
    told = json.loads(second.manifest)
    assert told["follows"] == hashlib.sha256(published.manifest.encode()).hexdigest()
    assert Edition.objects.newest(PERIOD) == published
    assert place("report", PERIOD, 1).is_dir()
    assert place("report", PERIOD, 2).is_dir()


def test_a_correction_without_a_reason_is_refused_by_the_database_too(
    published: Edition, draft: Draft
) -> None:
    with pytest.raises(EditionError):
        draft(reason="")


def test_a_draft_can_be_thrown_away_and_a_published_edition_cannot(
    draft: Draft, editors: Editors, django_capture_on_commit_callbacks: object
) -> None:
    edition = draft()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.discard(actor=editors.second, edition=edition)
    assert not Edition.objects.exists()
    assert not place("report", PERIOD, 1).exists()
    published = services.publish(actor=editors.second, edition=draft())
    with pytest.raises(EditionError, match="stays"):
        services.discard(actor=editors.second, edition=published)


def test_a_disk_that_fills_leaves_no_half_edition(
    draft: Draft, editors: Editors, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`/dev/full` is a disk on which there is no room."""
    draft(count=1)
    before = {one.name: one.read_bytes() for one in place("report", PERIOD, 1).iterdir()}

    def writer(content: Content, folder: Path) -> list[NewFile]:
        (folder / "good.txt").write_text("written")
        with Path("/dev/full").open("w") as full:
            full.write("x" * 100_000)
        return []

    monkeypatch.setitem(freezing._WRITERS, Series.REPORT, [writer])
    for content in (content_of("2017-h1", 2), content_of("2018")):
        with pytest.raises(NotWritten, match="No space left on device.*Make room"):
            services.freeze(actor=editors.first, series=Series.REPORT, content=content)
    assert Edition.objects.get().tables.get().content["rows"][0][4] == 1
    assert {one.name: one.read_bytes() for one in place("report", PERIOD, 1).iterdir()} == before
    assert [*(folder / "report" / "2018").iterdir()] == []


def test_two_series_count_their_own_editions(
    draft: Draft, editors: Editors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(freezing._WRITERS, Series.DSA, [])
    draft()
    other = services.freeze(actor=editors.second, series=Series.DSA, content=content_of("2017-h1"))
    assert other.number == 1
    assert services.publish(actor=editors.first, edition=other).is_published
