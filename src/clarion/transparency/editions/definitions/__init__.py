"""What the numbers of a report count, in each language. One file a version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Definitions(NamedTuple):
    """One version. `texts` are by key and language; `changes` are the keys whose meaning differs from the last one."""

    version: str
    valid_from: date
    changes: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]

    def text(self, key: str, code: str) -> str:
        """The definition in the language, else in English."""
        words = self.texts[key]
        return words.get(code) or words["en"]


@cache
def all_versions() -> tuple[Definitions, ...]:
    """Every version, the oldest first."""
    found = (_read(path) for path in sorted(Path(__file__).parent.glob("*.toml")))
    return tuple(sorted(found, key=lambda one: (one.valid_from, one.version)))


def newest() -> Definitions:
    """The version that new editions are built under."""
    return all_versions()[-1]


def of_version(version: str) -> Definitions | None:
    """The version of this name; None where there is none."""
    return next((one for one in all_versions() if one.version == version), None)


def changed_between(first: str, second: str) -> tuple[str, ...]:
    """The keys whose meaning changed from one version to another, in either direction; none for an unknown version."""
    names = [one.version for one in all_versions()]
    if first not in names or second not in names:
        return ()
    low, high = sorted((names.index(first), names.index(second)))
    return tuple(dict.fromkeys(key for one in all_versions()[low + 1 : high + 1] for key in one.changes))


def _read(path: Path) -> Definitions:
    with path.open("rb") as file:
        told = tomllib.load(file)
    return Definitions(told["version"], told["valid_from"], tuple(told["changes"]), told["define"])
