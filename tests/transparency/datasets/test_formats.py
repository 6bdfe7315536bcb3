"""What an edition says is the same in every format, and nothing in it is ever run as a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package
from odf import opendocument, table
from openpyxl import load_workbook

from bench.published import content_of, publish
from clarion.transparency.datasets import writing
from clarion.transparency.datasets.columns import CASE_COLUMNS, COUNT_COLUMNS, names
from clarion.transparency.editions.content import Case

pytestmark = pytest.mark.once
ROWS = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("dataset"), ROWS).folder


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(value: Any) -> str:
    return "" if value is None else str(value)


def test_the_package_validates(folder: Path) -> None:
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "title", "note"])
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["licenses"] == [
        {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
    ]
    assert {one["path"] for one in package["resources"]} >= {"dataset.csv", "cases.csv", "dataset.sqlite"}
    assert all(one["hash"].startswith("sha256:") and one["bytes"] for one in package["resources"])


def test_every_format_has_the_same_counts(folder: Path) -> None:
    expected = [
        {name: value.removeprefix("'") for name, value in row.items()}
        for row in read_csv(folder / "dataset.csv")
    ]
    assert list(expected[0]) == names(COUNT_COLUMNS)
    told = json.loads((folder / "dataset.json").read_text())
    assert [{name: plain(value) for name, value in row.items()} for row in told["counts"]] == expected
    with closing(sqlite3.connect(folder / "dataset.sqlite")) as kept:
        rows = kept.execute("SELECT * FROM counts").fetchall()
        assert kept.execute("SELECT count(*) FROM columns").fetchone() == (
            len(COUNT_COLUMNS) + len(CASE_COLUMNS),
        )
    assert [[plain(one) for one in row] for row in rows] == [list(row.values()) for row in expected]
    found = duckdb.connect().execute(f"FROM read_parquet('{folder / 'dataset.parquet'}')").fetchall()
    assert [[plain(one) for one in row] for row in found] == [list(row.values()) for row in expected]


def test_every_format_has_the_case_rows(folder: Path) -> None:
    assert names(CASE_COLUMNS) == list(Case._fields)
    commitments = sorted(row["commitment"] for row in read_csv(folder / "cases.csv"))
    assert len(set(commitments)) == ROWS
    told = json.loads((folder / "dataset.json").read_text())
    assert sorted(row["commitment"] for row in told["cases"]) == commitments
    book = load_workbook(folder / "dataset.xlsx", read_only=True)
    assert sorted(row[0] for row in book["cases"].iter_rows(min_row=2, values_only=True)) == commitments
    sheets = opendocument.load(str(folder / "dataset.ods")).spreadsheet.getElementsByType(table.Table)
    last = next(one for one in sheets if one.getAttribute("name") == "cases")
    rows = last.getElementsByType(table.TableRow)[1:]
    assert sorted(str(row.getElementsByType(table.TableCell)[0]) for row in rows) == commitments


def test_what_a_spreadsheet_would_run_as_a_formula_is_inert(folder: Path) -> None:
    projects = {row["project"] for row in read_csv(folder / "cases.csv")}
    assert projects == {"'=evil.wikipedia", "en.wikipedia"}
    assert "'=evil.wikipedia" in {row["project"] for row in read_csv(folder / "dataset.csv")}
    book = load_workbook(folder / "dataset.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with zipfile.ZipFile(folder / "dataset.ods") as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert b">=evil" not in archive.read("content.xml")
        assert b"table:formula" not in archive.read("content.xml")


def test_the_same_content_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    content = content_of(folder, ROWS)
    (tmp_path / "tables.json").write_bytes((folder / "tables.json").read_bytes())
    (tmp_path / "cases.parquet").write_bytes((folder / "cases.parquet").read_bytes())
    for one in writing.write(content, tmp_path):
        assert (tmp_path / one.name).read_bytes() == (folder / one.name).read_bytes(), one.name


def test_too_many_rows_for_a_spreadsheet_are_left_to_the_other_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clarion.transparency.datasets.writers import sheets, textual

    monkeypatch.setattr(sheets, "IN_SHEETS", 1)
    monkeypatch.setattr(textual, "IN_JSON", 1)
    for name in ("tables.json", "cases.parquet"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    list(writing.write(content_of(folder, ROWS), tmp_path))
    assert load_workbook(tmp_path / "dataset.xlsx").sheetnames == ["about", "columns", "counts"]
    told = json.loads((tmp_path / "dataset.json").read_text())
    assert (told["cases_in"], "cases" in told) == ("cases.csv", False)


def test_the_readme_explains_every_column(folder: Path) -> None:
    text = (folder / "README.md").read_text()
    for one in (*COUNT_COLUMNS, *CASE_COLUMNS):
        assert f"| `{one.name}` | {one.sort} |" in text


def test_medians_are_days_in_every_format_and_the_schema_knows_their_unit(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "dataset.sqlite")) as kept:
        told = kept.execute(
            "SELECT kind, unit, low, high FROM counts WHERE \"table\" = 'time-to-decide'"
        ).fetchall()
    assert ("content", "day", 9, 9) in told
    with duckdb.connect() as duck:
        for name in ("dataset.csv", "dataset.parquet"):
            asked = f"SELECT kind, unit, low, high FROM '{folder / name}' WHERE \"table\" = 'time-to-decide'"  # noqa: S608
            assert duck.execute(asked).fetchall() == told
    counts = json.loads((folder / "dataset.json").read_text())["counts"]
    assert [one["low"] for one in counts if one["unit"] == "day"] == [9] * len(told)
    sheet = load_workbook(folder / "dataset.xlsx", read_only=True)["counts"]
    assert sum("day" in row for row in sheet.iter_rows(values_only=True)) == len(told)
    with zipfile.ZipFile(folder / "dataset.ods") as archive:
        assert archive.read("content.xml").count(b"<text:p>day</text:p>") == len(told)
    fields = {
        one["name"]: one
        for resource in json.loads((folder / "datapackage.json").read_text())["resources"]
        if resource["path"] == "dataset.csv"
        for one in resource["schema"]["fields"]
    }
    assert "day" in fields["unit"]["constraints"]["enum"]
