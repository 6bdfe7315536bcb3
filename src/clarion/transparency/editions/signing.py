"""The signature of an edition, and its place in the log."""

from __future__ import annotations

from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.models import Edition
from clarion.transparency.log import keys, services
from clarion.transparency.log.commitments import Opening


def text_of(edition: Edition, sha256: str, opening: str) -> str:
    """What is signed, in four lines: what it is, which edition, its manifest's SHA-256, what opens its leaf."""
    named = f"{edition.series} {edition.period} {edition.number}"
    return f"clarion edition\n{named}\nsha256 {sha256}\nopening {opening}\n"


def sign(text: str) -> str:
    """The text as a note signed with the key of the log (C2SP signed-note).

    Raises:
        EditionError: there is no key.
    """
    try:
        return services.sign_note(text)
    except keys.NoLogKey as error:
        raise EditionError(f"nothing can be signed: {error}", "no_key") from error


def enter_in_log(edition: Edition, sha256: str) -> tuple[int, str]:
    """Appends the edition to the log; returns the id of its leaf, and what opens it for everybody."""
    leaf = services.append_edition(
        series=edition.series, period=str(edition.period), number=edition.number, manifest=sha256
    )
    return leaf.pk, str(Opening.whole(bytes(leaf.salt)))
