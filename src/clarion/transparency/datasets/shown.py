"""Published editions as the data page lists them, and in Schema.org's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from clarion.core.languages import language
from clarion.core.linked_data import Thing
from clarion.transparency import wording
from clarion.transparency.datasets.writers.package import LICENCES
from clarion.transparency.editions.models import Edition
from clarion.transparency.report import published
from clarion.transparency.structured_data import dataset

FILES = "/api/v1/editions"
NAMES = {
    "dataset.csv": "CSV", "dataset.json": "JSON", "dataset.xlsx": "XLSX", "dataset.ods": "ODS",
    "dataset.parquet": "Parquet", "dataset.sqlite": "SQLite", "datapackage.json": "Data Package",
}  # fmt: skip
"""The files that the page offers by name; an edition's own page lists them all."""
CASES = {"cases.csv": "CSV", "cases.parquet": "Parquet"}


@dataclass(frozen=True, slots=True)
class Download:
    """One file, with its size in words."""

    name: str
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """One edition with its files. `holds`: no correction has followed it."""

    name: str
    number: str
    address: str
    invented: bool
    holds: bool
    files: tuple[Download, ...]
    cases: tuple[Download, ...]


def listed(editions: Iterable[Edition], code: str) -> list[ShownEdition]:
    """Editions in the order in which they are given: of each period the newest first."""
    found, seen = [], set()
    for one in editions:
        found.append(
            ShownEdition(
                name=wording.period_name(one.period, code),
                number=language(code).integer(one.number),
                address=published.address(one, code),
                invented=one.invented,
                holds=one.period not in seen,
                files=_downloads(one, NAMES, code),
                cases=_downloads(one, CASES, code),
            )
        )
        seen.add(one.period)
    return found


def as_datasets(editions: Iterable[Edition], code: str) -> list[Thing]:
    """Each edition as a Schema.org Dataset, with its files, its licence and its version."""
    found = []
    for one in editions:
        own = f"{FILES}/{one.period}/{one.number}/"
        files = [(own + file.name, file.media_type.partition(";")[0]) for file in one.files.all()]
        name = f"{gettext('Transparency report')}: {wording.period_name(one.period, code)}"
        told = dataset(
            name, gettext("Counts of requests as files."), published.address(one, code), files, one.period
        )
        told["version"] = str(one.number)
        told["license"] = LICENCES.get(settings.DATA_LICENCE, settings.DATA_LICENCE)
        found.append(told)
    return found


def _downloads(edition: Edition, names: dict[str, str], code: str) -> tuple[Download, ...]:
    sizes = {one.name: one.size for one in edition.files.all()}
    say = language(code)
    return tuple(
        Download(told, f"{FILES}/{edition.period}/{edition.number}/{name}", say.file_size(sizes[name]))
        for name, told in names.items()
        if name in sizes
    )
