"""Keys, signed notes and checkpoints, in the forms that others read."""

from __future__ import annotations

import pytest

from clarion.transparency.log import notes
from clarion.transparency.log.notes import BadNote, Note, Signer, TreeHead, Verifier


def test_a_key_is_read_as_it_was_written(key: Signer) -> None:
    assert Signer.read(str(key)) == key
    assert Verifier.read(str(key.verifier)) == key.verifier


def test_a_note_holds_for_its_key_and_for_no_other(key: Signer) -> None:
    note = Note.read(notes.signed("Hello.\n", [key]))
    note.check(key.verifier)
    with pytest.raises(BadNote, match="did not sign"):
        note.check(Signer.new("example.org/log").verifier)


def test_the_newer_and_the_older_key_sign_together(key: Signer) -> None:
    newer = Signer.new("example.org/log")
    note = Note.read(notes.signed("Hello.\n", [newer, key]))
    note.check(newer.verifier)
    note.check(key.verifier)


@pytest.mark.parametrize("place", range(0, 120, 7))
def test_a_changed_letter_is_noticed(key: Signer, place: int) -> None:
    whole = notes.signed(str(TreeHead("example.org/log", 5, b"\2" * 32)), [key])
    place = min(place, len(whole) - 2)
    letter = "A" if whole[place] != "A" else "B"
    with pytest.raises(BadNote):
        Note.read(whole[:place] + letter + whole[place + 1 :]).check(key.verifier)


def test_a_witness_signs_with_the_moment(key: Signer) -> None:
    witness = Signer.new("witness.example")
    text = str(TreeHead("example.org/log", 5, b"\2" * 32))
    line = notes.cosignature(witness, text, 1_800_000_000)
    public = Verifier("witness.example", witness.verifier.public, notes.COSIGNATURE)
    public.check(text, line)
    with pytest.raises(BadNote):
        public.check(text.replace("5", "6"), line)


def test_a_checkpoint_says_which_log_how_many_and_the_root() -> None:
    head = TreeHead("example.org/log", 5, b"\2" * 32)
    assert TreeHead.read(str(head)) == head


@pytest.mark.parametrize(
    "text",
    ["", "a\n1\n", "a\n01\nAgIC\n", "a\n-1\nAAAA\n", "a\n1\nnot base64\n", "\n1\nAAAA\n", "a\n1\nAAAA\n"],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        TreeHead.read(text)


@pytest.mark.parametrize("text", ["", "a", "a+b", "a+00000000+AQ==", "PRIVATE+KEY+a+00000000+AQ=="])
def test_what_is_no_key_is_refused(text: str) -> None:
    for read in (Signer.read, Verifier.read):
        with pytest.raises(BadNote):
            read(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b"])
def test_a_name_that_no_key_can_have_is_refused(name: str) -> None:
    with pytest.raises(BadNote):
        Signer.new(name)
