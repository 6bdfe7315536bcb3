"""The page of the log: what it says before there is one, of the newest head, and of an entry that is looked up."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.transparency.log import notes, services
from clarion.transparency.log.models import Leaf
from clarion.transparency.log.notes import Note, Signer
from transparency_pages.conftest import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(settings: Settings) -> Signer:
    """A log with twenty editions, filled up to 32 entries."""
    key = Signer.new("example.org/log")
    settings.LOG_KEYS = [str(key)]
    settings.LOG_BUCKET = 16
    for number in range(20):
        services.append_edition(series="report", period="2026", number=number + 1, manifest="00" * 32)
    services.sequence()
    return key


def page(client: Client, language: str = "en", entry: str = "") -> str:
    answer = client.get(f"/{language}/transparency/log/", {"entry": entry} if entry else {})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_size_the_signed_note_and_the_key(
    client: Client, signed: Signer, language: str
) -> None:
    shown = page(client, language)
    assert ("٣٢" if language == "ar" else "32") in shown
    assert client.get("/log/checkpoint").content.decode().strip() in shown
    assert str(signed.verifier) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_is_signed_the_page_says_so(client: Client, language: str) -> None:
    shown = page(client, language)
    assert 'id="look-up"' not in shown
    assert 'class="notice"' in shown


def test_an_entry_is_found_by_its_fingerprint_and_by_its_place(client: Client, signed: Signer) -> None:
    leaf = Leaf.objects.get(position=7)
    for entry in (str(leaf), f" {str(leaf).upper()} ", "7"):
        shown = page(client, entry=entry)
        assert "It is in the log, at place 7. 5 steps of hashing lead from it" in shown
        assert f'<code class="hash">{leaf}</code>' in shown


def test_the_places_of_the_page_are_counted_in_the_words_of_its_language(
    client: Client, signed: Signer
) -> None:
    assert "٥ خطوات تجزئة" in page(client, "ar", entry="7") or "5 خطوات تجزئة" in page(
        client, "ar", entry="7"
    )


@pytest.mark.parametrize("entry", ["32", "0" * 64, "-1", "<script>", "x" * 500, "1" * 400])
def test_what_is_not_there_is_not_found(client: Client, signed: Signer, entry: str) -> None:
    shown = page(client, entry=entry)
    assert "The signed log has no such entry." in shown
    assert "<script>alert" not in shown
    assert 'value="<' not in shown


def test_witnesses_are_named(client: Client, signed: Signer) -> None:
    witness = Signer.new("witness.example")
    note = Note.read(client.get("/log/checkpoint").content.decode())
    line = notes.cosignature(witness, note.text, 1_800_000_000)
    key = notes.Verifier("witness.example", witness.verifier.public, notes.COSIGNATURE)
    services.cosign(note=f"{note.text}\n{line}", witness=str(key))
    assert "<bdi>witness.example</bdi>" in page(client)


def test_the_log_is_found_from_the_other_pages(client: Client, db: None) -> None:
    assert 'href="/en/transparency/log/"' in client.get("/en/transparency/data/").content.decode()
