"""The import from end to end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from clarion.transparency.imports.entries import TableEntries, TableReader
from clarion.transparency.imports.findings import Finding, labels_differ
from clarion.transparency.imports.labels import LabelBook
from clarion.transparency.imports.problems import Collected, ImportProblem, ImportProblems, Place
from clarion.transparency.imports.profile import Profile, load
from clarion.transparency.imports.reading import Sheet
from clarion.transparency.imports.reconcile import reconcile
from clarion.transparency.imports.report import ImportReport
from clarion.transparency.imports.write import write

PROFILE_NAME = "profile.toml"
PROFILES = Path(__file__).parent / "profiles"
"""The profiles that come with Clarion, for series that other organisations publish; each goes by its name."""

Progress = Callable[[str], None]


def import_tallies(
    path: Path, profile: Path | None = None, *, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Reads published history into tallies, in one transaction; the same input twice changes nothing.

    `path` is a directory that holds the profile's files (and `profile.toml`, unless `profile` names another), or the
    one CSV file that `profile` reads. With `dry_run` everything is read, checked and reported, and nothing kept.
    `progress` is told each file's name.

    Raises:
        ImportProblems: naming every problem with file, line and column. Nothing has been changed.
    """
    report = examine(path, profile, progress=progress)
    report.tallies, report.changes = write(
        report.profile, report.groups, report.findings, report.sha256, dry_run=dry_run
    )
    report.dry_run = dry_run
    return report


def examine(path: Path, profile: Path | None = None, *, progress: Progress | None = None) -> ImportReport:
    """Reads and reconciles as `import_tallies` does, without a database.

    Raises:
        ImportProblems: naming every problem with file, line and column.
    """
    found, files = _located(path, profile)
    tell = progress or (lambda _: None)
    book = LabelBook(found)
    problems = Collected()
    tables: list[TableEntries] = []
    unread: dict[str, list[str]] = {}
    digest = hashlib.sha256()
    for name in found.files:
        tell(name)
        try:
            sheet, readers = _opened(found, name, files[name], book, problems)
            for row in sheet.rows():
                for reader in readers:
                    reader.read(row)
        except ImportProblem as problem:
            problems.add(problem)
            continue
        digest.update(sheet.sha256.encode())
        tables.extend(reader.found for reader in readers)
        if columns := _unread(found, name, sheet, readers):
            unread[name] = columns
    problems.raise_if_any()
    order = {table.name: number for number, table in enumerate(found.tables)}
    tables.sort(key=lambda one: order[one.table.name])
    tell("reconciling")
    reconciled = reconcile(tables)
    findings = [*reconciled.findings, *_drift(found, book)]
    return ImportReport(found, tables, reconciled.groups, findings, digest.hexdigest(), unread)


def _located(path: Path, profile: Path | None) -> tuple[Profile, dict[str, Path]]:
    """The profile, and the path of each of its files."""
    profile = _chosen(profile)
    if not path.exists():
        message = "there is no such file or directory. Look at the name, and at where you are."
        raise ImportProblems([ImportProblem(Place(str(path)), message)])
    if path.is_dir():
        chosen = profile or path / PROFILE_NAME
        if not chosen.is_file():
            message = f"there is no {PROFILE_NAME} in this directory. Write one, or name one with --profile."
            raise ImportProblems([ImportProblem(Place(str(profile or path)), message)])
        found = load(chosen)
        return found, {name: path / name for name in found.files}
    if profile is None:
        message = "a CSV file needs a profile that says what its columns mean. Name it with --profile FILE."
        raise ImportProblems([ImportProblem(Place(path.name), message)])
    found = load(profile)
    if len(found.files) != 1:
        message = f"the profile reads {len(found.files)} files. Give the directory that holds them."
        raise ImportProblems([ImportProblem(Place(profile.name), message)])
    return found, {found.files[0]: path}


def _chosen(profile: Path | None) -> Path | None:
    """The profile itself, or the one that comes with Clarion if it is one's name."""
    if profile is None or profile.exists():
        return profile
    ours = {one.stem: one for one in sorted(PROFILES.glob("*.toml"), key=lambda one: one.stem)}
    if profile.suffix or len(profile.parts) > 1:
        return profile
    if str(profile) not in ours:
        message = f"there is no such file, and no profile of this name. By name there are {', '.join(ours)}."
        raise ImportProblems([ImportProblem(Place(str(profile)), message)])
    return ours[str(profile)]


def _opened(
    profile: Profile, name: str, path: Path, book: LabelBook, problems: Collected
) -> tuple[Sheet, list[TableReader]]:
    sheet = Sheet(path, path.name, profile.reading.max_bytes, profile.reading.delimiter)
    tables = [table for table in profile.tables if table.file == name]
    return sheet, [TableReader(profile, table, sheet, book, problems) for table in tables]


def _unread(profile: Profile, name: str, sheet: Sheet, readers: list[TableReader]) -> list[str]:
    used = {column for reader in readers for column in reader.used_columns}
    used |= {one.column for one in profile.left_out if one.file == name}
    return [column for column in sheet.header if column not in used]


def _drift(profile: Profile, book: LabelBook) -> list[Finding]:
    first = next(iter(profile.sources))
    return [labels_differ(value, labels, first) for (_, value), labels in book.drift().items()]
