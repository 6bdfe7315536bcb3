"""Writes every format of an edition's dataset. It is called while an edition is frozen, before its manifest is made."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings

from clarion.transparency.datasets.ground import About, Ground, count_rows, opened
from clarion.transparency.datasets.writers.columnar import write_parquet, write_sqlite
from clarion.transparency.datasets.writers.package import write_package, write_readme
from clarion.transparency.datasets.writers.sheets import write_ods, write_xlsx
from clarion.transparency.datasets.writers.textual import write_csv, write_json
from clarion.transparency.editions.content import Content
from clarion.transparency.editions.freezing import CASES, TABLES, NewFile

FormatWriter = Callable[[Ground, Path], Iterable[NewFile]]

FORMATS: dict[str, FormatWriter] = {
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
    "ods": write_ods,
    "sqlite": write_sqlite,
}
"""The formats by the ending of their file. A new one is one entry."""


def write(content: Content, folder: Path) -> Iterator[NewFile]:
    """Every format, `README.md`, and `datapackage.json`. The same content gives the same bytes.

    `tables.json` and the case rows lie in the folder already.
    """
    with tempfile.TemporaryDirectory(prefix="clarion-dataset-") as spilt:
        cases = folder / CASES if content.cases is not None else None
        with opened(content, about(content), cases, Path(spilt)) as ground:
            files = [one for writer in FORMATS.values() for one in writer(ground, folder)]
            yield from files
            files.append(NewFile(TABLES, "application/json"))
            if cases is not None:
                files.append(NewFile(CASES, "application/vnd.apache.parquet"))
            yield from write_readme(ground, folder, files)
            yield from write_package(ground, folder, files)


def about(content: Content) -> About:
    """What is said of the dataset of an edition."""
    period = str(content.period)
    return About(
        name=f"transparency-{period}",
        title=f"{settings.ORGANISATION}: requests received, {period}",
        period=period,
        first_day=content.period.start.isoformat(),
        last_day=content.period.end.isoformat(),
        invented=content.invented,
        origin=content.origin,
        rules=content.rules,
        definitions=content.definitions,
        organisation=settings.ORGANISATION,
        site=settings.BASE_URL,
        licence=settings.DATA_LICENCE,
        cases=content.cases.count if content.cases else None,
        counts=sum(1 for _ in count_rows(content.tables, period)),
        sources=content.sources,
    )
