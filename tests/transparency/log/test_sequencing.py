"""How the log grows, what is served of it, and what the database keeps."""

from __future__ import annotations

import threading
from collections import Counter
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from clarion.core.complaint import Complaint
from clarion.register import services as register
from clarion.register.models import Demand
from clarion.register.receipts import hash_of
from clarion.register.vocabulary import Door, Kind, Outcome
from clarion.register.workflow import Status
from clarion.transparency.log import commitments, finding, notes, reading, services, tiles, tree
from clarion.transparency.log.models import Checkpoint, Cosignature, Leaf, Sort, Tile
from clarion.transparency.log.notes import BadNote, Note, Signer, TreeHead
from register.conftest import Staff, received, staff  # noqa: F401

pytestmark = pytest.mark.django_db


def fill(count: int) -> None:
    """Editions are the leaves that need no demand."""
    for number in range(count):
        services.append_edition(series="report", period="2026", number=number + 1, manifest="00" * 32)


def tiles_from(client: Client) -> tiles.Reader:
    """Reads tiles as an outsider does, from a tree as large as the checkpoint says."""
    size = TreeHead.read(Note.read(client.get("/log/checkpoint").content.decode()).text).size

    def read(level: int, place: int) -> bytes:
        width = tiles.width_at(size, level, place)
        return client.get(f"/log/tile/{level}/{tiles.path_of(place, width)}").content

    return read


def entries_from(client: Client, size: int) -> list[bytes]:
    found: list[bytes] = []
    for one in tiles.of_tree(size):
        if one.level == 0:
            answer = client.get(f"/log/tile/entries/{tiles.path_of(one.place, one.width)}")
            found += tiles.unbundle(answer.content)
    return found


@pytest.mark.parametrize("count", [1, 16, 17, 255, 256, 300, 700])
def test_what_is_served_gives_the_root_that_is_signed(client: Client, key: Signer, count: int) -> None:
    fill(count)
    services.sequence()
    note = Note.read(client.get("/log/checkpoint").content.decode())
    note.check(key.verifier)
    head = TreeHead.read(note.text)
    assert head.origin == "example.org/log"
    assert head.size == -(-count // 16) * 16
    assert tree.root(head.size, tiles.subtrees(tiles_from(client))) == head.root
    entries = entries_from(client, head.size)
    assert len(entries) == head.size
    subtrees = tiles.subtrees(tiles_from(client))
    assert [subtrees(0, place) for place in range(head.size)] == [tree.leaf_hash(one) for one in entries]
    assert client.get("/log/key").content.decode() == f"{key.verifier}\n"


def test_each_head_is_the_beginning_of_the_next(client: Client) -> None:
    heads = []
    for count in (3, 20, 300, 1):
        fill(count)
        head = services.sequence()
        assert head is not None
        heads.append(head)
    for first, second in pairwise(heads):
        tree.check_consistency(
            first=first.size,
            second=second.size,
            first_root=bytes(first.root),
            second_root=bytes(second.root),
            proof=reading.consistency(first.size, second.size),
        )


def test_without_new_leaves_the_head_stays() -> None:
    fill(3)
    first = services.sequence()
    assert services.sequence() == first
    assert Checkpoint.objects.count() == 1


def test_the_log_grows_by_whole_buckets_and_in_no_order(settings: Settings) -> None:
    settings.LOG_BUCKET = 64
    fill(40)
    head = services.sequence()
    assert head is not None
    assert head.size == 64
    placed = Leaf.objects.filter(sort=Sort.EDITION).order_by("id").values_list("position", flat=True)
    assert list(placed) != sorted(placed)
    assert Counter(Leaf.objects.values_list("sort", flat=True)) == {"edition": 40, "decoy": 24}


def test_a_receipt_is_enough_to_find_the_request_in_the_log() -> None:
    receipt = register.receive(actor=None, door=Door.WEB, kind=Kind.CONTENT)
    services.sequence()
    salt = commitments.salt_of_receipt(hash_of(receipt.secret))
    committed = commitments.commitment(commitments.RECEIVED, {"reference": receipt.reference}, salt)
    head = reading.newest()
    assert head is not None
    found = finding.find(committed.hex())
    proof = finding.prove(found, head.size)
    tree.check_inclusion(
        leaf=tree.leaf_hash(committed),
        index=found.index,
        size=head.size,
        path=proof.path,
        root_hash=bytes(head.root),
    )


def test_two_demands_with_the_same_content_give_unrelated_leaves() -> None:
    for _ in range(2):
        register.receive(actor=None, door=Door.WEB, kind=Kind.CONTENT, country="DE")
    first, second = Leaf.objects.filter(sort=Sort.STATE)
    assert first.record["first"] != second.record["first"]
    assert {k: v for k, v in first.record.items() if k != "first"} == {
        k: v for k, v in second.record.items() if k != "first"
    }
    differing = sum((a ^ b).bit_count() for a, b in zip(first.commitment, second.commitment, strict=True))
    assert 60 < differing < 196


def test_nothing_that_is_served_holds_a_word_of_a_demand(client: Client) -> None:
    register.receive(actor=None, door=Door.WEB, kind=Kind.CONTENT, country="DE", project="secret.project")
    head = services.sequence()
    assert head is not None
    served = [client.get("/log/checkpoint").content, *entries_from(client, head.size)]
    served += [client.get(f"/log/tile/0/{tiles.path_of(0, head.size)}").content]
    everything = b"".join(served)
    for word in (b"secret.project", b"-000001", b"content"):
        assert word not in everything


def test_what_is_counted_is_committed_to_anew_when_it_changes_and_only_then(staff: Staff) -> None:  # noqa: F811
    demand = received()
    assert _states(demand) == 1
    register.triage(actor=staff.lead, demand=demand, into=Status.REVIEW)
    assert _states(demand) == 1
    register.change_facts(actor=staff.lead, demand=demand, facts={"country": "IT"})
    assert _states(demand) == 2
    register.propose(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    newest = Leaf.objects.filter(demand=demand, sort=Sort.STATE).latest("id")
    assert newest.record["country"] == "IT"
    other = received()
    register.triage(actor=staff.lead, demand=other, into=Status.SPAM)
    assert not Leaf.objects.filter(demand=other, sort=Sort.STATE).latest("id").record["counted"]


def test_demands_from_before_the_log_are_committed_to_when_asked(
    django_assert_max_num_queries: object,
) -> None:
    demands = [received() for _ in range(5)]
    Demand.objects.filter(pk=demands[0].pk).update(receipt_hash="")
    Demand.objects.filter(pk=demands[1].pk).update(country="IT")
    demands = list(Demand.objects.all())
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert services.commit_state(demands) == 1
    assert services.commit_state(Demand.objects.all()) == 0
    assert Leaf.objects.filter(sort=Sort.STATE, position=None).values("demand").distinct().count() == 5


def test_what_fails_after_the_leaf_leaves_none() -> None:
    def fails() -> None:
        with transaction.atomic():
            received()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not Leaf.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda: Leaf.objects.filter(position=3).update(position=99),
        lambda: Leaf.objects.filter(position=3).update(salt=b"\0" * 16),
        lambda: Leaf.objects.filter(position=3).delete(),
        lambda: Leaf.objects.filter(position=None).update(commitment=b"\0" * 32),
        lambda: Leaf.objects.filter(position=None).delete(),
        lambda: Tile.objects.update(hashes=b"\0" * 512),
        lambda: Tile.objects.update(hashes=b""),
        lambda: Tile.objects.all().delete(),
        lambda: Checkpoint.objects.update(note="other"),
        lambda: Checkpoint.objects.all().delete(),
    ],
)
def test_the_database_lets_nothing_be_changed(change: object) -> None:
    fill(5)
    services.sequence()
    fill(1)
    with pytest.raises(IntegrityError, match="added to"), transaction.atomic():
        change()  # type: ignore[operator]


def test_a_witness_is_served_under_the_checkpoint(client: Client) -> None:
    fill(1)
    head = services.sequence()
    assert head is not None
    witness = Signer.new("witness.example")
    text = Note.read(head.note).text
    public = notes.Verifier(witness.name, witness.verifier.public, notes.COSIGNATURE)
    cosigned = head.note + str(notes.cosignature(witness, text, 1_800_000_000))
    for _ in range(2):
        services.cosign(note=cosigned, witness=str(public))
    assert Cosignature.objects.count() == 1
    Note.read(client.get("/log/checkpoint").content.decode()).check(public)
    with pytest.raises(BadNote, match="no checkpoint of"):
        services.cosign(note=cosigned.replace("\n16\n", "\n17\n"), witness=str(public))
    with pytest.raises(BadNote, match="did not sign"):
        services.cosign(note=head.note, witness=str(public))


def test_without_a_key_demands_are_received_and_the_log_waits(settings: Settings, client: Client) -> None:
    settings.LOG_KEYS = []
    received()
    with pytest.raises(Complaint, match="CLARION_LOG_KEY_FILE"):
        call_command("sequence_log")
    assert Leaf.objects.waiting().count() == 2
    assert client.get("/log/checkpoint").status_code == 404
    assert client.get("/log/key").status_code == 404


def test_the_command_prints_the_checkpoint() -> None:
    fill(1)
    said = StringIO()
    call_command("sequence_log", stdout=said)
    assert said.getvalue().startswith("example.org/log\n16\n")


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001", "tile/0/000", "tile/0/000.p/17", "tile/0/000.p/0", "tile/0/0", "tile/0/x000/000", "tile/1/000",
        "tile/99/000", "tile/entries/000", "tile/entries/000.p/256", "tile/entries/nothing",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    fill(1)
    services.sequence()
    assert client.get(f"/log/{path}").status_code == 404


def test_tiles_are_kept_for_ever_and_any_page_may_read_them(client: Client) -> None:
    fill(1)
    services.sequence()
    answer = client.get("/log/tile/0/000.p/16")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = client.get("/log/tile/0/000.p/16", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert "max-age=60" in client.get("/log/checkpoint")["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_several_at_once_place_every_leaf_once() -> None:
    fill(50)
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(3):
                fill(5)
                services.sequence()
        except BaseException as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not troubles
    services.sequence()
    head = reading.newest()
    assert head is not None
    assert Leaf.objects.filter(sort=Sort.EDITION, position__isnull=False).count() == 50 + 4 * 3 * 5
    assert list(Leaf.objects.order_by("position").values_list("position", flat=True)) == list(
        range(head.size)
    )
    entries = [bytes(one) for one in Leaf.objects.order_by("position").values_list("commitment", flat=True)]
    hashes, root = reading.proved(
        lambda subtrees: (
            [subtrees(0, place) for place in range(head.size)],
            tree.root(head.size, subtrees),
        )
    )
    assert hashes == [tree.leaf_hash(one) for one in entries]
    assert root == bytes(head.root)


def _states(demand: Demand) -> int:
    return Leaf.objects.filter(demand=demand, sort=Sort.STATE).count()
