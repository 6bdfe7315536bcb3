"""The signature of an edition, and its place in the log."""

from __future__ import annotations

from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.models import Edition
from clarion.transparency.log import keys, services


def text_of(edition: Edition, sha256: str) -> str:
    """What is signed, in three lines: what it is, which edition, and the SHA-256 of its manifest."""
    return f"clarion edition\n{edition.series} {edition.period} {edition.number}\nsha256 {sha256}\n"


def sign(text: str) -> str:
    """The text as a note signed with the key of the log (C2SP signed-note).

    Raises:
        EditionError: there is no key.
    """
    try:
        return services.sign_note(text)
    except keys.NoLogKey as error:
        raise EditionError(f"nothing can be signed: {error}", "no_key") from error


def enter_in_log(edition: Edition, sha256: str) -> int:
    """Appends the edition to the log; returns the id of its leaf."""
    leaf = services.append_edition(
        series=edition.series, period=str(edition.period), number=edition.number, manifest=sha256
    )
    return leaf.pk
