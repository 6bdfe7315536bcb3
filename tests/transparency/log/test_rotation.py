"""One key takes the place of another: both sign for a while, and what the old one signed holds for ever."""

from __future__ import annotations

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from clarion.core.complaint import Complaint
from clarion.transparency.log import keys, services
from clarion.transparency.log.notes import BadNote, Note, Signer

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, settings: Settings, key: Signer) -> Path:
    """The file that holds the key, as `CLARION_LOG_KEY_FILE` names it."""
    path = tmp_path / "log-key"
    path.write_text(f"{key}\n")
    settings.LOG_KEY_FILE = str(path)
    return path


def rotate(*options: str) -> str:
    said = StringIO()
    call_command("rotate_log_key", *options, stdout=said)
    return said.getvalue()


def signed_anew() -> Note:
    services.append_edition(series="report", period="2026", number=1, manifest="00" * 32)
    head = services.sequence()
    assert head is not None
    return Note.read(head.note)


def test_both_keys_sign_until_the_old_one_is_retired_and_its_public_half_stays(
    file: Path, key: Signer, settings: Settings, client: Client
) -> None:
    said = rotate()
    settings.LOG_KEYS = file.read_text().split()
    new = keys.signers()[0]
    assert str(new.verifier) in said
    assert (new.name, keys.signers()[1]) == (key.name, key)
    for one in (new, key):
        signed_anew().check(one.verifier)

    assert key.verifier.key_id.hex() in rotate("--retire")
    settings.LOG_KEYS = file.read_text().split()
    assert keys.signers() == [new]
    note = signed_anew()
    note.check(new.verifier)
    with pytest.raises(BadNote, match="did not sign"):
        note.check(key.verifier)
    assert client.get("/log/key").content.decode() == f"{new.verifier}\n{key.verifier}\n"


def test_the_file_stays_its_owners_alone(file: Path) -> None:
    rotate()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir() if "log-key" in one.name] == ["log-key"]


def test_the_last_key_that_signs_is_not_retired(file: Path) -> None:
    kept = file.read_text()
    with pytest.raises(Complaint, match="one key that signs"):
        rotate("--retire")
    assert file.read_text() == kept


@pytest.mark.parametrize("content", ["", "no key", "example.org/log+00000000+AAAA"])
def test_a_file_without_a_key_is_left_as_it_is(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(Complaint, match="log-key"):
        rotate()
    assert file.read_text() == content


def test_without_a_file_nothing_is_done(settings: Settings) -> None:
    settings.LOG_KEY_FILE = ""
    with pytest.raises(Complaint, match="CLARION_LOG_KEY_FILE"):
        rotate()
