"""Where addresses that have moved lead, as the baked `_redirects` says: `from to status`, one a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

STATUSES = {"301": "301 Moved Permanently", "302": "302 Found", "307": "307 Temporary Redirect",
            "308": "308 Permanent Redirect"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an address leads, and whether for good."""

    target: str
    status: str


def read(path: Path) -> dict[str, Moved]:
    """The rules of a file by their (unquoted) path; empty where there is none.

    Patterns, and rules with a query or a condition, are left to Django, which knows all of them.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    rules: dict[str, Moved] = {}
    for line in lines:
        fields = line.partition("#")[0].split() if line.startswith("#") else line.split()
        if len(fields) not in {2, 3} or "*" in fields[0] or ":" in fields[0] or "?" in fields[0]:
            continue
        status = STATUSES.get(fields[2].rstrip("!") if len(fields) == 3 else "301")
        if status is not None and fields[0].startswith("/"):
            rules.setdefault(unquote(fields[0]), Moved(fields[1], status))
    return rules
