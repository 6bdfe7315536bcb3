"""What a move brought, and what it could not: nothing is left out without a line that says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One thing that did not come as it was: which entry, and what became of what."""

    entry: str
    what: str


@dataclass(slots=True)
class Report:
    """Counts by what they count, and the notes."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)

    def note(self, entry: str, what: str) -> None:
        """Lists something once."""
        found = Note(entry, what)
        if found not in self.notes:
            self.notes.append(found)

    def lines(self) -> list[str]:
        """The report, a line each: the counts, then what did not come as it was."""
        told = [f"{number:>6}  {what}" for what, number in self.counts.items() if number]
        if not self.notes:
            return [*told, "Everything was carried."]
        return [
            *told,
            "",
            f"{len(self.notes)} not carried as they were:",
            *(f"  {n.entry}: {n.what}" for n in self.notes),
        ]

    def write(self, path: Path) -> None:
        """Keeps the report in a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(self.lines()) + "\n", encoding="utf-8")
