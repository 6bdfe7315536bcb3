"""The whole proof of one edition, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clarion.transparency.log.commitments import EDITION, BadOpening, Opening
from clarion.transparency.log.notes import Verifier
from clarion.transparency.verifying import edition as editions
from clarion.transparency.verifying.durations import check_medians
from clarion.transparency.verifying.edition import Edition
from clarion.transparency.verifying.logs import Log, check_checkpoint, check_entries
from clarion.transparency.verifying.openings import Opened, opening
from clarion.transparency.verifying.receipts import Receipt, check_receipt
from clarion.transparency.verifying.tables import check_formats, check_tables
from clarion.transparency.verifying.verdicts import Check, bad, good, unknown

Show = Callable[[str], None]


def verify(
    edition: Edition,
    log: Log | None,
    keys: list[Verifier],
    receipt: Receipt | None = None,
    show: Show | None = None,
) -> Iterator[Check]:
    """Each thing that has to hold, in order. It does not stop at the first that does not."""
    tell = show or (lambda step: None)
    tell("Hashing the files")
    yield editions.check_signature(edition, keys)
    yield editions.check_files(edition)
    with opening(edition) as are_open:
        tell("Grouping the rows")
        yield check_tables(edition)
        yield from check_medians(edition)
        yield check_formats(edition)
        tell("Opening the rows")
        openings, rows = are_open()
    yield openings
    yield from _in_log(edition, log, keys, rows, receipt, tell)


def _in_log(
    edition: Edition, log: Log | None, keys: list[Verifier], rows: Opened, receipt: Receipt | None, tell: Show
) -> Iterator[Check]:
    if log is None or not keys:
        lacking = "no log is known" if log is None else "there is no key to check it with: give --key"
        yield unknown("Log", f"{lacking}. Give its address with --log https://…/log/.")
        return
    tell("Hashing the log")
    checkpoint, head = check_checkpoint(log, keys)
    yield checkpoint
    if head is None:
        return
    own, trouble = _own_leaf(edition)
    mine = {receipt.commitment} if receipt else set()
    missing = {*rows.commitments, *rows.firsts, *mine, *([own] if own else [])}
    whole = check_entries(log, head, missing)
    yield whole
    if not whole.holds:
        return
    yield _rows_in_log(edition, rows, missing)
    if own is None:
        yield bad("Edition in the log", trouble)
    elif own in missing:
        yield bad("Edition in the log", f"the log has no entry {own.hex()} for {edition.name}.")
    else:
        yield good("Edition in the log", f"{edition.name} is entry {own.hex()[:16]}… of the log.")
    if receipt:
        yield check_receipt(receipt, rows, missing, True)


def _rows_in_log(edition: Edition, rows: Opened, missing: set[bytes]) -> Check:
    what = "Rows in the log"
    if not edition.has(editions.CASES):
        return good(what, "there are none to look for.")
    wrong = [f"the row {one.hex()} is not" for one in rows.commitments if one in missing]
    wrong += [f"the receipt {one.hex()} is not" for one in rows.firsts if one in missing]
    if wrong:
        return bad(what, f"{len(wrong):,} of them are not.", wrong)
    return good(what, f"all {len(rows.commitments):,} are in the log, each with its receipt.")


def _own_leaf(edition: Edition) -> tuple[bytes | None, str]:
    """The commitment to the edition itself, or why it cannot be told."""
    text = editions.leaf_opening(edition)
    if not text:
        return None, f"{editions.NOTE} does not say what opens its entry."
    told = edition.manifest
    record = {
        "series": told["series"], "period": told["period"], "number": told["edition"], "manifest": edition.sha256,
    }  # fmt: skip
    try:
        return Opening.read(text).commitment(EDITION, record), ""
    except BadOpening as error:
        return None, f"the opening of its entry cannot be used: {error}."
