"""The signature of an edition, and its place in the log."""

from __future__ import annotations

from django.conf import settings

from clarion.transparency.editions.models import Edition
from clarion.transparency.log import services as log


def text_of(edition: Edition, sha256: str) -> str:
    """What is signed, in three lines: what it is, which edition, and the SHA-256 of its manifest."""
    return f"clarion edition\n{edition.series} {edition.period} {edition.number}\nsha256 {sha256}\n"


def sign(text: str) -> str:
    """The text as a note signed with the keys of the log; blank where there is no key."""
    return log.sign_note(text) if settings.LOG_KEYS else ""


def enter_in_log(edition: Edition, sha256: str) -> int:
    """Appends the edition to the log; returns the id of its leaf."""
    leaf = log.append_edition(
        series=edition.series, period=str(edition.period), number=edition.number, manifest=sha256
    )
    return leaf.pk
