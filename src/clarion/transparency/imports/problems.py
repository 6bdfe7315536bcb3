"""What can be wrong with an import, and where it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_SHOWN = 50
"""An import stops collecting problems here: a wrong file tends to be wrong in every row."""


@dataclass(frozen=True)
class Place:
    """A spot in a file. `line` and `column` count from 1; 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    name: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def described(self) -> str:
        """As it stands beside a published value."""
        return f"{self.file}, line {self.line}" + (f", column {self.name}" if self.name else "")


class ImportProblem(Exception):
    """One thing that keeps a file from being imported: `file:line:column: message`."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message

    @property
    def file(self) -> str:
        return self.place.file

    @property
    def line(self) -> int:
        return self.place.line

    @property
    def column(self) -> int:
        return self.place.column

    @property
    def column_name(self) -> str:
        return self.place.name


class ImportProblems(Exception):
    """Everything that keeps an import from being made. Nothing has been changed."""

    def __init__(self, problems: Iterable[ImportProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(one) for one in self.problems))


class Collected:
    """Problems found so far.

    Raises:
        ImportProblems: from `add`, when there are too many to be of use.
    """

    def __init__(self) -> None:
        self.problems: list[ImportProblem] = []

    def add(self, problem: ImportProblem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_SHOWN:
            raise ImportProblems(self.problems)

    def raise_if_any(self) -> None:
        if self.problems:
            raise ImportProblems(self.problems)
