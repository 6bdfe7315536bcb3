"""The manifest of a tree: what lies in it, by which digest it is known, and when it was made.

`manifest.json` is one object, path → `{"sha256", "size", "type", "language", "rendered"}`, one file a line. Compressed
twins are not listed: they are beside a file or they are not.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

ETAG_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its digest, its bytes, its media type with the charset, its language if it has one, and when."""

    sha256: str
    size: int
    type: str
    language: str
    rendered: str

    @property
    def etag(self) -> str:
        """The strong validator of the file as it is (RFC 9110, 8.8.3)."""
        return f'"{self.sha256[:ETAG_DIGITS]}"'


Manifest = dict[str, Entry]


def read(path: Path) -> Manifest:
    """The manifest in a file; empty where there is none.

    Raises:
        ValueError: the file is no manifest.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        return {name: Entry(**told) for name, told in json.loads(text).items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no manifest of a site.") from error


def line(path: str, entry: Entry) -> str:
    """One file, as the manifest has it."""
    return f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(asdict(entry), ensure_ascii=False)}"


def write(path: Path, lines: list[str]) -> None:
    """Writes a manifest of lines that `line` made, whole or not at all."""
    write_whole(path, "{\n" + ",\n".join(lines) + "\n}\n")


def write_whole(path: Path, text: str) -> None:
    """Writes a file beside its place and moves it there, so that nobody reads a half of it."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
