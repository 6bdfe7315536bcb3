"""The signature of an edition, and its place in the log."""

from __future__ import annotations

from clarion.transparency.editions.models import Edition


def text_of(edition: Edition, sha256: str) -> str:
    """What is signed, in three lines: what it is, which edition, and the SHA-256 of its manifest."""
    return f"clarion edition\n{edition.series} {edition.period} {edition.number}\nsha256 {sha256}\n"


def sign(text: str) -> str:
    """The text as a signed note; blank where no log is kept."""
    return ""


def enter_in_log(edition: Edition, sha256: str) -> int | None:
    """Appends the edition to the log; returns the id of its leaf, None where no log is kept."""
    return None
