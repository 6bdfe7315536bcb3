"""What is wrong with the files of a site, for whoever looks after it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def troubles(folder: Path) -> list[str]:
    """The addresses that could not be rendered when last tried, each with the reason. They keep their last content."""
    record = folder / "record.sqlite3"
    if not record.is_file():
        return ["nothing has been baked yet"]
    database = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    try:
        return [
            f"{address} ({trouble})"
            for address, trouble in database.execute(
                "SELECT address, trouble FROM file WHERE trouble <> '' ORDER BY address"
            )
        ]
    finally:
        database.close()
