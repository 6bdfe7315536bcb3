"""What can be wrong with what is moved in or out."""

from __future__ import annotations

from pathlib import Path

from clarion.core.complaint import Complaint


class BadExport(Complaint):
    """A file that is not the export it should be. Nothing was changed."""

    status = 2

    def __init__(self, path: Path, what: str, line: int = 0) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {what}")
