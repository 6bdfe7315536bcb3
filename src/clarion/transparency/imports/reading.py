"""Reading CSV files line by line, in flat memory, saying where what is wrong."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clarion.transparency.imports.problems import ImportProblem, Place

MAX_LINE = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_BOMS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One row: the line it starts on, and its values in the order of the header."""

    line: int
    values: list[str]


class Sheet:
    """An open CSV file: its header, then its rows, once.

    Raises:
        ImportProblem: the file is missing, empty, too large, not UTF-8, has NUL bytes, an overlong line, broken
            quotes, a repeated column, or (while its rows are read) a row of another length than the header.
    """

    def __init__(self, path: Path, name: str, max_bytes: int, delimiter: str = ",") -> None:
        self.name = name
        self._path = path
        self._check_size(max_bytes)
        self._digest = hashlib.sha256()
        self._reader = csv.reader(self._lines(), delimiter=delimiter, strict=True)
        self.header = self._header()
        self.places = {column: number for number, column in enumerate(self.header)}

    @property
    def sha256(self) -> str:
        """Of the bytes read so far: of the file, once all rows have been read."""
        return self._digest.hexdigest()

    def place(self, line: int, column: str = "") -> Place:
        """The spot of a column on a line."""
        return Place(self.name, line, self.places[column] + 1 if column in self.places else 0, column)

    def rows(self) -> Iterator[Row]:
        """The rows that follow the header; empty lines are skipped.

        Raises:
            ImportProblem: there is none, or one is ragged.
        """
        found = 0
        while (row := self._next()) is not None:
            if not row.values:
                continue
            found += 1
            if len(row.values) != len(self.header):
                column = min(len(row.values), len(self.header)) + 1
                raise ImportProblem(
                    Place(self.name, row.line, column),
                    f"the row has {len(row.values)} values, the header has {len(self.header)}. "
                    "Mend the row; a value with a comma needs quotes.",
                )
            yield row
        if not found:
            raise ImportProblem(Place(self.name, 2, 1), "the file has a header and no rows.")

    def _check_size(self, max_bytes: int) -> None:
        try:
            size = self._path.stat().st_size
        except OSError as error:
            raise ImportProblem(Place(self.name), f"the file cannot be read: {error.strerror}.") from error
        if not self._path.is_file():
            raise ImportProblem(Place(self.name), "this is no file.")
        if size > max_bytes:
            raise ImportProblem(
                Place(self.name),
                f"the file has {size:,} bytes; at most {max_bytes:,} are read. "
                "Split it, or raise reading.max_bytes in the profile.",
            )
        if size == 0:
            raise ImportProblem(Place(self.name, 1, 1), "the file is empty.")

    def _header(self) -> list[str]:
        row = self._next()
        while row is not None and not row.values:
            row = self._next()
        if row is None:
            raise ImportProblem(Place(self.name, 1, 1), "the file is empty.")
        header = [one.strip() for one in row.values]
        for number, column in enumerate(header, 1):
            if header.index(column) != number - 1:
                raise ImportProblem(
                    Place(self.name, row.line, number, column),
                    f"there are two columns {column!r}. Rename one.",
                )
        return header

    def _next(self) -> Row | None:
        line = self._reader.line_num + 1
        try:
            return Row(line, next(self._reader))
        except StopIteration:
            return None
        except csv.Error as error:
            raise ImportProblem(Place(self.name, line, 1), f"the row is no CSV: {error}.") from error

    def _lines(self) -> Iterator[str]:
        offset = 0
        with self._path.open("rb") as stream:
            number = 0
            while raw := stream.readline(MAX_LINE + 1):
                number += 1
                self._digest.update(raw)
                yield self._decoded(raw, number, offset)
                offset += len(raw)

    def _decoded(self, raw: bytes, number: int, offset: int) -> str:
        if len(raw) > MAX_LINE:
            raise ImportProblem(Place(self.name, number, 1), f"the line is longer than {MAX_LINE:,} bytes.")
        if number == 1 and raw.startswith(_BOMS_OF_UTF_16):
            raise ImportProblem(
                Place(self.name, 1, 1), "the file is UTF-16, not UTF-8. Save it as CSV in UTF-8."
            )
        if (nul := raw.find(b"\0")) >= 0:
            raise ImportProblem(
                Place(self.name, number, 1),
                f"there is a NUL byte at offset {offset + nul}. Save the file as CSV in UTF-8.",
            )
        if number == 1:
            raw = raw.removeprefix(_BOM)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            column = raw[: error.start].count(b",") + 1
            raise ImportProblem(
                Place(self.name, number, column),
                f"byte {offset + error.start} (0x{raw[error.start]:02x}) is not UTF-8. Save the file as CSV in UTF-8.",
            ) from error
