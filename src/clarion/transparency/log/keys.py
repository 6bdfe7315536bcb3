"""The keys of the log: the first signs what is new, and all sign while one takes the place of another."""

from __future__ import annotations

from django.conf import settings

from clarion.transparency.log.notes import BadNote, Signer, Verifier


class NoLogKey(RuntimeError):
    """There is no key to sign with. The message says how to mend it."""


def signers() -> list[Signer]:
    """The keys that sign, the newest first.

    Raises:
        NoLogKey: there is none, or one cannot be read.
    """
    given = settings.LOG_KEYS
    if not given:
        raise NoLogKey(
            "the log has no key to sign with: set CLARION_LOG_KEY_FILE to the file that `clarion init` made."
        )
    try:
        return [Signer.read(one) for one in given]
    except BadNote as error:
        raise NoLogKey(f"CLARION_LOG_KEY cannot be used: {error}.") from error


def verifiers() -> list[Verifier]:
    """The public keys, the newest first; none where there is no key."""
    try:
        return [one.verifier for one in signers()]
    except NoLogKey:
        return []


def origin() -> str:
    """The name of the log: that of its newest key.

    Raises:
        NoLogKey: there is no key.
    """
    return signers()[0].name
