"""The import of published history: CSV files, read as a profile says, become tallies and contradictions."""

from __future__ import annotations

from clarion.transparency.imports.problems import ImportProblem, ImportProblems
from clarion.transparency.imports.report import ImportReport
from clarion.transparency.imports.run import import_tallies

__all__ = ["ImportProblem", "ImportProblems", "ImportReport", "import_tallies"]
