"""Whether the commitment of each case row opens to what the row says. Spread over the processors of the machine."""

from __future__ import annotations

import base64
import binascii
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from clarion.transparency.editions.content import ITEM_OUTCOMES, WITHHELD, Case
from clarion.transparency.log.commitments import DIGEST, FIELDS, SALT, STATE, canonical
from clarion.transparency.verifying.edition import CASES, Edition
from clarion.transparency.verifying.verdicts import Check, bad, good

CHUNK = 61_440
"""Rows that one process takes at a time: those of half a row group of Parquet."""

_WHAT = "Rows"
MAY_BE_WITHHELD = frozenset({"process", "requester", "country", "project"})
_NAMES = FIELDS[STATE]
_MAY_BE_WITHHELD = [place for place, name in enumerate(_NAMES) if name in MAY_BE_WITHHELD]
_HEAD = f"clarion/{STATE}/v1\n".encode()
_ENCODED = tuple(one.encode() for one in _NAMES)
_FIRST_ITEMS = Case._fields.index("items_pending")
_ITEMS = slice(_FIRST_ITEMS, _FIRST_ITEMS + len(ITEM_OUTCOMES))
_TEXTS = slice(Case._fields.index("half_year"), _FIRST_ITEMS)
_POTENTIAL, _ACTUAL = slice(_ITEMS.stop, _ITEMS.stop + 2), slice(_ITEMS.stop + 2, _ITEMS.stop + 4)
_NONE: frozenset[int] = frozenset()
_MOST_KEPT = 100_000
_PADDING = bytes(64 - SALT)
_INNER, _OUTER = (bytes(one ^ pad for one in range(256)) for pad in (0x36, 0x5C))


class Opened(NamedTuple):
    """What one chunk of rows gave: commitments and receipts' commitments, and what does not hold."""

    commitments: list[bytes]
    firsts: list[bytes]
    wrong: list[str]


def record_of(row: Sequence[Any]) -> dict[str, Any]:
    """What a case row says, in the fields that a `state` leaf commits to."""
    case = Case(*row)
    items = row[_ITEMS]
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
    said = _Said()
    for number, row in enumerate(rows_of(path, first, count), first + 1):
        try:
            commitment, receipt = bytes.fromhex(row[0]), bytes.fromhex(row[1])
            if commitment != _commitment(row[-1], *said.of(row)):
                raise ValueError("its commitment does not open to what it says")
        except (ValueError, TypeError) as error:
            found.wrong.append(f"row {number} ({str(row[0])[:16]}…): {error}")
            continue
        found.commitments.append(commitment)
        found.firsts.append(receipt)
    return found


class _Said:
    """What rows say of each field, as it is hashed. What many rows say is put into bytes once; the first is of one."""

    def __init__(self) -> None:
        self._kept: list[dict[Any, bytes]] = [{} for _ in _NAMES[1:]]

    def of(self, row: tuple[Any, ...]) -> tuple[list[bytes], frozenset[int]]:
        """The name and the value of each field, and the places of those that are withheld."""
        keys = (True, *row[_TEXTS], row[_ITEMS], row[_POTENTIAL], row[_ACTUAL])
        said = [kept.get(key, b"") for kept, key in zip(self._kept, keys, strict=True)]
        if not all(said):
            for place, value in enumerate(list(record_of(row).values())[1:]):
                said[place] = said[place] or self._keep(place, keys[place], value)
        withheld = _NONE
        if WITHHELD in keys:
            withheld = frozenset(one for one in _MAY_BE_WITHHELD if keys[one - 1] == WITHHELD)
        return [_hashed(0, row[1]), *said], withheld

    def _keep(self, place: int, key: Any, value: Any) -> bytes:
        said = _hashed(place + 1, value)
        if len(self._kept[place]) < _MOST_KEPT:
            self._kept[place][key] = said
        return said


def _hashed(place: int, value: Any) -> bytes:
    return _ENCODED[place] + b"\0" + canonical(value)


def _commitment(opening: str, said: Sequence[bytes], withheld: frozenset[int]) -> bytes:
    """The commitment that the opening of a row gives with what it says.

    What a row tells must be open, and what is shut must say that it is withheld: else it could tell anything.

    Raises:
        ValueError: the opening cannot be read, or does not fit the row.
    """
    try:
        given = base64.urlsafe_b64decode(opening.encode("ascii") + b"=" * (-len(opening) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("its opening cannot be read") from error
    if given[:1] == b"A" and len(given) == 1 + SALT:
        if withheld:
            raise ValueError("a value is withheld, and its opening shows all of them")
        digests = [sha256(salt + one).digest() for salt, one in zip(_salts(given[1:]), said, strict=True)]
        return sha256(_HEAD + b"".join(digests)).digest()
    if given[:1] != b"S":
        raise ValueError("its opening cannot be read")
    digests = []
    for place, (is_open, piece) in enumerate(_pieces(given)):
        if is_open == (place in withheld):
            what = (
                "is withheld, and its opening shows it"
                if is_open
                else "is told, and its opening does not show it"
            )
            raise ValueError(f"its {_NAMES[place]} {what}")
        digests.append(sha256(piece + said[place]).digest() if is_open else piece)
    return sha256(_HEAD + b"".join(digests)).digest()


def _salts(salt: bytes) -> Iterator[bytes]:
    """The salt of each field: HMAC-SHA256 (RFC 2104) with the salt of the record, whose two blocks are hashed once."""
    padded = salt + _PADDING
    inner, outer = sha256(padded.translate(_INNER)), sha256(padded.translate(_OUTER))
    for name in _ENCODED:
        within, around = inner.copy(), outer.copy()
        within.update(name)
        around.update(within.digest())
        yield around.digest()[:SALT]


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


@contextmanager
def opening(edition: Edition) -> Iterator[Callable[[], tuple[Check, Opened]]]:
    """Begins to open the rows of an edition, in as many processes as there are processors where it is worth it.

    Gives what waits until they are open, and says that each row opens its commitment, and that none is there twice.
    """
    path = edition.folder / CASES
    if not edition.has(CASES):
        yield lambda: (
            good(_WHAT, "this edition has no case rows: it tells published history."), Opened([], [], [])
        )  # fmt: skip
        return
    try:
        with duckdb.connect() as duck:
            (total,) = duck.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0]
    except duckdb.Error as error:
        unreadable = _unreadable(error)
        yield lambda: unreadable
        return
    pieces = [(path, at, CHUNK) for at in range(0, total, CHUNK)]
    if len(pieces) < 2:
        yield lambda: _checked(edition, total, lambda: [opened(*one) for one in pieces])
        return
    count = min(len(pieces), os.cpu_count() or 1)
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.map(opened, *zip(*pieces, strict=True))
        try:
            yield lambda: _checked(edition, total, lambda: list(found))
        finally:
            pool.shutdown(cancel_futures=True)


def _checked(edition: Edition, total: int, pieces: Callable[[], list[Opened]]) -> tuple[Check, Opened]:
    found = Opened([], [], [])
    try:
        for one in pieces():
            found.commitments.extend(one.commitments)
            found.firsts.extend(one.firsts)
            found.wrong.extend(one.wrong)
    except duckdb.Error as error:
        return _unreadable(error)
    wrong = list(found.wrong)
    wrong += [f"the commitment {one.hex()} is there twice" for one in _twice(found.commitments)]
    wrong += [f"the request {one.hex()} is counted twice" for one in _twice(found.firsts)]
    if total != edition.manifest.get("cases"):
        wrong.append(f"there are {total:,} rows, and {edition.manifest.get('cases')} were signed")
    if wrong:
        return bad(_WHAT, f"{len(wrong):,} of {total:,} are not as they were committed to.", wrong), found
    return good(_WHAT, f"each of {total:,} opens its own commitment to what it says."), found


def _unreadable(error: duckdb.Error) -> tuple[Check, Opened]:
    return bad(_WHAT, f"{CASES} cannot be read: {str(error).splitlines()[0]}."), Opened([], [], [])


def _twice(values: list[bytes]) -> list[bytes]:
    if len(set(values)) == len(values):
        return []
    seen: set[bytes] = set()
    return sorted({one for one in values if one in seen or seen.add(one)})  # type: ignore[func-returns-value]
