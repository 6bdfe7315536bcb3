"""XLSX and ODS. Text is written as text, so that no cell is ever run as a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from clarion.transparency.datasets.columns import BY_TABLE, CASES, names
from clarion.transparency.datasets.ground import IN_SHEETS, Cell, Ground
from clarion.transparency.downloads import inert
from clarion.transparency.editions.freezing import NewFile

_LONG_AGO = datetime(1980, 1, 1)  # noqa: DTZ001 - the first day that a ZIP archive can tell, in every file the same
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


class Sheet(NamedTuple):
    """One sheet: its name, and its rows, the first of them the names of the columns."""

    name: str
    rows: Iterable[Sequence[Cell]]


def sheets(ground: Ground) -> Iterator[Sheet]:
    """The sheets of a file: what it is, what the columns mean, counts, and case rows where they are not too many."""
    about: list[Sequence[Cell]] = [("fact", "value"), *ground.about.facts.items()]
    if ground.size(CASES) > IN_SHEETS:
        about.append(
            ("case rows", "too many for a spreadsheet: see cases.csv, cases.parquet and dataset.sqlite")
        )
    yield Sheet("about", about)
    meanings = [(table, one.name, one.meaning) for table in ground.tables for one in BY_TABLE[table]]
    yield Sheet("columns", [("of_table", "name", "meaning"), *meanings])
    for table in ground.tables:
        if table != CASES or ground.size(table) <= IN_SHEETS:
            yield Sheet(table, _with_head(table, ground))


def _with_head(table: str, ground: Ground) -> Iterator[Sequence[Cell]]:
    yield names(BY_TABLE[table])
    yield from ground.rows(table)


def told(cell: Cell) -> Cell:
    """A cell as both formats hold it."""
    return inert(_UNPRINTABLE.sub("\ufffd", cell)) if isinstance(cell, str) else cell


def write_xlsx(ground: Ground, folder: Path) -> Iterator[NewFile]:
    """`dataset.xlsx`. The same content gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets(ground):
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for row in sheet.rows:
            page.append([told(cell) for cell in row])
    book.properties.created = _LONG_AGO
    book.properties.creator = ground.about.organisation
    book.properties.title = ground.about.title
    written = io.BytesIO()
    book.save(written)
    _repack(written, folder / "dataset.xlsx")
    yield NewFile("dataset.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _repack(written: io.BytesIO, path: Path) -> None:
    """Takes the moment of writing out of a workbook: from its archive, and from its properties."""
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(path, "w") as kept:
        for name in given.namelist():
            content = given.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            _add(kept, name, content)


def _add(archive: zipfile.ZipFile, name: str, content: bytes | str, kind: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(_entry(name, kind), content)


def _entry(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO.timetuple()[:6])
    entry.compress_type = kind
    entry.external_attr = 0o644 << 16
    return entry


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def write_ods(ground: Ground, folder: Path) -> Iterator[NewFile]:
    """`dataset.ods` (OpenDocument 1.3), written row by row: libraries for it hold every cell in memory."""
    with zipfile.ZipFile(folder / "dataset.ods", "w") as archive:
        _add(archive, "mimetype", _ODS, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _MANIFEST)
        with archive.open(_entry("content.xml", zipfile.ZIP_DEFLATED), "w") as file:
            file.write(
                f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES} office:version="1.3">'
                "<office:body><office:spreadsheet>".encode()
            )
            for sheet in sheets(ground):
                file.write(f"<table:table table:name={quoteattr(sheet.name)}>\n".encode())
                for row in sheet.rows:
                    file.write(
                        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>\n".encode()
                    )
                file.write(b"</table:table>\n")
            file.write(b"</office:spreadsheet></office:body></office:document-content>\n")
    yield NewFile("dataset.ods", _ODS)


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(told(cell)))}</text:p></table:table-cell>"
    )
