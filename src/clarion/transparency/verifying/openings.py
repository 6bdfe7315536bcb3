"""Whether the commitment of each case row opens to what the row says. Spread over the processors of the machine."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from clarion.transparency.editions.content import ITEM_OUTCOMES, WITHHELD, Case
from clarion.transparency.log.commitments import DIGEST, FIELDS, SALT, STATE
from clarion.transparency.verifying.edition import CASES, Edition
from clarion.transparency.verifying.verdicts import Check, bad, good

CHUNK = 122_880
"""Rows that one process takes at a time: those of a row group of Parquet."""

MAY_BE_WITHHELD = frozenset({"process", "requester", "country", "project"})
_NAMES = FIELDS[STATE]
_HEAD = f"clarion/{STATE}/v1\n".encode()
_ENCODED = tuple(one.encode() for one in _NAMES)
_FIRST_ITEMS = Case._fields.index("items_pending")
_MOST_KEPT = 100_000


class Opened(NamedTuple):
    """What one chunk of rows gave: commitments and receipts' commitments, and what does not hold."""

    commitments: list[bytes]
    firsts: list[bytes]
    wrong: list[str]


def record_of(row: Sequence[Any]) -> dict[str, Any]:
    """What a case row says, in the fields that a `state` leaf commits to."""
    case = Case(*row)
    items = row[_FIRST_ITEMS : _FIRST_ITEMS + len(ITEM_OUTCOMES)]
    return {
        "first": case.first,
        "counted": True,
        "half": case.half_year.replace("-h", "-H"),
        "kind": case.kind,
        "process": case.process,
        "requester": case.requester,
        "country": case.country,
        "project": case.project,
        "outcome": case.outcome,
        "items": {name: number for name, number in zip(ITEM_OUTCOMES, items, strict=True) if number},
        "accounts_potential": _bounds(case.accounts_potential_low, case.accounts_potential_high),
        "accounts_actual": _bounds(case.accounts_actual_low, case.accounts_actual_high),
    }


def _bounds(low: int | None, high: int | None) -> list[int] | None:
    return None if low is None or high is None else [low, high]


def rows_of(path: Path, first: int, count: int) -> list[tuple[Any, ...]]:
    """Some rows of a Parquet file of cases, in its order."""
    columns = ", ".join(Case._fields)
    quoted = str(path).replace("'", "''")
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as duck:
        return duck.execute(
            f"SELECT {columns} FROM read_parquet('{quoted}', file_row_number = true) "  # noqa: S608 - quoted
            "WHERE file_row_number >= ? AND file_row_number < ? ORDER BY file_row_number",
            [first, first + count],
        ).fetchall()


def opened(path: Path, first: int, count: int) -> Opened:
    """Opens some rows of a Parquet file of cases."""
    found = Opened([], [], [])
    digest = _digester()
    for number, row in enumerate(rows_of(path, first, count), first + 1):
        try:
            commitment, receipt = bytes.fromhex(row[0]), bytes.fromhex(row[1])
            if commitment != _commitment(row, digest):
                raise ValueError("its commitment does not open to what it says")
        except (ValueError, TypeError) as error:
            found.wrong.append(f"row {number} ({str(row[0])[:16]}…): {error}")
            continue
        found.commitments.append(commitment)
        found.firsts.append(receipt)
    return found


Digest = Callable[[int, bytes, Any], bytes]


def _digester() -> Digest:
    """Digests of fields; what is said of a value again and again is put into bytes once."""
    kept: list[dict[Any, bytes]] = [{} for _ in _NAMES]

    def digest(place: int, salt: bytes, value: Any) -> bytes:
        known = kept[place]
        key = (
            tuple(value.items())
            if isinstance(value, dict)
            else tuple(value)
            if isinstance(value, list)
            else value
        )
        said = known.get(key)
        if said is None:
            text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            said = _ENCODED[place] + b"\0" + text.encode()
            if len(known) < _MOST_KEPT and place:
                known[key] = said
        return sha256(salt + said).digest()

    return digest


def _commitment(row: Sequence[Any], digest: Digest) -> bytes:
    """The commitment that the opening of a row gives with its values.

    What a row tells must be open, and what is shut must say that it is withheld: else it could tell anything.

    Raises:
        ValueError: the opening cannot be read, or does not fit the row.
    """
    values = list(record_of(row).values())
    text = row[-1]
    try:
        given = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("its opening cannot be read") from error
    if given[:1] == b"A" and len(given) == 1 + SALT:
        salt = given[1:]
        if any(values[place] == WITHHELD for place, name in enumerate(_NAMES) if name in MAY_BE_WITHHELD):
            raise ValueError("a value is withheld, and its opening shows all of them")
        digests = [
            digest(place, hmac.digest(salt, name, "sha256")[:SALT], values[place])
            for place, name in enumerate(_ENCODED)
        ]
        return sha256(_HEAD + b"".join(digests)).digest()
    if given[:1] != b"S":
        raise ValueError("its opening cannot be read")
    digests = []
    for place, (is_open, piece) in enumerate(_pieces(given)):
        is_withheld = _NAMES[place] in MAY_BE_WITHHELD and values[place] == WITHHELD
        if is_open == is_withheld:
            what = (
                "is withheld, and its opening shows it"
                if is_open
                else "is told, and its opening does not show it"
            )
            raise ValueError(f"its {_NAMES[place]} {what}")
        digests.append(digest(place, piece, values[place]) if is_open else piece)
    return sha256(_HEAD + b"".join(digests)).digest()


def _pieces(given: bytes) -> Iterator[tuple[bool, bytes]]:
    at = 1
    for _ in _NAMES:
        is_open = given[at : at + 1] == b"\1"
        end = at + 1 + (SALT if is_open else DIGEST)
        if end > len(given) or given[at] > 1:
            raise ValueError("its opening is cut off")
        yield is_open, given[at + 1 : end]
        at = end
    if at != len(given):
        raise ValueError("its opening is too long")


def all_opened(path: Path, total: int) -> Opened:
    """Opens every row, in as many processes as there are processors where it is worth it."""
    pieces = [(path, at, CHUNK) for at in range(0, total, CHUNK)]
    if len(pieces) < 2:
        found = [opened(*one) for one in pieces]
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(len(pieces), os.cpu_count() or 1), mp_context=context) as pool:
            found = list(pool.map(opened, *zip(*pieces, strict=True)))
    together = Opened([], [], [])
    for one in found:
        together.commitments.extend(one.commitments)
        together.firsts.extend(one.firsts)
        together.wrong.extend(one.wrong)
    return together


def check_openings(edition: Edition) -> tuple[Check, Opened]:
    """That each row opens its commitment, and that none is there twice."""
    what = "Rows"
    nothing = Opened([], [], [])
    if not edition.has(CASES):
        return good(what, "this edition has no case rows: it tells published history."), nothing
    path = edition.folder / CASES
    try:
        with duckdb.connect() as duck:
            (total,) = duck.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0]
        found = all_opened(path, total)
    except duckdb.Error as error:
        return bad(what, f"{CASES} cannot be read: {str(error).splitlines()[0]}."), nothing
    wrong = list(found.wrong)
    wrong += [f"the commitment {one.hex()} is there twice" for one in _twice(found.commitments)]
    wrong += [f"the request {one.hex()} is counted twice" for one in _twice(found.firsts)]
    if total != edition.manifest.get("cases"):
        wrong.append(f"there are {total:,} rows, and {edition.manifest.get('cases')} were signed")
    if wrong:
        return bad(what, f"{len(wrong):,} of {total:,} are not as they were committed to.", wrong), found
    return good(what, f"each of {total:,} opens its own commitment to what it says."), found


def _twice(values: list[bytes]) -> list[bytes]:
    if len(set(values)) == len(values):
        return []
    seen: set[bytes] = set()
    return sorted({one for one in values if one in seen or seen.add(one)})  # type: ignore[func-returns-value]
