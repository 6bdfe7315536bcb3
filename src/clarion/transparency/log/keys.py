"""The keys of the log: the first signs what is new, and all sign while one takes the place of another.

Of a key that signs no more the public half stays, so that what it signed can still be checked.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from clarion.transparency.log.notes import BadNote, Signer, Verifier


class NoLogKey(RuntimeError):
    """There is no key to sign with. The message says how to mend it."""


def read(lines: Iterable[str]) -> tuple[list[Signer], list[Verifier]]:
    """The keys that sign and those that signed once, each in order, from lines with a key each.

    Raises:
        BadNote: a line is no key.
    """
    signing, retired = list[Signer](), list[Verifier]()
    for line in lines:
        if line.startswith("PRIVATE+"):
            signing.append(Signer.read(line))
        else:
            retired.append(Verifier.read(line))
    return signing, retired


def signers() -> list[Signer]:
    """The keys that sign, the newest first.

    Raises:
        NoLogKey: there is none, or one cannot be read.
    """
    return _given()[0]


def verifiers() -> list[Verifier]:
    """The public keys, the newest first, those that sign no more at the end; none where there is no key."""
    try:
        signing, retired = _given()
    except NoLogKey:
        return []
    return [*(one.verifier for one in signing), *retired]


def origin() -> str:
    """The name of the log: that of its newest key.

    Raises:
        NoLogKey: there is no key.
    """
    return signers()[0].name


def _given() -> tuple[list[Signer], list[Verifier]]:
    try:
        signing, retired = read(settings.LOG_KEYS)
    except BadNote as error:
        raise NoLogKey(f"CLARION_LOG_KEY cannot be used: {error}.") from error
    if not signing:
        raise NoLogKey(
            "the log has no key to sign with: set CLARION_LOG_KEY_FILE to the file that `clarion init` made."
        )
    return signing, retired
