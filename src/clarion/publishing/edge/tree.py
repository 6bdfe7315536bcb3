"""The baked tree in memory: what readers ask for often is read once, until the tree changes.

A tree changes when its manifest does, or when `current` comes to be another one. That is looked at before an answer,
at most twenty times a second: two calls of the system, however many readers there are.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Any

from clarion.publishing.edge import coding, redirects

Headers = list[tuple[str, str]]

LOOK_EVERY = 0.05
LARGEST_KEPT = 1024 * 1024
"""Larger files are read from the disk, piece by piece, for each reader."""
MEMORY = 64 * 1024 * 1024
"""What the files kept by one process may take together."""
PIECE = 256 * 1024
MOST_CHANGES = 5
"""How often a file is read anew when the tree changes during each reading."""
SETTLED_AFTER = 2
"""Seconds after which a file's time of change, told in whole ones, can be told from the next."""
INDEXES = ("html", "xml", "json", "csv", "txt", "webmanifest", "jsonld", "svg", "css", "ics", "bin")
"""The endings of what answers an address that ends with a slash."""
_ENCODED = (".gz", ".br")


@dataclass(frozen=True, slots=True)
class Variant:
    """A file in one coding. `headers` are those of a 200; `body` is None where the file is too large to be kept."""

    etag: str
    size: int
    modified: int | None
    headers: Headers
    headers_unchanged: Headers
    body: list[bytes] | None
    path: str

    def piece(self, first: int, last: int) -> list[bytes] | Iterator[bytes]:
        """The bytes from `first` to `last`."""
        if self.body is not None:
            return [self.body[0][first : last + 1]]
        return _pieces(self.path, first, last - first + 1)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What answers an address: its variants by coding, and whether a query may change what it says."""

    variants: dict[str, Variant]
    is_asset: bool

    @property
    def size(self) -> int:
        """The bytes that all variants take in memory."""
        return sum(one.size for one in self.variants.values())

    def best(self, accept_encoding: str | None) -> Variant:
        """The variant for an `Accept-Encoding`."""
        variants = self.variants
        if len(variants) > 1:
            for one in coding.accepted(accept_encoding):
                if one in variants:
                    return variants[one]
        return variants[coding.IDENTITY]


@dataclass(frozen=True, slots=True)
class Told:
    """What the manifest tells of a file."""

    media_type: str
    language: str


class Tree:
    """The files of a site directory. Safe to ask from many threads.

    `headers_for(path)` gives what an answer says beside what the file itself decides; None leaves the file to Django.
    """

    def __init__(self, site: Path, headers_for: Callable[[str], Headers | None]) -> None:
        self._site = site
        self._current = site / "current"
        self._manifest_path = site / "manifest.json"
        self._headers_for = headers_for
        self._lock = threading.Lock()
        self._next_look = 0.0
        self._sign: object = None
        self._root: Path | None = None
        self._files: dict[str, KeptFile] = {}
        self._used = 0
        self._manifest: bytes | None = None
        self._redirects: dict[str, redirects.Moved] | None = None
        self.generation = 0

    @property
    def is_there(self) -> bool:
        """Whether anything was baked."""
        return self._root is not None

    def get(self, address: str) -> KeptFile | None:
        """The file that answers an address (a path without its query, as WSGI gives it), if there is one."""
        if time.monotonic() >= self._next_look:
            self.look()
        return self._files.get(address) or self._load(address)

    def file(self, path: str) -> KeptFile | None:
        """A file by its path in the tree, also one that no address leads to, such as `404/en.html`."""
        if time.monotonic() >= self._next_look:
            self.look()
        return self._files.get(f"\0{path}") or self._load_path(f"\0{path}", path)

    def moved(self, address: str) -> redirects.Moved | None:
        """Where an address without a file leads, by the redirects of the tree."""
        if self._redirects is None:
            self._redirects = redirects.read(self._root / "_redirects") if self._root else {}
        return self._redirects.get(address) if self._redirects else None

    def look(self) -> None:
        """Forgets everything if the tree is another one by now."""
        self._next_look = time.monotonic() + LOOK_EVERY
        if self._sign_now() == self._sign:
            return
        with self._lock:
            sign = self._sign_now()
            self._root = Path(os.path.realpath(self._current)) if sign[1] else None
            self._files = {}
            self._used = 0
            self._manifest = self._redirects = None
            self._sign = sign
            self.generation += 1

    def _sign_now(self) -> tuple[object, object]:
        # A folder changes its times when something in it comes or goes; which one it is, is told by its number.
        return _stamp(self._manifest_path), (_stamp(self._current) or ())[:2]

    def _load(self, address: str) -> KeptFile | None:
        path = _path_of(address)
        return None if path is None or self._root is None else self._load_path(address, path)

    def _load_path(self, key: str, path: str) -> KeptFile | None:
        """Reads a file, of one tree: where another has come meanwhile, once more."""
        for _ in range(MOST_CHANGES):
            self.look()
            sign = self._sign
            found = self._read(path)
            if self._sign_now() == sign:
                with self._lock:
                    if found is not None and self._sign == sign:
                        self._keep(key, found)
                return found
        return None

    def _read(self, path: str) -> KeptFile | None:
        root = self._root
        if root is None or (named := _index_of(root, path)) is None:
            return None
        try:
            headers = self._headers_for(named)
            variants = dict(self._variants(root, named, headers)) if headers is not None else {}
        except (OSError, ValueError):
            return None  # Gone, or damaged: Django answers.
        if coding.IDENTITY not in variants:
            return None
        return KeptFile(variants, named.startswith(("static/", "media/", "theme/")))

    def _keep(self, key: str, found: KeptFile) -> None:
        if any(one.body is None for one in found.variants.values()):
            return
        size = found.size
        while self._files and self._used + size > MEMORY:
            self._used -= self._files.pop(next(iter(self._files))).size
        if key not in self._files:
            self._used += size
        self._files[key] = found

    def _variants(self, root: Path, path: str, more: Headers) -> Iterator[tuple[str, Variant]]:
        base = root / path
        if not base.is_file():
            return
        twins = {one: base.with_name(base.name + suffix) for one, suffix in coding.SUFFIXES.items() if suffix}
        there = {one: twin for one, twin in twins.items() if twin.is_file()}
        digest, told = _digest(base), self._told(path)
        for one, file in {**there, coding.IDENTITY: base}.items():
            yield one, _variant(file, one, told, more, digest, has_twins=bool(there))

    def _told(self, path: str) -> Told:
        """What the manifest has of a file; where it has nothing, what its name tells."""
        entry = self._entry(path)
        guessed = mimetypes.guess_type(path)[0] or "application/octet-stream"
        media_type = str(entry.get("type") or guessed)
        if media_type.startswith("text/") and "charset" not in media_type:
            media_type += "; charset=utf-8"
        return Told(media_type, str(entry.get("language") or ""))

    def _entry(self, path: str) -> dict[str, Any]:
        if self._manifest is None:
            try:
                self._manifest = self._manifest_path.read_bytes()
            except OSError:
                self._manifest = b""
        # One file a line: to parse the whole for one of ten thousand would hold up the others.
        key = f"\n{json.dumps(path, ensure_ascii=False)}: ".encode()
        at = self._manifest.find(key)
        if at < 0:
            return {}
        line = self._manifest[at + len(key) :].partition(b"\n")[0].strip().removesuffix(b",")
        entry = json.loads(line)
        return entry if isinstance(entry, dict) else {}


def _variant(file: Path, one: str, told: Told, more: Headers, digest: str, *, has_twins: bool) -> Variant:
    stat = file.stat()
    size, body = stat.st_size, None
    if size <= LARGEST_KEPT:
        content = file.read_bytes()
        size, body = len(content), [content]
    # Another coding is another representation, and so has a tag of its own (RFC 9110, 8.8.3.3).
    etag = f'"{digest[:32]}-{one}"' if one else f'"{digest[:32]}"'
    is_settled = time.time() - stat.st_mtime > SETTLED_AFTER
    unchanged: Headers = [("ETag", etag), *more]
    if is_settled:
        unchanged.append(("Last-Modified", formatdate(int(stat.st_mtime), usegmt=True)))
    if has_twins:
        unchanged.append(("Vary", "Accept-Encoding"))
    headers = [("Content-Type", told.media_type), ("Content-Length", str(size)), *unchanged]
    if told.language:
        headers.append(("Content-Language", told.language))
    if one:
        headers.append(("Content-Encoding", one))
    headers.append(("Accept-Ranges", "bytes"))
    modified = int(stat.st_mtime) if is_settled else None
    return Variant(etag, size, modified, headers, unchanged, body, str(file))


_digests: dict[tuple[str, int, int], str] = {}


def _digest(path: Path) -> str:
    """The digest of a file. A large one is read once for each state of it."""
    stat = path.stat()
    if stat.st_size <= LARGEST_KEPT:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    key = (str(path), stat.st_mtime_ns, stat.st_size)
    if key not in _digests:
        if len(_digests) > 1000:
            _digests.clear()
        with path.open("rb") as file:
            _digests[key] = hashlib.file_digest(file, "sha256").hexdigest()
    return _digests[key]


def _pieces(path: str, first: int, length: int) -> Iterator[bytes]:
    with Path(path).open("rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def _path_of(address: str) -> str | None:
    """The path in the tree that an address asks for; None where it is none that a reader may ask for."""
    try:
        path = address.encode("latin-1").decode("utf-8")[1:]
    except ValueError:
        return None
    if not address.startswith("/") or "\\" in path or not path.isprintable() or path.endswith(_ENCODED):
        return None
    names = path.split("/")
    if any(name in {"", ".", ".."} for name in names[:-1]) or names[-1] in {".", ".."}:
        return None
    # Rules for servers, and pages that say that there is nothing.
    return None if names[0].startswith("_") or names[0] == "404" else path


def _index_of(root: Path, path: str) -> str | None:
    """The file in the tree for what a reader asks for: itself, or the index of a folder."""
    if path and not path.endswith("/"):
        # The address of an index is its folder's.
        return None if path.rpartition("/")[2].startswith("index.") else path
    folder = root / path
    if not folder.is_dir():
        return None
    return next((f"{path}index.{one}" for one in INDEXES if (folder / f"index.{one}").is_file()), None)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What is different when a path is another file or folder, or has been written."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size
