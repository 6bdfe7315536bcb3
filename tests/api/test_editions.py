"""Published editions over HTTP: their list, their files at addresses that stay, ranges, and what is not there."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.core.models import User
from clarion.register.roles import Role, group_of
from clarion.transparency.editions import services
from clarion.transparency.editions.content import Content, Row, Table
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.log import services as log
from clarion.transparency.log.notes import Signer
from clarion.transparency.periods import parse
from clarion.transparency.verifying import command as verifying

BASE = "/api/v1/editions"
FORMS = ("csv", "json", "parquet", "xlsx", "ods", "sqlite")


def publish(count: int = 1, reason: str = "") -> Edition:
    people = []
    for name in ("first", "second"):
        person, _ = User.objects.get_or_create(email=f"{name}@example.org")
        person.groups.add(group_of(Role.EDITOR))
        people.append(person)
    rows = (Row("content", "request", (), "refused", count, count),)
    content = Content(parse("2017-h1"), False, "imported", [Table("total", (), rows, "tallies")])
    draft = services.freeze(actor=people[0], series=Series.REPORT, content=content, reason=reason)
    return services.publish(actor=people[1], edition=draft)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.CLARION_EDITIONS_DIR = tmp_path / "editions"
    return tmp_path / "editions"


@pytest.fixture
def edition(db: None) -> Edition:
    return publish()


def content(client: Client, address: str, **headers: str) -> bytes:
    answer = client.get(address, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code in (200, 206), answer.content
    return b"".join(answer)


def test_editions_are_listed_with_files_at_addresses_that_stay(client: Client, edition: Edition) -> None:
    told = client.get(BASE).json()["editions"]
    assert [(one["period"], one["number"]) for one in told] == [("2017-h1", 1)]
    assert client.get(f"{BASE}/2017-h1").json() == told[0]
    for file in told[0]["files"]:
        path = file["url"].partition("://")[2].partition("/")[2]
        assert hashlib.sha256(content(client, f"/{path}")).hexdigest() == file["sha256"]


def test_every_format_lies_below_the_period(client: Client, edition: Edition) -> None:
    for form in FORMS:
        answer = client.get(f"{BASE}/2017-h1/dataset.{form}")
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert f"transparency-2017-h1-dataset.{form}" in answer["Content-Disposition"]
        assert b"".join(answer)
    package = json.loads(content(client, f"{BASE}/2017-h1/datapackage.json"))
    assert package["name"] == "transparency-2017-h1"
    assert content(client, f"{BASE}/2017-h1/manifest.json").decode() == edition.manifest


def test_a_correction_takes_the_place_of_the_newest_and_the_first_stays(
    client: Client, edition: Edition
) -> None:
    publish(2, "A letter was counted twice.")
    told = client.get(f"{BASE}/2017-h1").json()
    assert (told["number"], told["reason"]) == (2, "A letter was counted twice.")
    first, second = (content(client, f"{BASE}/2017-h1/{one}/dataset.csv") for one in (1, 2))
    assert first != second == content(client, f"{BASE}/2017-h1/dataset.csv")
    numbered = client.head(f"{BASE}/2017-h1/1/dataset.csv")
    assert "immutable" in numbered["Cache-Control"]
    assert "immutable" not in client.head(f"{BASE}/2017-h1/dataset.csv")["Cache-Control"]


def test_parts_of_a_file_can_be_asked_for(client: Client, edition: Edition) -> None:
    address = f"{BASE}/2017-h1/dataset.csv"
    whole = content(client, address)
    for asked, expected in (
        ("0-9", whole[:10]),
        ("10-", whole[10:]),
        ("-5", whole[-5:]),
        ("3-99999", whole[3:]),
    ):
        answer = client.get(address, headers={"Range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert b"".join(answer) == expected
        assert answer["Content-Range"].endswith(f"/{len(whole)}")
    beyond = client.get(address, headers={"Range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond["Content-Type"]) == (416, "application/problem+json")
    assert content(client, address, **{"Range": "bytes=0-1", "If-Range": '"other"'}) == whole
    assert content(client, address, Range="lines=1-2") == whole


def test_who_has_a_file_already_is_not_sent_it_again(client: Client, edition: Edition) -> None:
    address = f"{BASE}/2017-h1/dataset.csv"
    tag = client.head(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again["ETag"]) == (304, tag)
    assert client.get(address, headers={"If-Match": '"other"'}).status_code == 412


def test_a_head_tells_the_size_alone(client: Client, edition: Edition) -> None:
    answer = client.head(f"{BASE}/2017-h1/dataset.csv")
    assert (answer.content, answer["Accept-Ranges"]) == (b"", "bytes")
    assert int(answer["Content-Length"]) == len(content(client, f"{BASE}/2017-h1/dataset.csv"))


@pytest.mark.parametrize("path", ["2016", "2016/dataset.csv", "nothing", "2017-h1/3/dataset.csv"])
def test_a_period_without_an_edition_is_a_problem(client: Client, edition: Edition, path: str) -> None:
    answer = client.get(f"{BASE}/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"].endswith("#no-such-edition")
    assert answer.json()["allowed"] == ["2017-h1"]


@pytest.mark.parametrize("name", ["dataset.exe", "..%2Fmanifest.json", "cases.csv"])
def test_a_file_that_an_edition_has_not_is_a_problem(client: Client, edition: Edition, name: str) -> None:
    answer = client.get(f"{BASE}/2017-h1/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_draft_is_not_shown(client: Client, edition: Edition) -> None:
    person = User.objects.get(email="first@example.org")
    rows = (Row("content", "request", (), "refused", 5, 5),)
    drafted = Content(parse("2018"), False, "imported", [Table("total", (), rows, "tallies")])
    services.freeze(actor=person, series=Series.REPORT, content=drafted)
    assert client.get(f"{BASE}/2018").status_code == 404
    assert client.get(f"{BASE}/2018/dataset.csv").status_code == 404


def test_only_reading_is_allowed(client: Client, edition: Edition) -> None:
    answer = client.post(f"{BASE}/2017-h1/dataset.csv")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.options(f"{BASE}/2017-h1/dataset.csv")["Access-Control-Allow-Origin"] == "*"


def test_the_archive_holds_every_edition_and_is_made_anew_when_one_comes(
    client: Client, edition: Edition
) -> None:
    first = content(client, f"{BASE}/archive.zip")
    assert content(client, f"{BASE}/archive.zip") == first
    publish(2, "A letter was counted twice.")
    with zipfile.ZipFile(io.BytesIO(content(client, f"{BASE}/archive.zip"))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {"report/2017-h1/1/manifest.json", "report/2017-h1/2/dataset.ods"} <= set(names)
        assert archive.read("report/2017-h1/1/manifest.json").decode() == edition.manifest


def verified(archive: bytes, folder: Path, key: Signer) -> tuple[int, str]:
    """What `clarion report verify` says of an unpacked archive: its status, and what it prints."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
    return said_of(folder, key)


def said_of(folder: Path, key: Signer) -> tuple[int, str]:
    said = io.StringIO()
    status = verifying.run(
        str(folder), key=str(key.verifier), receipt=None, log="", stdout=said, stderr=io.StringIO()
    )
    return status, said.getvalue()


def test_the_archive_alone_proves_every_edition_in_it(
    client: Client, edition: Edition, settings: Settings, tmp_path: Path
) -> None:
    publish(2, "A letter was counted twice.")
    log.sequence()
    packed = content(client, f"{BASE}/archive.zip")
    key, unpacked = Signer.read(settings.LOG_KEYS[0]), tmp_path / "unpacked"
    status, said = verified(packed, unpacked, key)
    assert status == 0, said
    assert said.count("All of it holds.") == said.count("give the root that is signed") == 2

    [entries] = (unpacked / "log/tile/entries").rglob("16")
    for path, at, named in (
        (entries, 40, "Log: DOES NOT HOLD"),
        (unpacked / "log/checkpoint", -4, "Checkpoint: DOES NOT HOLD"),
        (unpacked / "report/2017-h1/1/manifest.json", 5, "Signature: DOES NOT HOLD"),
    ):
        kept = path.read_bytes()
        path.write_bytes(kept[:at] + bytes([kept[at] ^ 1]) + kept[at:][1:])
        status, said = said_of(unpacked, key)
        assert (status, named in said) == (1, True), said
        path.write_bytes(kept)
    entries.unlink()
    assert said_of(unpacked, key)[0] == 1


def test_the_archive_stays_the_same_while_the_log_grows(client: Client, edition: Edition) -> None:
    waiting = content(client, f"{BASE}/archive.zip")
    log.sequence()
    proving = content(client, f"{BASE}/archive.zip")
    assert proving != waiting
    log.append_edition(series="dsa", period="2026", number=1, manifest="00" * 32)
    log.sequence()
    assert content(client, f"{BASE}/archive.zip") == proving


def test_what_a_retired_key_signed_is_proved_by_its_public_half(
    client: Client, edition: Edition, settings: Settings, tmp_path: Path
) -> None:
    old = Signer.read(settings.LOG_KEYS[0])
    new = Signer.new(old.name)
    settings.LOG_KEYS = [str(new), str(old.verifier)]
    log.sequence()
    with zipfile.ZipFile(io.BytesIO(content(client, f"{BASE}/archive.zip"))) as packed:
        packed.extractall(tmp_path / "unpacked")
    said = io.StringIO()
    status = verifying.run(
        str(tmp_path / "unpacked"), key="", receipt=None, log="", stdout=said, stderr=io.StringIO()
    )
    assert status == 0, said.getvalue()
    assert f"with the key {old.verifier.key_id.hex()}" in said.getvalue()
