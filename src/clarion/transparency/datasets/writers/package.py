"""`datapackage.json` (Frictionless Data Package) and `README.md`: what lies in the folder, for machines and people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clarion.transparency.datasets.columns import BY_TABLE, Column, schema
from clarion.transparency.datasets.ground import Ground
from clarion.transparency.datasets.writers.textual import FILES
from clarion.transparency.editions.content import DAY
from clarion.transparency.editions.freezing import NewFile, sha256_of

PACKAGE, README = "datapackage.json", "README.md"
_TABULAR = {name: table for table, name in FILES.items()}
LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
}
_WORDS = {
    "dataset.csv": "every count of every table",
    "cases.csv": "one row for each request that is counted, without personal facts",
    "dataset.json": "the same as one document",
    "dataset.parquet": "every count, for DuckDB, pandas, R and others",
    "cases.parquet": "the case rows, for DuckDB, pandas, R and others",
    "dataset.xlsx": "a workbook, for Excel and others",
    "dataset.ods": "a workbook, for LibreOffice and others",
    "dataset.sqlite": "a database, for SQLite and Datasette",
    "tables.json": "the tables as they are frozen, with what was withheld and the sources",
}


def write_package(ground: Ground, folder: Path, files: Iterable[NewFile]) -> Iterator[NewFile]:
    """`datapackage.json`: each file with its size, SHA-256, and for CSV the schema; licence and sources."""
    about = ground.about
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": about.name,
        "id": f"{about.site}/api/v1/editions/{about.period}",
        "title": about.title,
        "description": _lead(ground),
        "homepage": f"{about.site}/en/transparency/{about.period}/",
        "keywords": ["transparency report", "takedown", "user data", "copyright"],
        "temporal": {"start": about.first_day, "end": about.last_day},
        "contributors": [{"title": about.organisation, "path": about.site, "role": "publisher"}],
        "licenses": [_licence(about.licence)],
        "resources": [_resource(one, folder) for one in sorted(files)],
    }
    if sources := [_source(one) for one in about.sources]:
        package["sources"] = sources
    (folder / PACKAGE).write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    yield NewFile(PACKAGE, "application/json")


def _licence(name: str) -> dict[str, str]:
    return {"name": name, "path": LICENCES[name]} if name in LICENCES else {"name": name}


def _source(one: Any) -> dict[str, str]:
    told = {"title": one["title"]}
    if one.get("url"):
        told["path"] = one["url"]
    return told


def _resource(file: NewFile, folder: Path) -> dict[str, Any]:
    path = folder / file.name
    told: dict[str, Any] = {
        "name": file.name.replace(".", "-"),
        "path": file.name,
        "description": _WORDS.get(file.name, ""),
        "mediatype": file.media_type.partition(";")[0],
        "format": file.name.rpartition(".")[2],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }
    if file.name in _TABULAR:
        told |= {
            "type": "table",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
            "schema": schema(BY_TABLE[_TABULAR[file.name]]),
        }
    else:
        told["type"] = "file"
    return {name: value for name, value in told.items() if value != ""}


def _lead(ground: Ground) -> str:
    about = ground.about
    made_up = " All of it is made up, for trying things out." if about.invented else ""
    return (
        f"Requests that {about.organisation} received from {about.first_day} to {about.last_day}, counted."
        f"{made_up}"
    )


def write_readme(ground: Ground, folder: Path, files: Iterable[NewFile]) -> Iterator[NewFile]:
    """`README.md`: what the files are, what the columns mean, and how to check all of it."""
    about = ground.about
    listed = sorted({one.name for one in files})
    lines = [
        f"# {about.title}", "",
        _lead(ground), "",
        f"Licence: {about.licence}. Published at {about.site}/en/transparency/{about.period}/.",
        "A correction is published there as a further edition; none is ever changed.", "",
        "## Files", "",
        "| file | holds |", "|---|---|",
        *(f"| `{one}` | {_WORDS.get(one, '')} |" for one in listed),
        "| `datapackage.json` | the schema, sizes and checksums of these files (Frictionless Data Package) |",
        "| `manifest.json`, `manifest.note` | every file with its SHA-256, and the signature over that list |", "",
        "## Before you count", "",
        "- Requests, items (addresses) and accounts are different units. Never add two of them.",
        "- Rows of different tables count the same requests from another side. Never add two tables.",
        f"- Rows of the unit `{DAY}` are medians, in whole days from receipt to decision. They add up to nothing.",
        "- An empty `low` or `high` is unknown, which is not zero.",
        "- `withheld` stands for values that so few requests share that somebody could be made out.",
        "- In CSV and in workbooks, text that a spreadsheet would run as a formula has an apostrophe before it.", "",
        "## Check it", "",
        "    clarion report verify .", "",
        "proves that the files are the signed ones, that the tables follow from the case rows, and that",
        f"every row is in the log at {about.site}/log/.", "",
    ]  # fmt: skip
    for table in ground.tables:
        lines += [f"## Columns of `{FILES[table]}`", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [_column(one) for one in BY_TABLE[table]]
        lines.append("")
    if about.sources:
        lines += ["## Sources", ""]
        lines += [
            f"- {one['title']}, {one['publisher']}. {one['licence']} {one['url']}".rstrip()
            for one in about.sources
        ]
        lines.append("")
    (folder / README).write_text("\n".join(lines), encoding="utf-8")
    yield NewFile(README, "text/markdown; charset=utf-8")


def _column(one: Column) -> str:
    values = f" One of: {', '.join(filter(None, one.values))}." if one.values else ""
    return f"| `{one.name}` | {one.sort} | {one.meaning}{values} |"
