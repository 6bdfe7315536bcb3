"""Whatever is changed of an edition, its log, its signatures or a receipt is named, and the proof fails."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from bench.published import NAME, Published, sign, write_log
from clarion.transparency.log import tiles
from clarion.transparency.log.notes import Signer
from clarion.transparency.verifying import command
from transparency.verifying.conftest import ROWS, failing, proved

pytestmark = pytest.mark.once


def flip(path: Path, at: int = -1) -> None:
    """Changes one byte."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def resign(edition: Published) -> None:
    """What whoever holds the key could do: name the changed files in the manifest, and sign it anew."""
    path = edition.folder / "manifest.json"
    manifest = json.loads(path.read_text())
    for one in manifest["files"]:
        content = (edition.folder / one["name"]).read_bytes()
        one |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    path.write_text(json.dumps(manifest))
    sign(edition.folder, edition.signer)


def change_rows(edition: Published, statement: str) -> None:
    """Changes case rows, with a manifest that is signed anew."""
    path = edition.folder / "cases.parquet"
    with duckdb.connect() as duck:
        duck.execute(f"CREATE TABLE cases AS FROM read_parquet('{path}')")
        duck.execute(statement)
        duck.table("cases").write_parquet(str(path))
    resign(edition)


def test_what_was_published_holds(edition: Published) -> None:
    status, printed = proved(edition)
    assert status == 0, printed
    assert f"all {ROWS} are in the log" in printed
    assert "Time to decide: holds" in printed
    assert printed.endswith("All of it holds.\n")


def test_the_key_of_the_log_is_used_where_none_is_given_and_that_is_said(edition: Published) -> None:
    said = io.StringIO()
    status = command.run(str(edition.folder), key="", receipt=None, log="", stdout=io.StringIO(), stderr=said)
    assert status == 0
    assert str(edition.signer.verifier) in said.getvalue()


def test_every_file_is_named_if_one_byte_of_it_changes(edition: Published) -> None:
    names = [one["name"] for one in json.loads((edition.folder / "manifest.json").read_text())["files"]]
    for name in names:
        kept = (edition.folder / name).read_bytes()
        flip(edition.folder / name, len(kept) // 2)
        status, printed = proved(edition)
        assert (status, "Files" in failing(printed)) == (1, True), name
        assert f"{name} has the SHA-256" in printed
        (edition.folder / name).write_bytes(kept)


def test_a_file_that_is_missing_longer_or_added_is_named(edition: Published) -> None:
    (edition.folder / "dataset.csv").unlink()
    (edition.folder / "dataset.ods").open("ab").write(b"x")
    (edition.folder / "more.csv").write_text("x")
    _status, printed = proved(edition)
    assert "dataset.csv is missing" in printed
    assert "more.csv is not named" in printed
    assert "dataset.ods has" in printed


ROW_CHANGES = {
    "a told value": "UPDATE cases SET outcome = 'full' WHERE outcome = 'refused'",
    "a number": "UPDATE cases SET items_full = items_full + 1",
    "an unrecorded number": "UPDATE cases SET accounts_actual_low = 0, accounts_actual_high = 0",
    "the half-year": "UPDATE cases SET half_year = '2025-h2'",
    "a withheld value told": "UPDATE cases SET country = 'DE' WHERE country = 'withheld'",
    "a told value withheld": "UPDATE cases SET project = 'withheld'",
    "the receipt": "UPDATE cases SET first = sha256(first)",
    "the commitment": "UPDATE cases SET commitment = sha256(commitment)",
    "no commitment": "UPDATE cases SET commitment = ''",
    "a salt": "UPDATE cases SET opening = 'AAAAAAAAAAAAAAAAAAAAAAA'",
    "half an opening": "UPDATE cases SET opening = left(opening, 10)",
    "no opening": "UPDATE cases SET opening = 'é'",
    "a row twice": "INSERT INTO cases SELECT * FROM cases LIMIT 1",
    "a row less": "DELETE FROM cases WHERE commitment = (SELECT min(commitment) FROM cases)",
}


@pytest.mark.parametrize("statement", ROW_CHANGES.values(), ids=ROW_CHANGES.keys())
def test_a_changed_row_is_named_even_if_the_manifest_is_signed_anew(
    edition: Published, statement: str
) -> None:
    change_rows(edition, statement)
    status, printed = proved(edition)
    assert status == 1
    assert {"Rows", "Edition in the log"} <= failing(printed)
    assert "Signature: holds" in printed


def test_a_row_that_is_not_in_the_log_is_named(edition: Published) -> None:
    entries = _entries(edition)
    write_log(edition.log, entries[2:], edition.signer)
    status, printed = proved(edition)
    assert status == 1
    assert failing(printed) == {"Rows in the log"}
    assert f"the row {entries[0].hex()} is not" in printed


def test_tables_that_do_not_follow_from_the_rows_are_named(edition: Published) -> None:
    path = edition.folder / "tables.json"
    told = json.loads(path.read_text())
    row = next(one for one in told["tables"][0]["rows"] if one[1] == "request")
    row[4] += 1
    path.write_text(json.dumps(told))
    resign(edition)
    status, printed = proved(edition)
    assert status == 1
    assert {"Tables", "Data files"} <= failing(printed)
    assert f"table total, {row[0]} request {row[3]}: it says {row[4]} to {row[5]}" in printed


@pytest.mark.parametrize("name", ["cases.csv", "dataset.csv"])
def test_a_csv_file_that_says_something_else_is_named(edition: Published, name: str) -> None:
    path = edition.folder / name
    path.write_text(path.read_text().replace("content", "copyright", 1))
    resign(edition)
    _status, printed = proved(edition)
    assert "Data files" in failing(printed)
    assert f"{name} and" in printed


def _in_archive(path: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as given:
        parts = {one: given.read(one) for one in given.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as kept:
        for one, content in parts.items():
            kept.writestr(one, content)


def _in_database(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as kept:
        kept.execute(statement)
        kept.commit()


def _in_text(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new, 1))


FORMAT_CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a count of json": (
        "dataset.json and tables.json: row 1",
        lambda path: _in_text(path, '"low": ', '"low": 1'),
    ),
    "a row less in json": (
        "dataset.json has no case rows",
        lambda path: _in_text(path, '"cases": [', '"rows": ['),
    ),
    "a count of sqlite": (
        "dataset.sqlite and tables.json: row 2",
        lambda path: _in_database(path, "UPDATE counts SET high = high + 1 WHERE rowid = 2"),
    ),
    "a case row of sqlite": (
        "dataset.sqlite and cases.parquet: row 300",
        lambda path: _in_database(path, "DELETE FROM cases WHERE rowid = 300"),
    ),
    "a cell of ods": (
        "dataset.ods and tables.json: row",
        lambda path: _in_archive(path, "content.xml", b"<text:p>FR<", b"<text:p>DE<"),
    ),
    "a cell of xlsx": (
        "dataset.xlsx and",
        lambda path: _in_archive(path, "xl/worksheets/sheet3.xml", b"content", b"copyright"),
    ),
}


@pytest.mark.parametrize(("expected", "change"), FORMAT_CHANGES.values(), ids=FORMAT_CHANGES.keys())
def test_a_data_file_that_says_something_else_is_named(
    edition: Published, expected: str, change: Callable[[Path], None]
) -> None:
    change(edition.folder / expected.split()[0])
    resign(edition)
    _status, printed = proved(edition)
    assert "Data files" in failing(printed)
    assert expected in printed


def test_an_entry_of_the_log_that_changes_is_named(edition: Published) -> None:
    for at in (5, 1):  # a hash, and a length
        path = next((edition.log / "tile" / "entries").rglob("000"))
        kept = path.read_bytes()
        flip(path, at)
        status, printed = proved(edition)
        assert (status, failing(printed)) == (1, {"Log"})
        path.write_bytes(kept)


def _entries(edition: Published) -> list[bytes]:
    return [
        one
        for path in sorted(
            (one for one in (edition.log / "tile" / "entries").rglob("*") if one.is_file()),
            key=lambda one: str(one).replace(".p/", "~"),
        )
        for one in tiles.unbundle(path.read_bytes())
    ]


CHECKPOINT_CHANGES: dict[str, Callable[[list[str]], list[str]]] = {
    "origin": lambda lines: ["other.example/log", *lines[1:]],
    "size": lambda lines: [lines[0], str(int(lines[1]) - 1), *lines[2:]],
    "root": lambda lines: [*lines[:2], "A" * 43 + "=", *lines[3:]],
    "signature": lambda lines: [*lines[:-2], lines[-2][:-10] + "AAAAAAAAA=", lines[-1]],
    "no signature": lambda lines: [*lines[:3], ""],
}


@pytest.mark.parametrize("change", CHECKPOINT_CHANGES.values(), ids=CHECKPOINT_CHANGES.keys())
def test_a_checkpoint_that_changes_is_named(
    edition: Published, change: Callable[[list[str]], list[str]]
) -> None:
    path = edition.log / "checkpoint"
    path.write_text("\n".join(change(path.read_text().split("\n"))))
    status, printed = proved(edition)
    assert (status, failing(printed)) == (1, {"Checkpoint"})


def test_a_manifest_that_changes_is_named(edition: Published) -> None:
    path = edition.folder / "manifest.json"
    path.write_text(path.read_text() + " ")
    status, printed = proved(edition)
    assert (status, failing(printed)) == (1, {"Signature", "Edition in the log"})
    assert "manifest.json is not the one that was signed" in printed


def test_a_signature_that_changes_is_named(edition: Published) -> None:
    path = edition.folder / "manifest.note"
    text = path.read_text()
    for changed in (text[:-12] + "AAAAAAAAAAA\n", text.replace(" 1\n", " 2\n"), "nothing", ""):
        path.write_text(changed)
        status, printed = proved(edition)
        assert status == 1
        assert "Signature" in failing(printed)
    path.unlink()
    assert "its signature was taken away" in proved(edition)[1]


def test_another_key_proves_nothing(edition: Published) -> None:
    status, printed = proved(edition, key=str(Signer.new(NAME).verifier))
    assert (status, failing(printed)) == (1, {"Signature", "Checkpoint"})


@pytest.mark.parametrize("key", ["x", "example.org/log+00000000+AAAA", "+"])
def test_a_key_that_is_none_is_refused(edition: Published, key: str) -> None:
    with pytest.raises(command.CannotVerify):
        proved(edition, key=key)


def test_a_receipt_finds_its_request_counted_once(edition: Published, tmp_path: Path) -> None:
    path = tmp_path / "receipt.txt"
    path.write_text(f"Reference: {edition.reference}\nSecret: {edition.secret}\n")
    status, printed = proved(edition, receipt=path)
    assert status == 0
    assert f"{edition.reference} is in the log, and counted once" in printed


@pytest.mark.parametrize("field", ["reference", "secret"])
def test_a_receipt_that_is_mistyped_is_not_found(edition: Published, tmp_path: Path, field: str) -> None:
    told = {"reference": edition.reference, "secret": edition.secret}
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(told | {field: told[field] + "x"}))
    status, printed = proved(edition, receipt=path)
    assert (status, failing(printed)) == (1, {"Receipt"})


def test_a_receipt_that_is_none_is_refused(edition: Published, tmp_path: Path) -> None:
    path = tmp_path / "receipt.txt"
    path.write_text("Dear Sir or Madam")
    with pytest.raises(command.CannotVerify, match="is no receipt"):
        proved(edition, receipt=path)


def test_an_edition_without_a_log_is_not_proved(edition: Published) -> None:
    shutil.rmtree(edition.log)
    (edition.folder / "datapackage.json").write_text("{}")
    assert proved(edition)[0] == 1


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "clarion edition 9"}'])
def test_what_is_no_edition_is_refused(edition: Published, content: str) -> None:
    (edition.folder / "manifest.json").write_text(content)
    with pytest.raises(command.CannotVerify):
        proved(edition)


def test_a_manifest_never_leads_out_of_its_folder(edition: Published) -> None:
    path = edition.folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"][0]["name"] = "../../../log/key"
    path.write_text(json.dumps(manifest))
    with pytest.raises(command.CannotVerify):
        proved(edition)
