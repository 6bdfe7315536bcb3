"""A published edition with its log, made up: what `clarion report verify` proves, without a register behind it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from clarion.transparency.editions import tabulating
from clarion.transparency.editions.content import (
    DAY,
    ITEM_OUTCOMES,
    MEDIAN,
    WITHHELD,
    Case,
    Cases,
    Content,
    Mark,
    Row,
    Table,
)
from clarion.transparency.editions.disclosure import rules
from clarion.transparency.log import tiles
from clarion.transparency.log.commitments import (
    EDITION,
    RECEIVED,
    STATE,
    Opening,
    commitment,
    salt_of_receipt,
)
from clarion.transparency.log.notes import Signer, TreeHead, signed
from clarion.transparency.log.tree import leaf_hash
from clarion.transparency.periods import parse
from clarion.transparency.verifying.logs import root_of
from clarion.transparency.verifying.openings import record_of

PERIOD = "2026-h1"
NAME = "example.org/log"
_SHUT = 7
"""One of so many rows has its country withheld."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where the edition and the log lie, the key, and the receipt of the first row."""

    folder: Path
    log: Path
    signer: Signer
    reference: str
    secret: str


def publish(place: Path, count: int, *, with_formats: bool = True) -> Published:
    """Makes an edition of `count` case rows in a folder, and the log beside it. Needs Django set up."""
    folder, log = place / "report" / PERIOD / "1", place / "log"
    folder.mkdir(parents=True)
    rows = list(_cases(count))
    _write_cases(rows, folder / "cases.parquet")
    files = ["cases.parquet", *_write_files(folder, count, with_formats)]
    manifest = {
        "format": "clarion edition 1", "series": "report", "period": PERIOD, "edition": 1,
        "first_day": "2026-01-01", "last_day": "2026-06-30", "cases": count,
        "files": [_file(folder / one) for one in sorted(files)],
    }  # fmt: skip
    text = json.dumps(manifest, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    signer = Signer.new(NAME)
    own = sign(folder, signer)
    entries = [bytes.fromhex(one) for row in rows for one in row[:2]]
    write_log(log, [*entries, own], signer)
    return Published(folder, log, signer, *_receipt(0))


def sign(folder: Path, signer: Signer) -> bytes:
    """Signs the manifest that lies in a folder; returns the edition's entry of the log."""
    sha256 = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    record = {"series": "report", "period": PERIOD, "number": 1, "manifest": sha256}
    salt = hashlib.sha256(b"edition").digest()[:16]
    told = f"clarion edition\nreport {PERIOD} 1\nsha256 {sha256}\nopening {Opening.whole(salt)}\n"
    (folder / "manifest.note").write_text(signed(told, [signer]), encoding="utf-8")
    return commitment(EDITION, record, salt)


def write_log(folder: Path, entries: Sequence[bytes], signer: Signer) -> None:
    """A log of these entries as files."""
    for place in range(-(-len(entries) // tiles.WIDTH)):
        some = list(entries[place * tiles.WIDTH : (place + 1) * tiles.WIDTH])
        path = folder / "tile" / "entries" / tiles.path_of(place, len(some))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiles.bundle(some))
    head = TreeHead(NAME, len(entries), root_of([leaf_hash(one) for one in entries]))
    (folder / "checkpoint").write_text(signed(str(head), [signer]), encoding="utf-8")
    (folder / "key").write_text(f"{signer.verifier}\n", encoding="utf-8")


def _receipt(number: int) -> tuple[str, str]:
    return f"REF-{number}", f"secret-{number}"


def _cases(count: int) -> Iterator[tuple[Any, ...]]:
    chance = Random(5)
    for number in range(count):
        reference, secret = _receipt(number)
        salt_of_first = salt_of_receipt(hashlib.sha256(secret.encode()).hexdigest())
        first = commitment(RECEIVED, {"reference": reference}, salt_of_first).hex()
        items = [chance.randrange(3) for _ in ITEM_OUTCOMES]
        kind = chance.choice(("content", "copyright", "user_data"))
        accounts = [1, 1, None, None] if kind == "user_data" else [None] * 4
        told = Case(
            "", first, PERIOD, kind, "informal_government" if kind == "user_data" else "",
            chance.choice(("government_court", "company")), chance.choice(("DE", "FR", "US", "")),
            chance.choice(("en.wikipedia", "=evil.wikipedia")), chance.choice(("refused", "partial", "full")),
            *items, *accounts, "",
        )  # fmt: skip
        salt = hashlib.sha256(f"row {number}".encode()).digest()[:16]
        record = record_of(told)
        shut = ("country",) if number % _SHUT == 0 else ()
        opening = str(Opening.partly(STATE, record, salt, shut))
        country = WITHHELD if shut else told.country
        yield told._replace(
            commitment=commitment(STATE, record, salt).hex(), country=country, opening=opening
        )


def _write_cases(rows: Sequence[tuple[Any, ...]], path: Path) -> None:
    typed = ", ".join(
        f"{name} {'BIGINT' if name.startswith(('items_', 'accounts_')) else 'VARCHAR'}"
        for name in Case._fields
    )
    with duckdb.connect() as duck:
        duck.execute(f"CREATE TABLE cases ({typed})")
        for at in range(0, len(rows), 100_000):
            columns = [list(one) for one in zip(*rows[at : at + 100_000], strict=True)]
            duck.execute(f"INSERT INTO cases SELECT {', '.join('unnest(?)' for _ in columns)}", columns)
        tabulating.write_rows(duck, path)


def content_of(folder: Path, count: int) -> Content:
    """What an edition with the case rows of a folder says."""
    with duckdb.connect() as duck:
        duck.execute("CREATE TABLE cases AS FROM read_parquet(?)", [str(folder / "cases.parquet")])
        tables = [*tabulating.tables_of(duck), *_days(duck)]
    cases = Cases(folder / "cases.parquet", count)
    return Content(parse(PERIOD), True, "register", tables, cases, (), "2026-1", "2026-1")


def _days(duck: duckdb.DuckDBPyConnection) -> Iterator[Table]:
    """Medians and classes of days that fit together: every request was decided, on the ninth day; few are withheld."""
    medians, classes = [], []
    for kind, count in duck.execute(
        "SELECT kind, count(*) FROM cases GROUP BY kind ORDER BY kind"
    ).fetchall():
        is_told = count >= rules().fewest_decided(kind)
        bounds = (9, 9, Mark.NONE) if is_told else (None, None, Mark.WITHHELD)
        medians.append(Row(kind, DAY, (), "", *bounds))
        span = "8-30" if is_told else WITHHELD
        classes.append(Row(kind, "request", (span,), "", count, count, bounds[2]))
    yield Table(MEDIAN, (), tuple(medians), "register")
    yield Table("days", ("days",), tuple(classes), "register")


def _write_files(folder: Path, count: int, with_formats: bool) -> list[str]:
    from clarion.transparency.datasets import writing
    from clarion.transparency.editions import freezing

    content = content_of(folder, count)
    written = freezing.write_tables(content, folder)
    if with_formats:
        written += writing.write(content, folder)
    return [one.name for one in written]


def _file(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "name": path.name, "media_type": "application/octet-stream", "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
