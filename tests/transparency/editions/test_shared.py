"""Editions in a bucket: each machine has the files that any of them has built."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.config.settings.object_storage import ObjectStorage
from clarion.desk.reports.hindrances import HINDRANCES
from clarion.transparency.datasets.published import find_file
from clarion.transparency.editions import depot, services
from clarion.transparency.editions.errors import NotFetched, NotWritten
from clarion.transparency.editions.models import Edition
from support.buckets import KEYS, BucketServer, bucket_server
from transparency.editions.conftest import Draft, Editors

Machine = Callable[[str], Path]


@pytest.fixture
def server(settings: Settings) -> Iterator[BucketServer]:
    """An empty bucket, and the settings that name it."""
    with bucket_server() as one:
        one.empty("editions")
        use(settings, one.address)
        yield one


def use(settings: Settings, address: str) -> None:
    settings.OBJECT_STORAGE = ObjectStorage(s3_endpoint=address, edition_bucket="editions", **KEYS)
    shared = {
        "BACKEND": "clarion.core.object_storage.Bucket",
        "OPTIONS": {"bucket_name": "editions", "file_overwrite": True},
    }
    settings.STORAGES = {**settings.STORAGES, "editions": shared}


@pytest.fixture
def on(settings: Settings, tmp_path: Path) -> Machine:
    """`on("b")` goes on as another machine, with a disk of its own."""

    def go(machine: str) -> Path:
        settings.CLARION_EDITIONS_DIR = tmp_path / machine
        return tmp_path / machine

    return go


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_what_one_machine_builds_another_publishes_and_a_third_serves(
    server: BucketServer, on: Machine, draft: Draft, editors: Editors, client: Client
) -> None:
    on("a")
    built = draft()
    files = set(built.files.values_list("name", flat=True))
    assert "tables.json" in files
    assert server.keys("editions") == {f"report/2017-h1/1/{name}" for name in files}
    on("b")
    edition = services.publish(actor=editors.second, edition=built)
    assert names(depot.folder_of(edition)) == {*files, "manifest.json", "manifest.note"}
    on("c")
    found = find_file(edition, "tables.json")
    assert found is not None
    assert found.path.read_bytes() == (on("a") / "report/2017-h1/1/tables.json").read_bytes()
    on("d")
    answer = client.get("/api/v1/editions/2017-h1/manifest.note")
    assert b"".join(answer) == edition.signature.encode()  # type: ignore[arg-type]


def test_the_machine_that_built_it_gets_the_signature_that_another_gave(
    server: BucketServer, on: Machine, draft: Draft, editors: Editors
) -> None:
    on("a")
    built = draft()
    on("b")
    edition = services.publish(actor=editors.second, edition=built)
    folder = on("a") / "report/2017-h1/1"
    tables = (folder / "tables.json").stat().st_ino
    assert depot.folder_of(edition) == folder
    assert (folder / "manifest.note").read_text() == edition.signature
    assert (folder / "tables.json").stat().st_ino == tables, "what was there already was fetched again"


def test_a_draft_that_was_built_anew_elsewhere_takes_the_place_of_the_one_here(
    server: BucketServer, on: Machine, draft: Draft
) -> None:
    on("a")
    depot.folder_of(draft(count=1))
    on("b")
    second = draft(count=2)
    on("a")
    assert (depot.folder_of(second) / "manifest.json").read_text() == second.manifest


def test_what_is_not_as_it_was_built_is_not_taken(server: BucketServer, on: Machine, draft: Draft) -> None:
    on("a")
    edition = draft()
    server.client.put_object(Bucket="editions", Key="report/2017-h1/1/tables.json", Body=b"{}")
    folder = on("b")
    with pytest.raises(
        NotFetched, match=r"report/2017-h1/1/tables\.json in the bucket is not as it was built"
    ):
        depot.folder_of(edition)
    assert not (folder / "report/2017-h1/1").exists()


def test_without_the_bucket_nothing_is_built_and_nothing_is_lost(
    server: BucketServer, on: Machine, draft: Draft, settings: Settings
) -> None:
    on("a")
    edition = draft(count=1)
    use(settings, "http://127.0.0.1:9")
    with pytest.raises(NotWritten, match="cannot be shared"):
        draft(count=2)
    assert Edition.objects.get().manifest == edition.manifest
    on("b")
    with pytest.raises(NotFetched, match="not on this machine") as hindrance:
        depot.folder_of(edition)
    assert hindrance.value.key in HINDRANCES, "the desk has no words for it"
    use(settings, server.address)
    on("a")
    assert (depot.folder_of(edition) / "manifest.json").read_text() == edition.manifest


def test_a_discarded_draft_leaves_the_bucket_too(
    server: BucketServer,
    on: Machine,
    draft: Draft,
    editors: Editors,
    settings: Settings,
    django_capture_on_commit_callbacks: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    on("a")
    edition = draft()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.discard(actor=editors.second, edition=edition)
    assert server.keys("editions") == set()
    edition = draft()
    use(settings, "http://127.0.0.1:9")
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.discard(actor=editors.second, edition=edition)
    assert "stay in the bucket, at report/2017-h1/1" in caplog.text
