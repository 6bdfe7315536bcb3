"""A witness signs what grew from what it signed last, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from clarion.transparency.log import notes, services
from clarion.transparency.log.notes import Note, Signer, Verifier
from clarion.transparency.verifying.fetching import Absent
from clarion.transparency.verifying.logs import Log
from clarion.transparency.verifying.witnessing import NotWitnessed, witness

pytestmark = pytest.mark.django_db
OWN = Signer.new("witness.example")
PUBLIC = Verifier(OWN.name, OWN.verifier.public, notes.COSIGNATURE)


@pytest.fixture
def log(client: Client) -> Log:
    """The log as it is served."""

    def read(name: str) -> bytes:
        answer = client.get(f"/log/{name}")
        if answer.status_code != 200:
            raise Absent(f"/log/{name} answers {answer.status_code}")
        return answer.content

    return Log("http://testserver/log/", read)


def grow(count: int) -> None:
    for number in range(count):
        services.append_edition(series="report", period="2026", number=number + 1, manifest="00" * 32)
    services.sequence()


def test_what_a_witness_signs_is_kept_and_served_and_it_goes_on_from_there(
    log: Log, key: Signer, client: Client
) -> None:
    grow(3)
    first = witness(log, [key.verifier], "", OWN, 1_800_000_000)
    services.cosign(note=first, witness=str(PUBLIC))
    grow(300)
    second = witness(log, [key.verifier], first, OWN, 1_800_000_100)
    services.cosign(note=second, witness=str(PUBLIC))
    Note.read(client.get("/log/checkpoint").content.decode()).check(PUBLIC)
    assert witness(log, [key.verifier], second, OWN, 1_800_000_200) != second


def test_another_log_a_smaller_one_and_another_key_are_not_signed(log: Log, key: Signer) -> None:
    grow(3)
    first = witness(log, [key.verifier], "", OWN, 1)
    size, root = first.split("\n")[1:3]
    for kept, why in (
        (first.replace(root, "A" * 43 + "="), "not the beginning"),
        (first.replace(f"\n{size}\n", "\n1000\n"), "and had 1,000"),
        (first.replace("example.org/log\n", "other.example/log\n", 1), "is of the log"),
        ("nothing", "no signed note"),
    ):
        with pytest.raises(NotWitnessed, match=why):
            witness(log, [key.verifier], kept, OWN, 2)
    with pytest.raises(NotWitnessed, match="did not sign"):
        witness(log, [Signer.new("example.org/log").verifier], first, OWN, 2)


def test_a_log_without_a_checkpoint_is_not_signed(log: Log, key: Signer) -> None:
    with pytest.raises(NotWitnessed, match="404"):
        witness(log, [key.verifier], "", OWN, 1)


def test_a_tile_that_changed_is_not_signed(log: Log, key: Signer) -> None:
    grow(20)
    first = witness(log, [key.verifier], "", OWN, 1)
    grow(20)
    altered = Log(
        log.place,
        lambda name: bytes(len(log.read(name))) if name.startswith("tile/") else log.read(name),
    )
    with pytest.raises(NotWitnessed, match="not the beginning"):
        witness(altered, [key.verifier], first, OWN, 2)
