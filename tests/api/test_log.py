"""The log over HTTP: what it answers proves itself."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.transparency.log import services, tree
from clarion.transparency.log.notes import Note, Signer, TreeHead, Verifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def sizes(settings: Settings) -> list[int]:
    """A log that was signed three times; the sizes that it had."""
    settings.LOG_KEYS = [str(Signer.new("example.org/log"))]
    settings.LOG_BUCKET = 16
    found = []
    for count in (3, 40, 300):
        for number in range(count):
            services.append_edition(series="report", period="2026", number=number + 1, manifest="00" * 32)
        checkpoint = services.sequence()
        assert checkpoint
        found.append(checkpoint.size)
    return found


def told(client: Client, path: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(f"/api/v1/log/{path}")
    assert answer.status_code == status, answer.content
    return dict(answer.json())


def unhexed(listed: list[str]) -> list[bytes]:
    return [bytes.fromhex(one) for one in listed]


def test_the_checkpoint_is_the_signed_note_taken_apart(client: Client, sizes: list[int]) -> None:
    found = told(client, "checkpoint")
    assert found["size"] == sizes[-1]
    note = Note.read(found["note"])
    note.check(Verifier.read(found["keys"][0]))
    assert note.text.splitlines()[2] == base64.b64encode(bytes.fromhex(found["root"])).decode()
    assert found["signed_by"] == [found["origin"]] == ["example.org/log"]
    assert found["note"] == client.get("/log/checkpoint").content.decode()


@pytest.mark.parametrize("index", [0, 15, 16, 63, 64, 255, 256, 300])
def test_a_leaf_is_proved_in_the_signed_tree(client: Client, sizes: list[int], index: int) -> None:
    found = told(client, f"leaves/{index}")
    signed = TreeHead.read(Note.read(client.get("/log/checkpoint").content.decode()).text)
    assert (found["index"], found["size"]) == (index, signed.size)
    leaf = tree.leaf_hash(bytes.fromhex(found["commitment"]))
    assert leaf.hex() == found["leaf"]
    path = unhexed(found["path"])
    tree.check_inclusion(leaf=leaf, index=index, size=signed.size, path=path, root_hash=signed.root)
    assert told(client, f"leaves/{found['commitment'].upper()}") == found


def test_a_leaf_is_proved_in_an_older_tree_that_had_it(client: Client, sizes: list[int]) -> None:
    found = told(client, f"leaves/5?size={sizes[0]}")
    tree.check_inclusion(
        leaf=bytes.fromhex(found["leaf"]), index=5, size=sizes[0],
        path=unhexed(found["path"]), root_hash=bytes.fromhex(found["root"]),
    )  # fmt: skip
    problem = told(client, f"leaves/{sizes[0]}?size={sizes[0]}", 404)
    assert problem["parameter"] == "leaf"


def test_the_log_proves_that_it_only_grew(client: Client, sizes: list[int]) -> None:
    for first in [1, 7, *sizes]:
        found = told(client, f"consistency?first={first}")
        assert found["second"] == sizes[-1]
        tree.check_consistency(
            first=first, second=found["second"], proof=unhexed(found["path"]),
            first_root=bytes.fromhex(found["first_root"]), second_root=bytes.fromhex(found["second_root"]),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("leaves/" + "0" * 64, 404, "leaf"),
        ("leaves/1000000", 404, "leaf"),
        ("leaves/-1", 404, "leaf"),
        ("leaves/007", 404, "leaf"),
        ("leaves/99999999999999999999999999", 404, "leaf"),
        ("leaves/zero", 404, "leaf"),
        ("leaves/0?size=0", 400, "size"),
        ("leaves/0?size=1000000", 400, "size"),
        ("consistency", 400, "first"),
        ("consistency?first=0", 400, "first"),
        ("consistency?first=32&second=16", 400, "first"),
        ("consistency?first=1&second=9007199254740992", 400, "second"),
        ("checkpoint?size=16", 400, "size"),
    ],
)
def test_what_cannot_be_proved_is_said_in_a_sentence(
    client: Client, sizes: list[int], path: str, status: int, parameter: str
) -> None:
    problem = told(client, path, status)
    assert problem["parameter"] == parameter
    assert problem["detail"]


@pytest.mark.parametrize("path", ["checkpoint", "leaves/0", "consistency?first=1"])
def test_a_log_that_was_never_signed_proves_nothing(client: Client, path: str) -> None:
    assert told(client, path, 404)["type"].endswith("#no-checkpoint")
