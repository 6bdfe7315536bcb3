"""The vocabulary of licences, read from `vocabulary.toml`. A new licence is one entry there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("vocabulary.toml")


@dataclass(frozen=True)
class Licence:
    """A licence. `code` is stored with pictures and never changes; `spdx` is its SPDX licence expression."""

    code: str
    spdx: str
    name: str
    url: str
    since: date | None
    until: date | None
    spellings: frozenset[str]
    names: tuple[tuple[str, str], ...]

    def name_in(self, language: str) -> str:
        """The full name in a language, or in English."""
        names = dict(self.names)
        return names.get(language, names["en"])

    def short_name_in(self, language: str) -> str:
        """What stands in a credit line: an abbreviation that is the same everywhere, or else the full name."""
        return self.name or self.name_in(language)

    def is_current(self, day: date) -> bool:
        """Whether the licence is out on a day and nothing has taken its place. Earlier ones stay valid for works."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def _licence(code: str, entry: dict[str, Any], names: dict[str, dict[str, str]]) -> Licence:
    words = entry.get("names") or names[entry["kind"]]
    edition = entry.get("edition", "")
    return Licence(
        code=code,
        spdx=entry.get("spdx", code),
        name=entry.get("name", ""),
        url=entry.get("url", ""),
        since=entry.get("since"),
        until=entry.get("until"),
        spellings=frozenset(entry.get("spellings", ())),
        names=tuple((language, f"{name} {edition}".strip()) for language, name in words.items()),
    )


def _read() -> tuple[str, dict[str, Licence]]:
    with FILE.open("rb") as file:
        kept = tomllib.load(file)
    return kept["version"], {
        code: _licence(code, entry, kept["kinds"]) for code, entry in kept["licences"].items()
    }


VERSION, LICENCES = _read()
"""The licences by code, in order of preference: of several that a work is under, the first is taken."""
