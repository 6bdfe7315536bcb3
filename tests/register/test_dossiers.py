"""Papers are sealed, opened by those who hold the key, and found nowhere else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from clarion.config.settings.object_storage import ObjectStorage
from clarion.core.identities import new_identity
from clarion.core.periodic import worker_beat
from clarion.register import rotation, services, stray
from clarion.register.dossiers import storage, store
from clarion.register.errors import NoKey, NotAllowed
from clarion.register.models import Demand, Dossier, DossierEntry
from clarion.register.papers import Attachment, Contact, Letter, Message, Note
from clarion.register.verification import verify
from clarion.register.vocabulary import Outcome
from clarion.register.workflow import Status
from register.conftest import Staff, received
from support.buckets import KEYS, bucket_server

SECRETS = (
    "Zebulon Quist",
    "zq@secret.example",
    "Remove the purple paragraph",
    "beside the canal",
    "quarry.txt",
)
PAPERS = (
    Contact(name="Zebulon Quist", email="zq@secret.example", address="4 beside the canal"),
    Letter(text="Remove the purple paragraph"),
    Message(
        text="Remove the purple paragraph, said Zebulon Quist",
        sender="zq@secret.example",
        message_id="<1@x.example>",
    ),
    Note(text="Zebulon Quist lives beside the canal"),
    Attachment(name="quarry.txt", content=b"Zebulon Quist, zq@secret.example"),
)


@pytest.fixture
def demand(staff: Staff) -> Demand:
    made = received(papers=PAPERS, items=["https://en.example.org/wiki/A"])
    services.triage(
        actor=staff.clerk, demand=made, into=Status.REVIEW, note="Zebulon Quist lives beside the canal"
    )
    return made


def test_what_was_filed_is_read_back(staff: Staff, demand: Demand) -> None:
    found = services.read_dossier(actor=staff.reviewer, demand=demand)
    assert found.contacts == [PAPERS[0]]
    assert [one.paper for one in (*found.letters, *found.messages)] == [PAPERS[1], PAPERS[2]]
    assert [one.paper for one in found.notes] == [PAPERS[3], PAPERS[3]]
    attachment = services.read_attachment(
        actor=staff.reviewer, demand=demand, entry=found.attachments[0].entry
    )
    assert (attachment.name, attachment.content) == ("quarry.txt", b"Zebulon Quist, zq@secret.example")


def test_a_dossier_is_read_with_as_many_queries_however_much_is_in_it(
    staff: Staff, demand: Demand, django_assert_num_queries: object
) -> None:
    services.read_dossier(actor=staff.reviewer, demand=demand)
    with django_assert_num_queries(9):  # type: ignore[operator]
        services.read_dossier(actor=staff.reviewer, demand=Demand.objects.get(pk=demand.pk))
    services.file_papers(actor=staff.reviewer, demand=demand, papers=[Note(text="x")] * 20)
    with django_assert_num_queries(9):  # type: ignore[operator]
        services.read_dossier(actor=staff.reviewer, demand=Demand.objects.get(pk=demand.pk))


def test_an_answer_is_found_by_the_message_that_it_answers(demand: Demand) -> None:
    assert services.demand_of_message("<1@x.example>") == demand
    assert services.demand_of_message("<2@x.example>") is None


def test_no_table_and_no_file_holds_a_word_of_a_dossier(staff: Staff, demand: Demand) -> None:
    services.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED, note="Zebulon Quist again")
    worker_beat.enqueue()
    planted = [one.encode() for one in SECRETS]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                text = b"|".join(
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row
                )
                assert not [one for one in planted if one in text], table
    for entry in DossierEntry.objects.exclude(file=""):
        content = Path(storage().path(entry.file)).read_bytes()
        assert not [one for one in planted if one in content]


def test_without_the_key_everything_but_reading_goes_on(
    staff: Staff, demand: Demand, settings: Settings
) -> None:
    settings.DOSSIER_IDENTITY_FILE = Path("/nowhere/key")
    with pytest.raises(NoKey, match=r"/nowhere/key: No such file.*Put it back"):
        services.read_dossier(actor=staff.reviewer, demand=demand)
    assert received(papers=PAPERS).dossier.entries.count() == 5
    services.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    services.answer(actor=staff.reviewer, demand=demand)
    services.close(actor=staff.reviewer, demand=demand)
    assert not list(verify())


@pytest.mark.parametrize("content", ["", "AGE-SECRET-KEY-NONSENSE", "\udcff"])
def test_a_key_that_is_none_is_said_to_be_none(
    staff: Staff, demand: Demand, settings: Settings, tmp_path: Path, content: str
) -> None:
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "key"
    settings.DOSSIER_IDENTITY_FILE.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(NoKey):
        services.read_dossier(actor=staff.reviewer, demand=demand)


def test_without_recipients_nothing_is_received_and_the_message_says_how_to_mend_it(
    db: None, settings: Settings
) -> None:
    settings.DOSSIER_RECIPIENTS = []
    with pytest.raises(NoKey, match="clarion init"):
        received()
    settings.DOSSIER_RECIPIENTS = ["age1nonsense"]
    with pytest.raises(NoKey, match="no age recipient"):
        received()
    assert not Demand.objects.exists()


def test_papers_do_not_open_in_another_place(staff: Staff, demand: Demand) -> None:
    letter, message = demand.dossier.entries.filter(paper__in=["letter", "message"]).order_by("pk")
    DossierEntry.objects.filter(pk=letter.pk).update(sealed=message.sealed)
    with pytest.raises(NoKey, match="damaged"):
        services.read_dossier(actor=staff.reviewer, demand=demand)


@pytest.fixture
def new_key(settings: Settings, tmp_path: Path) -> str:
    """Another recipient is set; the file holds the new identity beside the old one."""
    identity, recipient = new_identity()
    old = settings.DOSSIER_IDENTITY_FILE.read_text()
    settings.DOSSIER_RECIPIENTS = [recipient]
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "identities"
    settings.DOSSIER_IDENTITY_FILE.write_text(f"# both\n{identity}\n{old}")
    return identity


def test_after_rotation_the_new_key_opens_and_the_old_one_does_not(
    staff: Staff, demand: Demand, settings: Settings, new_key: str, tmp_path: Path
) -> None:
    assert rotation.waiting() == 1
    before = tmp_path / "identities"
    old = before.read_text().splitlines()[-1]
    call_command("rotate_keys")
    assert rotation.waiting() == 0
    before.write_text(new_key)
    services.read_dossier(actor=staff.reviewer, demand=demand)
    (tmp_path / "old").write_text(old)
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "old"
    with pytest.raises(NoKey, match="does not open"):
        services.read_dossier(actor=staff.reviewer, demand=demand)
    assert not list(verify(files=True))


def test_a_rotation_that_is_stopped_goes_on_from_there(
    staff: Staff, new_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        received()
    Dossier.objects.update(recipients="old")
    monkeypatch.setattr(rotation, "_BATCH", 2)

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rewrap(stop)
    assert rotation.waiting() == 1
    seen: list[tuple[int, int]] = []
    assert rotation.rewrap(lambda done, total: seen.append((done, total))) == 1
    assert seen == [(1, 1)]


def test_papers_can_be_sealed_anew_throughout(staff: Staff, demand: Demand) -> None:
    before = {one.uuid: (bytes(one.sealed), one.file) for one in demand.dossier.entries.all()}
    call_command("rotate_keys", "--reseal-older-than", "2099-01-01")
    after = {one.uuid: (bytes(one.sealed), one.file) for one in demand.dossier.entries.all()}
    assert all(after[key][0] != sealed for key, (sealed, _file) in before.items())
    assert not any(file and storage().exists(file) for _sealed, file in before.values())
    demand.refresh_from_db()
    found = services.read_dossier(actor=staff.reviewer, demand=demand)
    assert found.contacts == [PAPERS[0]]
    services.read_attachment(actor=staff.reviewer, demand=demand, entry=found.attachments[0].entry)
    assert not list(verify(files=True))


def test_files_that_a_killed_process_left_behind_are_swept_and_no_others(demand: Demand) -> None:
    left = store(b"left behind")
    assert stray.sweep(older_than=timezone.now() - timedelta(days=1)) == 0
    assert stray.sweep(older_than=timezone.now() + timedelta(days=1)) >= 1
    assert not storage().exists(left)
    assert storage().exists(demand.dossier.entries.exclude(file="").get().file)


def test_a_clerk_reads_a_dossier_until_the_demand_is_let_in(staff: Staff) -> None:
    fresh = received()
    services.read_dossier(actor=staff.clerk, demand=fresh)
    stale_view = Demand.objects.get(pk=fresh.pk)
    services.triage(actor=staff.clerk, demand=fresh, into=Status.REVIEW)
    with pytest.raises(NotAllowed):
        services.read_dossier(actor=staff.clerk, demand=stale_view)


def test_sealed_files_may_lie_in_a_bucket_that_all_nodes_share(staff: Staff, settings: Settings) -> None:
    with bucket_server() as server:
        server.empty("sealed")
        settings.OBJECT_STORAGE = ObjectStorage(s3_endpoint=server.address, dossier_bucket="sealed", **KEYS)
        sealed = {
            "BACKEND": "clarion.core.object_storage.Bucket",
            "OPTIONS": {"bucket_name": "sealed"},
        }
        settings.STORAGES = {**settings.STORAGES, "dossiers": sealed}
        demand = received(papers=PAPERS)
        entry = DossierEntry.objects.get(dossier__demand=demand, file__gt="")
        assert server.keys("sealed") == {entry.file}
        body = server.client.get_object(Bucket="sealed", Key=entry.file)["Body"].read()
        assert b"Zebulon" not in body
        read = services.read_attachment(actor=staff.lead, demand=demand, entry=str(entry.uuid))
        assert read.content == b"Zebulon Quist, zq@secret.example"
        store(b"of a demand that was never written")
        assert stray.sweep(older_than=timezone.now() + timedelta(days=1)) == 1
        assert server.keys("sealed") == {entry.file}
        assert list(verify(files=True)) == []
        with pytest.raises(ValueError, match="No address"):
            storage().url(entry.file)
