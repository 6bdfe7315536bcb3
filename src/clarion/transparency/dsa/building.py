"""The series `dsa` of editions: computes the report and writes its files, as the service of editions asks.

`Given` is what a command adds: cases and a declaration from files. A later edition is marked as an updated version,
with every change highlighted beside the figure and listed in `changes.csv`.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clarion.transparency.dsa import annex, case_files, declaration, from_register, rules, versions
from clarion.transparency.dsa.cases import CaseProblem, Type
from clarion.transparency.dsa.declaration import Declaration
from clarion.transparency.dsa.filling import NOT_RECORDED, Gap, Order
from clarion.transparency.dsa.models import KeptDeclaration
from clarion.transparency.dsa.report import Report, fill
from clarion.transparency.dsa.versions import Change, text_of
from clarion.transparency.editions import services as editions
from clarion.transparency.editions.content import REGISTER, Content, Finding
from clarion.transparency.editions.depot import folder_of
from clarion.transparency.editions.freezing import NewFile
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import Period

ARCHIVE = "report.zip"
CHANGES = "changes.csv"
NOTES = "version.json"
FROM_FILE = "cases"
"""The origin of an edition whose cases all come from a file."""

GAP = "dsa_gap"
"""The key of a finding that names a gap; see `wording.gap`."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a command adds. `cases` stand in place of the register, `more_cases` beside it."""

    cases: Path | None = None
    more_cases: Path | None = None
    declaration: Path | None = None


@dataclass(frozen=True)
class DsaContent(Content):
    """An edition of the report, with its parts. `changed` is what differs from the version before, if there is one.

    `concerned` names some demands that gaps are about, for the desk: no file is written of it.
    """

    report: Report | None = None
    number: int = 1
    reason: str = ""
    method: str = ""
    changed: Sequence[Change] | None = None
    concerned: Mapping[tuple[int, str], Sequence[str]] = field(default_factory=dict)


def builder(given: Given) -> editions.Builder:
    """Computes the content with what a command adds."""
    return lambda order: content_of(order, given)


def content_of(order: editions.Order, given: Given | None = None) -> DsaContent:
    """The report of a period.

    Raises:
        CaseProblem: a file cannot be read, or an updated version lacks its method.
    """
    given = given or Given()
    declared = _declaration(given)
    before = Edition.objects.newest(order.period, Series.DSA)
    if before and not declared.method:
        raise CaseProblem(
            "an updated version says how it was put right: write it into the declaration as [update] method."
        )
    order.show("Reading cases", 0, 1)
    made_of = _order(order.period, declared, given, invented=order.invented)
    report = fill(made_of)
    order.show("Reading cases", 1, 1)
    content = DsaContent(
        period=order.period,
        invented=order.invented,
        origin=FROM_FILE if given.cases else REGISTER,
        tables=(),
        findings=[Finding(GAP, one._asdict(), is_public=True) for one in report.gaps],
        rules=report.rules,
        definitions=annex.REGULATION,
        report=report,
        method=declared.method,
        reason=order.reason,
        concerned=made_of.concerned,
    )
    return _updated(content, before) if before else content


def _declaration(given: Given) -> Declaration:
    """From a file, or as it was kept at the desk, or an empty one."""
    if given.declaration:
        return declaration.read(given.declaration)
    kept = KeptDeclaration.objects.first()
    return declaration.parse(kept.text, "the declaration kept at the desk") if kept else Declaration()


def _order(period: Period, declared: Declaration, given: Given, *, invented: bool) -> Order:
    mapping = rules.version()
    zone = timezone.get_default_timezone()
    gaps: list[Gap] = []
    concerned: Mapping[tuple[int, str], Sequence[str]] = {}
    if given.cases:
        cases, known = case_files.read(given.cases, mapping, zone), frozenset(Type)
    else:
        cases, gaps, concerned = from_register.read(period, invented=invented, rules=mapping)
        elsewhere = {kind for name, kind in NOT_RECORDED.items() if name not in declared.complete}
        known = frozenset(Type) - elsewhere
    if given.more_cases:
        more = case_files.read(given.more_cases, mapping, zone)
        cases = [*cases, *more]
        known |= {one.type for one in more}
    return Order(
        period=period,
        cases=cases,
        declaration=declared,
        rules=mapping,
        zone=zone,
        published_on=declared.published_on or timezone.localdate(),
        previous_on=declared.previous_on or _previous(period),
        known=known,
        gaps=gaps,
        concerned=concerned,
    )


def _previous(period: Period) -> date | None:
    """When the report before this one was published."""
    before = (
        Edition.objects.published()
        .filter(series=Series.DSA, period_end__lt=period.start)
        .order_by("-period_end", "-number")
        .first()
    )
    return timezone.localdate(before.published_at) if before and before.published_at else None


def _updated(content: DsaContent, before: Edition) -> DsaContent:
    """Marks the content as the version after another."""
    assert content.report is not None
    old = parts_of(before)
    number = before.number + 1
    mark = f"Updated in version {number} ({timezone.localdate().isoformat()})"
    marked = versions.highlighted(old, content.report.parts, mark)
    return replace(
        content,
        number=number,
        report=replace(content.report, parts=marked),
        changed=versions.changes(old, content.report.parts),
    )


def parts_of(edition: Edition) -> dict[int, list[annex.Row]]:
    """The parts of an edition as they lie in its folder."""
    folder = folder_of(edition)
    return {
        one.number: versions.rows_of((folder / one.file).read_bytes().decode("utf-8")) for one in annex.PARTS
    }


def write(content: Content, folder: Path) -> list[NewFile]:
    """The eleven parts, what this version is, what changed in it, and all of them in one archive."""
    assert isinstance(content, DsaContent)
    assert content.report is not None
    texts = {one.file: text_of(content.report.parts[one.number]) for one in annex.PARTS}
    if content.changed is not None:
        rows = [Change._fields, *([str(cell) for cell in one] for one in content.changed)]
        texts[CHANGES] = text_of(rows)
    texts[NOTES] = _notes(content)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    with zipfile.ZipFile(folder / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in texts:
            # The same report gives the same bytes, whenever it is built.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), texts[name], zipfile.ZIP_DEFLATED)
    kinds = {".csv": "text/csv; charset=utf-8; header=present", ".json": "application/json"}
    written = [NewFile(name, kinds[Path(name).suffix]) for name in texts]
    return [*written, NewFile(ARCHIVE, "application/zip")]


def _notes(content: DsaContent) -> str:
    """What marks a version: its number, its day, and for an updated one reason, method and how much changed."""
    told: dict[str, object] = {
        "regulation": "Implementing Regulation (EU) 2024/2835",
        "period": f"{content.period.start.isoformat()}/{content.period.end.isoformat()}",
        "version": content.number,
        "is_updated_version": content.number > 1,
        "built_on": timezone.localdate().isoformat(),
        "mapping": content.rules,
        "invented": content.invented,
    }
    if content.number > 1:
        told |= {
            "reason": content.reason,
            "method": content.method,
            "changed_cells": len(content.changed or ()),
            "changes": CHANGES,
        }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def preview(period: Period, given: Given | None = None) -> DsaContent:
    """The report of any period as it would be built now, also of one that is not over. Nothing is kept or written.

    Raises:
        CaseProblem: a file cannot be read, or an updated version lacks its method.
    """
    return content_of(editions.Order(period, settings.CLARION_DEMO, Path()), given)


def rehearse(period: Period, given: Given, folder: Path) -> DsaContent:
    """Writes the report of any period, also of one that is not over, into a folder, and keeps nothing.

    Raises:
        CaseProblem: a file cannot be read, or the folder cannot be written.
    """
    content = preview(period, given)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(content, folder)
    except OSError as error:
        raise CaseProblem(f"{folder}: cannot be written: {error.strerror}.") from error
    return content
