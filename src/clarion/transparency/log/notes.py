"""Signed notes (C2SP signed-note) with Ed25519, the checkpoints they carry (tlog-checkpoint), and cosignatures of
witnesses (tlog-cosignature)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from struct import pack, unpack
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

SIGNATURE, COSIGNATURE = 1, 4
_PRIVATE = "PRIVATE+KEY+"
_DASH = "\u2014 "


class BadNote(ValueError):
    """A key, note or checkpoint that cannot be read, or whose signature does not hold."""


class Signature(NamedTuple):
    """One line under a note: who signed, the id of the key, and the bytes of the signature."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key. `str` gives it in the form of signed notes: `name+id+key`."""

    name: str
    public: bytes
    algorithm: int = SIGNATURE

    @classmethod
    def read(cls, text: str) -> Verifier:
        """The key that a text names.

        Raises:
            BadNote: it names none, or its id is of another.
        """
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise BadNote("a verifier key has three parts: name+id+key")
        name, key_id, encoded = parts
        key = _base64(encoded, "the verifier key")
        if not name or " " in name or len(key) != 33 or key[0] not in (SIGNATURE, COSIGNATURE):
            raise BadNote("this is no verifier key with Ed25519")
        found = cls(name, key[1:], key[0])
        if found.key_id.hex() != key_id.lower():
            raise BadNote(f"the verifier key of {name} has the id {found.key_id.hex()}, and names {key_id}")
        return found

    @property
    def key_id(self) -> bytes:
        """The first four bytes of a digest of name and key, by which signatures name it."""
        return hashlib.sha256(
            self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        ).digest()[:4]  # fmt: skip

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def check(self, text: str, signature: Signature) -> None:
        """That this key signed the text of a note.

        Raises:
            BadNote: it did not.
        """
        signed, value = text.encode(), signature.value
        if self.algorithm == COSIGNATURE:
            if len(value) != 72:
                raise BadNote(f"the cosignature of {self.name} has a wrong length")
            (moment,) = unpack(">Q", value[:8])
            signed, value = f"cosignature/v1\ntime {moment}\n".encode() + signed, value[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, signed)
        except InvalidSignature as error:
            raise BadNote(f"the signature of {self.name} does not hold") from error


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key. `str` gives it as Go's `note` package writes one; keep it secret."""

    name: str
    seed: bytes

    @classmethod
    def new(cls, name: str) -> Signer:
        """A new key for the log of this name (no spaces, no plus sign)."""
        if not name or "+" in name or " " in name:
            raise BadNote(f"{name!r} is no name of a key: it may have no space and no plus sign")
        key = Ed25519PrivateKey.generate()
        return cls(name, key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))

    @classmethod
    def read(cls, text: str) -> Signer:
        """The key that a text holds.

        Raises:
            BadNote: it holds none, or its id is of another.
        """
        text = text.strip()
        parts = text.removeprefix(_PRIVATE).split("+", 2)
        if not text.startswith(_PRIVATE) or len(parts) != 3:
            raise BadNote("a signing key begins with PRIVATE+KEY+ and has a name, an id and a key")
        name, key_id, encoded = parts
        key = _base64(encoded, "the signing key")
        if len(key) != 33 or key[0] != SIGNATURE:
            raise BadNote("this is no signing key with Ed25519")
        found = cls(name, key[1:])
        if found.verifier.key_id.hex() != key_id.lower():
            raise BadNote(f"the signing key of {name} does not fit its id")
        return found

    @property
    def verifier(self) -> Verifier:
        """The public key."""
        return Verifier(self.name, _public(self.seed))

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([SIGNATURE]) + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{encoded}"

    def signature(self, text: str) -> Signature:
        """The signature of a text, which ends with a line break."""
        value = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return Signature(self.name, self.verifier.key_id, value)


@lru_cache(maxsize=8)
def _public(seed: bytes) -> bytes:
    return (
        Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    )


def cosignature(signer: Signer, text: str, moment: int) -> Signature:
    """What a witness writes under a checkpoint: its signature, with the moment in seconds since 1970."""
    key = Verifier(signer.name, signer.verifier.public, COSIGNATURE)
    signed = f"cosignature/v1\ntime {moment}\n{text}".encode()
    value = Ed25519PrivateKey.from_private_bytes(signer.seed).sign(signed)
    return Signature(signer.name, key.key_id, pack(">Q", moment) + value)


@dataclass(frozen=True, slots=True)
class Note:
    """A text with the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def read(cls, given: str) -> Note:
        """The note that a text is.

        Raises:
            BadNote: it is none.
        """
        text, found, lines = given.rpartition("\n\n")
        if not found or not lines.endswith("\n"):
            raise BadNote("this is no signed note: no empty line stands before the signatures")
        signatures = []
        for line in lines.splitlines():
            name, _space, encoded = line.removeprefix(_DASH).partition(" ")
            value = _base64(encoded, "a signature")
            if not line.startswith(_DASH) or not name or len(value) < 5:
                raise BadNote(f"this is no line of a signature: {line[:80]!r}")
            signatures.append(Signature(name, value[:4], value[4:]))
        return cls(text + "\n", tuple(signatures))

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def check(self, verifier: Verifier) -> None:
        """That this key signed it.

        Raises:
            BadNote: it did not, or its signature does not hold.
        """
        mine = [one for one in self.signatures if (one.name, one.key_id) == (verifier.name, verifier.key_id)]
        if not mine:
            raise BadNote(f"{verifier.name} did not sign it with the key {verifier.key_id.hex()}")
        for one in mine:
            verifier.check(self.text, one)


def signed(text: str, signers: list[Signer]) -> str:
    """A text as a note that all of these sign.

    Raises:
        BadNote: the text does not end with a line break.
    """
    if not text.endswith("\n"):
        raise BadNote("the text of a note ends with a line break")
    return str(Note(text, tuple(one.signature(text) for one in signers)))


class TreeHead(NamedTuple):
    """What a checkpoint says: which log, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> TreeHead:
        """What the text of a checkpoint says.

        Raises:
            BadNote: it is none.
        """
        lines = text.split("\n")
        if len(lines) < 4 or not lines[0] or not (lines[1].isascii() and lines[1].isdigit()):
            raise BadNote("this is no checkpoint: its lines are the log, the size and the root")
        if str(int(lines[1])) != lines[1]:
            raise BadNote("the size of a checkpoint has no zeros before it")
        root = _base64(lines[2], "the root")
        if len(root) != 32:
            raise BadNote("the root of a checkpoint has 32 bytes")
        return cls(lines[0], int(lines[1]), root)


def _base64(text: str, what: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise BadNote(f"{what} is not in base64") from error
