"""A log as outsiders have it: as files in a folder, or at an address (C2SP tlog-tiles)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clarion.transparency.log import tiles
from clarion.transparency.log.notes import BadNote, Note, TreeHead, Verifier
from clarion.transparency.log.tiles import WIDTH
from clarion.transparency.log.tree import EMPTY, leaf_hash, node_hash
from clarion.transparency.verifying.fetching import Absent, Fetch
from clarion.transparency.verifying.verdicts import Check, Unreadable, bad, good, unknown

CHECKPOINT, KEY = "checkpoint", "key"
_AT_ONCE = 8
_WINDOW = 512

Read = Callable[[str], bytes]
"""The bytes of a file of the log, by its path below `/log/`."""


class Log:
    """One log. `place` says where it is read from."""

    def __init__(self, place: str, read: Read) -> None:
        self.place, self.read = place, read

    @classmethod
    def in_folder(cls, folder: Path) -> Log:
        """The log whose files lie in a folder."""

        def read(name: str) -> bytes:
            try:
                return folder.joinpath(name).read_bytes()
            except OSError as error:
                raise Absent(f"{folder / name}: {error.strerror}") from error

        return cls(str(folder), read)

    @classmethod
    def at(cls, address: str, fetch: Fetch) -> Log:
        """The log at an address that ends with `/log/`."""
        base = address.rstrip("/") + "/"
        return cls(base, lambda name: fetch(base + name))

    def keys(self) -> list[Verifier]:
        """The keys that it says it has.

        Raises:
            Unreadable: they cannot be read.
        """
        try:
            return read_keys(self.read(KEY).decode())
        except (Absent, BadNote, UnicodeDecodeError) as error:
            raise Unreadable(f"the key of the log cannot be read: {error}. Give it with --key.") from error

    def bundles(self, size: int) -> Iterator[tuple[str, bytes]]:
        """Every file of entries of the first `size` leaves, in order, with its path."""
        paths = [
            f"tile/entries/{tiles.path_of(place, min(WIDTH, size - place * WIDTH))}"
            for place in range(-(-size // WIDTH))
        ]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for at in range(0, len(paths), _WINDOW):
                some = paths[at : at + _WINDOW]
                yield from zip(some, pool.map(self.read, some), strict=True)


def read_keys(text: str) -> list[Verifier]:
    """The verifier keys of a text, one a line.

    Raises:
        BadNote: a line is none, or there are none.
    """
    found = [Verifier.read(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise BadNote("there is no verifier key")
    return found


def check_checkpoint(log: Log, keys: list[Verifier]) -> tuple[Check, TreeHead | None]:
    """That the head of the log is signed by its key."""
    what = "Checkpoint"
    try:
        note = Note.read(log.read(CHECKPOINT).decode())
        head = TreeHead.read(note.text)
        named = {(one.name, one.key_id) for one in note.signatures}
        key = next((one for one in keys if (one.name, one.key_id) in named), keys[0])
        note.check(key)
    except Absent as error:
        return unknown(what, f"the log has none: {error}."), None
    except (BadNote, UnicodeDecodeError) as error:
        return bad(what, f"{log.place}: {error}."), None
    if head.origin not in {one.name for one in keys}:
        return bad(what, f"it is of the log {head.origin!r}, and the key is of {keys[0].name!r}."), None
    return good(what, f"{key.name} signed the log of {head.size:,} leaves."), head


def check_entries(log: Log, head: TreeHead, wanted: set[bytes]) -> Check:
    """That the entries of the log give the root that is signed. What is met of `wanted` is taken out of it.

    The whole tree is hashed (RFC 6962, section 2.1), so that each entry is proved to be in it.
    """
    what = "Log"
    hashes: list[bytes] = []
    try:
        for path, bundle in log.bundles(head.size):
            entries = _entries(bundle, path)
            if len(hashes) + len(entries) < head.size and len(entries) != WIDTH:
                raise ValueError(f"{path} has {len(entries)} entries instead of {WIDTH}")
            wanted.difference_update(entries)
            hashes.extend(map(leaf_hash, entries))
    except Absent as error:
        return unknown(what, f"its entries cannot be read: {error}.")
    except ValueError as error:
        return bad(what, f"its entries are not as they should be: {error}.")
    if len(hashes) != head.size:
        return bad(what, f"it has {len(hashes):,} entries, and its checkpoint says {head.size:,}.")
    if root_of(hashes) != head.root:
        return bad(what, "its entries do not give the root that its checkpoint signs: an entry was changed.")
    return good(what, f"its {head.size:,} entries give the root that is signed.")


def root_of(hashes: list[bytes]) -> bytes:
    """The root of the tree over the hashes of its leaves (RFC 6962, section 2.1)."""
    row = hashes
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)] + odd
    return row[0] if row else EMPTY


def _entries(bundle: bytes, path: str) -> list[bytes]:
    try:
        return tiles.unbundle(bundle)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
