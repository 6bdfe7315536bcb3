"""Sealing the confidential: one key a dossier, wrapped with age for the people who may open it.

The recipients' public keys are in the settings, so anybody who runs Clarion can put papers in. The identity that
opens them is a file outside the database and its backup; without it everything but reading dossiers goes on.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from clarion.register.errors import NoKey

_NONCE = 12
_PURPOSE = "clarion.register."


def new_key() -> bytes:
    """A fresh key for one dossier."""
    return secrets.token_bytes(32)


def wrap(key: bytes) -> bytes:
    """The key, encrypted for every recipient.

    Raises:
        NoKey: no recipient is set, or one of them is none.
    """
    wrapped: bytes = pyrage.encrypt(key, list(_recipients(_listed())))
    return wrapped


def unwrap(wrapped: bytes | memoryview) -> bytes:
    """The key of a dossier.

    Raises:
        NoKey: there is no identity here, or it is not among those the key was wrapped for.
    """
    try:
        key: bytes = pyrage.decrypt(bytes(wrapped), list(_identities()))
    except pyrage.DecryptError as error:
        raise NoKey(
            _("The key in %(file)s does not open this dossier. Put back the key it was written for.")
            % {"file": settings.DOSSIER_IDENTITY_FILE}
        ) from error
    return key


def recipients_mark() -> str:
    """Which set of recipients is set now: a dossier with another mark waits for `rotate_keys`.

    Raises:
        NoKey: no recipient is set.
    """
    return hashlib.sha256("\n".join(sorted(_listed())).encode()).hexdigest()[:16]


def seal(key: bytes, plaintext: bytes, context: str) -> bytes:
    """Encrypted with AES-256-GCM. It opens only in the same `context`, so that nothing can be moved elsewhere."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """What was sealed.

    Raises:
        NoKey: it was changed, moved, or sealed with another key.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except InvalidTag as error:
        raise NoKey(_("A paper of the dossier is damaged or was put there by somebody else.")) from error


def mark(purpose: str, text: str) -> str:
    """A keyed digest that recognises a text without telling it, for looking it up."""
    return salted_hmac(_PURPOSE + purpose, text, algorithm="sha256").hexdigest()


def identity_trouble() -> str:
    """Why dossiers cannot be read here, in one line; empty if they can."""
    try:
        _recipients(_listed())
        identities = _identities()
    except NoKey as trouble:
        return str(trouble)
    mine = {str(one.to_public()) for one in identities}
    if not mine & set(_listed()):
        return _("The key in %(file)s is none of CLARION_DOSSIER_RECIPIENTS.") % {
            "file": settings.DOSSIER_IDENTITY_FILE
        }
    return ""


def _listed() -> tuple[str, ...]:
    listed = tuple(settings.DOSSIER_RECIPIENTS)
    if not listed:
        raise NoKey(
            _(
                "No dossier can be written: CLARION_DOSSIER_RECIPIENTS is empty. "
                "`clarion init` makes a key; set its age1… there."
            )
        )
    return listed


@lru_cache(maxsize=8)
def _recipients(listed: tuple[str, ...]) -> tuple[pyrage.x25519.Recipient, ...]:
    found = []
    for one in listed:
        try:
            found.append(pyrage.x25519.Recipient.from_str(one))
        except pyrage.RecipientError as error:
            raise NoKey(
                _("CLARION_DOSSIER_RECIPIENTS: %(key)s is no age recipient; those begin with age1.")
                % {"key": one}
            ) from error
    return tuple(found)


def _identities() -> tuple[pyrage.x25519.Identity, ...]:
    path = settings.DOSSIER_IDENTITY_FILE
    if not path:
        raise NoKey(_("Dossiers cannot be read here: CLARION_DOSSIER_IDENTITY_FILE is not set."))
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError as error:
        raise NoKey(
            _("Dossiers cannot be read here: the key file %(file)s: %(reason)s. Put it back.")
            % {"file": path, "reason": error.strerror}
        ) from error
    return _read_identities(str(path), changed)


@lru_cache(maxsize=2)
def _read_identities(path: str, changed: int) -> tuple[pyrage.x25519.Identity, ...]:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        return tuple(
            pyrage.x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith("#")
        )
    except (OSError, UnicodeError, pyrage.IdentityError) as error:
        raise NoKey(
            _("Dossiers cannot be read here: %(file)s holds no age identity (AGE-SECRET-KEY-…).")
            % {"file": path}
        ) from error
