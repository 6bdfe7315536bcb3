"""What an import read, found and changed, as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from clarion.register.counts import total
from clarion.register.vocabulary import UNKNOWN_COUNTRY, UNKNOWN_PROJECT
from clarion.transparency.breakdowns import DIMENSIONS
from clarion.transparency.imports.entries import Group, TableEntries
from clarion.transparency.imports.findings import Finding
from clarion.transparency.imports.profile import Profile
from clarion.transparency.imports.reconcile import Published
from clarion.transparency.models import Contradiction

_UNKNOWN_VALUES = {"country": UNKNOWN_COUNTRY, "project": UNKNOWN_PROJECT}


@dataclass(frozen=True, slots=True)
class Changes:
    """How many tallies an import adds, changes and removes."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    examples: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


@dataclass(slots=True)
class ImportReport:
    """The reconciliation report."""

    profile: Profile
    tables: list[TableEntries]
    groups: dict[Group, Published]
    findings: list[Finding]
    sha256: str
    unread: dict[str, list[str]] = field(default_factory=dict)
    tallies: int = 0
    changes: Changes = field(default_factory=Changes)
    dry_run: bool = False

    def of_nature(self, nature: Contradiction.Nature) -> list[Finding]:
        """The findings of one nature."""
        return [one for one in self.findings if one.nature == nature]

    def lines(self) -> Iterator[str]:
        """The report, line by line."""
        yield f"{self.profile.title}"
        if self.profile.peer:
            yield f"Another organisation's series ({self.profile.peer}): it stands beside our figures, never in them."
        yield ""
        yield from self._sources()
        yield from self._read()
        yield from self._published()
        yield from self._contradictions()
        yield from self._unknowns()
        yield from self._not_imported()
        yield from self._changes()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _sources(self) -> Iterator[str]:
        yield "Sources"
        for key, source in self.profile.sources.items():
            weak = " [quoted from a text, not from a data set]" if source.standing == "quoted" else ""
            yield f"  {key}: {source.title} ({source.publisher}, {source.as_of}){weak}"
        yield ""

    def _read(self) -> Iterator[str]:
        yield "Read"
        for one in self.tables:
            role = " (check only)" if one.table.check else ""
            zeros = f", {one.zero_rows} counts of zero" if one.zero_rows else ""
            yield f"  {one.table.name}: {one.rows} rows of {one.table.file}{zeros}{role}"
        yield ""

    def _published(self) -> Iterator[str]:
        yield "Published, by kind, unit and breakdown"
        found: dict[tuple[str, str, str], list[tuple[Group, Published]]] = {}
        for group, published in self.groups.items():
            found.setdefault((group.kinds[0], group.unit, group.breakdown), []).append((group, published))
        for (kind, unit, breakdown), listed in sorted(found.items()):
            periods = sorted(group.period for group, _ in listed)
            cells = sum(len(one.entries) for _, one in listed)
            counts = [entry.received for _, one in listed for entry in one.entries.values()]
            known = total(count for count in counts if count.is_known)
            unknown = sum(not count.is_known for count in counts)
            derived = sum(bool(one.derived_from) for _, one in listed)
            note = f", {unknown} of them unknown" if unknown else ""
            note += f", {derived} periods summed from a finer breakdown" if derived else ""
            yield (
                f"  {kind}, {unit}, {breakdown}: {known} in {len(periods)} periods "
                f"({periods[0].start} to {periods[-1].end}), {cells} cells{note}"
            )
        yield ""

    def _contradictions(self) -> Iterator[str]:
        yield f"Contradictions of the originals ({len(self.findings)}); what stands first is published"
        for nature in Contradiction.Nature:
            listed = self.of_nature(nature)
            if listed:
                yield f"  {nature.label} ({len(listed)})"
                yield from (f"    {one.line}" for one in listed)
        yield ""

    def _unknowns(self) -> Iterator[str]:
        yield "Unknown (never counted as zero)"
        for one in self.tables:
            for column, count in one.blanks.items():
                yield f"  {one.table.name}: {count} blank in column {column}"
        for dimension, value in _UNKNOWN_VALUES.items():
            place = DIMENSIONS.index(dimension)
            by_kind: Counter[str] = Counter()
            for group, published in self.groups.items():
                if group.breakdown == dimension and group.unit == "request":
                    for cell, entry in published.entries.items():
                        if cell[place] == value:
                            by_kind[group.kinds[0]] += entry.received.low or 0
            yield from (f"  {dimension} unknown: {count} {kind} requests" for kind, count in by_kind.items())
        yield ""

    def _not_imported(self) -> Iterator[str]:
        if not self.profile.left_out and not self.unread:
            return
        yield "Not imported"
        for one in self.profile.left_out:
            yield f"  {one.file}, column {one.column}: {one.reason}"
        for file, columns in self.unread.items():
            yield f"  {file}: the profile does not mention {', '.join(columns)}"
        yield ""

    def _changes(self) -> Iterator[str]:
        made = self.changes
        verb = "would be" if self.dry_run else "were"
        if made.is_empty:
            yield f"Nothing changes: all {self.tallies} tallies are already there."
            return
        yield (
            f"Of {self.tallies} tallies, {made.added} {verb} added, {made.changed} changed; "
            f"{made.removed} {verb} removed."
        )
        yield from (f"  {one}" for one in made.examples)
