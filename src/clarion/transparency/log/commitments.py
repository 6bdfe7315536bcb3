"""Commitments: 32 bytes that say nothing of a record, and by which it is proved later, as a whole or field by field.

A record has a type and fields in a fixed order. Each field has a digest of its own, salted, so that an opening can
show some fields and only the digests of the others:

    salt of a field  = HMAC-SHA256(salt of the record, name), the first 16 bytes
    digest of a field = SHA-256(salt of the field || name || 0x00 || value as canonical JSON)
    commitment = SHA-256("clarion/" + type + "/v1" + "\\n" || the digests in order)

Two records with the same content have unrelated commitments, because their salts are random.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

RECEIVED = "received"
STATE = "state"
EDITION = "edition"
FIELDS: Mapping[str, tuple[str, ...]] = {
    RECEIVED: ("reference",),
    STATE: (
        "first", "counted", "half", "kind", "process", "requester", "country", "project", "outcome", "items",
        "accounts_potential", "accounts_actual",
    ),
    EDITION: ("series", "period", "number", "manifest"),
}  # fmt: skip
"""The fields of each type of record, in the order in which they are committed to."""

SALT = 16
DIGEST = 32
_ALL, _SOME = b"A", b"S"
_OPEN, _SHUT = b"\1", b"\0"
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class BadOpening(ValueError):
    """An opening that cannot be read, or does not fit its record."""


def canonical(value: Any) -> bytes:
    """A value as JSON in one form only: keys in order, no spaces, letters as they are, UTF-8."""
    return _JSON.encode(value).encode()


def salt_of_field(salt: bytes, name: str) -> bytes:
    """The salt of one field, from the salt of its record."""
    return hmac.digest(salt, name.encode(), "sha256")[:SALT]


def digest_of_field(salt: bytes, name: str, value: Any) -> bytes:
    """The digest of one field; `salt` is the field's own."""
    return hashlib.sha256(salt + name.encode() + b"\0" + canonical(value)).digest()


def commitment(sort: str, record: Mapping[str, Any], salt: bytes) -> bytes:
    """The commitment to a record of this type, with the salt of the record.

    Raises:
        KeyError: a field is missing, or there is no such type.
    """
    digests = [digest_of_field(salt_of_field(salt, name), name, record[name]) for name in FIELDS[sort]]
    return _joined(sort, digests)


def salt_of_receipt(receipt_hash: str) -> bytes:
    """The salt of the record `received`. Whoever holds the receipt can work it out, and nobody else.

    `receipt_hash` is the SHA-256 of the receipt's secret, in hexadecimal.
    """
    return hmac.digest(bytes.fromhex(receipt_hash), b"clarion/received", "sha256")[:SALT]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: the salt of the record, or of each field its salt or its digest."""

    salt: bytes | None = None
    fields: tuple[tuple[bool, bytes], ...] = ()
    """For each field in order: whether it is open, and then its salt; else its digest."""

    @classmethod
    def whole(cls, salt: bytes) -> Opening:
        """Opens every field."""
        return cls(salt=salt)

    @classmethod
    def partly(cls, sort: str, record: Mapping[str, Any], salt: bytes, shut: Collection[str]) -> Opening:
        """Opens every field but those that are shut."""
        if not shut:
            return cls.whole(salt)
        fields = []
        for name in FIELDS[sort]:
            own = salt_of_field(salt, name)
            fields.append((False, digest_of_field(own, name, record[name])) if name in shut else (True, own))
        return cls(fields=tuple(fields))

    @classmethod
    def read(cls, text: str) -> Opening:
        """The opening that `str` wrote.

        Raises:
            BadOpening: it is none.
        """
        try:
            given = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        except (binascii.Error, UnicodeEncodeError) as error:
            raise BadOpening("it is not in base64") from error
        if given[:1] == _ALL and len(given) == 1 + SALT:
            return cls.whole(given[1:])
        if given[:1] != _SOME:
            raise BadOpening("it is neither whole nor in parts")
        fields, at = [], 1
        while at < len(given):
            is_open = given[at : at + 1] == _OPEN
            end = at + 1 + (SALT if is_open else DIGEST)
            if end > len(given):
                raise BadOpening("it is cut off")
            fields.append((is_open, given[at + 1 : end]))
            at = end
        return cls(fields=tuple(fields))

    def __str__(self) -> str:
        given = _ALL + self.salt if self.salt is not None else _SOME + b"".join(
            (_OPEN if is_open else _SHUT) + value for is_open, value in self.fields
        )  # fmt: skip
        return base64.urlsafe_b64encode(given).rstrip(b"=").decode()

    def commitment(self, sort: str, record: Mapping[str, Any]) -> bytes:
        """The commitment that this opens with the fields of `record`; of those that are shut none need be there.

        Raises:
            BadOpening: it does not fit the type, or a field that it opens is missing.
        """
        names = FIELDS[sort]
        if self.salt is not None:
            try:
                return commitment(sort, record, self.salt)
            except KeyError as error:
                raise BadOpening(f"the field {error} is missing") from error
        if len(self.fields) != len(names):
            raise BadOpening(f"it has {len(self.fields)} fields; a record {sort!r} has {len(names)}")
        digests = []
        for name, (is_open, value) in zip(names, self.fields, strict=True):
            if is_open and name not in record:
                raise BadOpening(f"the field {name!r} is missing")
            digests.append(digest_of_field(value, name, record[name]) if is_open else value)
        return _joined(sort, digests)


def _joined(sort: str, digests: Collection[bytes]) -> bytes:
    return hashlib.sha256(f"clarion/{sort}/v1\n".encode() + b"".join(digests)).digest()
