"""The rules of disclosure, one file a version. A change is a new file: editions name the version they were built by."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "rules"


class Rule(NamedTuple):
    """A value of `dimension` shared by fewer than `threshold` demands, equal in kind and `within`, is withheld."""

    key: str
    kinds: tuple[str, ...]
    dimension: str
    threshold: int
    within: tuple[str, ...] = ()


class Band(NamedTuple):
    """Demands of which only the band is told in which their number lies. `source` is the law that says so."""

    key: str
    kind: str
    process: str
    units: tuple[str, ...]
    width: int
    source: str

    def around(self, count: int) -> tuple[int, int]:
        """The bounds of the band of a count: 0 and 249 for 17, with a width of 250."""
        low = count // self.width * self.width
        return low, low + self.width - 1


class Duration(NamedTuple):
    """Days to the decision of fewer than `threshold` decided demands of a kind are not told."""

    key: str
    kinds: tuple[str, ...]
    threshold: int


class Rules(NamedTuple):
    """One version of the rules."""

    version: str
    valid_from: date
    bands: tuple[Band, ...] = ()
    rules: tuple[Rule, ...] = ()
    durations: tuple[Duration, ...] = ()

    def fewest_decided(self, kind: str) -> int:
        """How many decisions of a kind there have to be for their days to be told: what the strictest rule asks."""
        return max((one.threshold for one in self.durations if kind in one.kinds), default=0)


@cache
def rules(version: str = "") -> Rules:
    """The rules of a version; the newest without one.

    Raises:
        KeyError: there is no such version.
    """
    known = {one.version: one for one in map(_read, sorted(FOLDER.glob("*.toml")))}
    return known[version or max(known.values(), key=lambda one: (one.valid_from, one.version)).version]


def _read(path: Path) -> Rules:
    with path.open("rb") as file:
        told = tomllib.load(file)
    return Rules(
        told["version"],
        told["valid_from"],
        tuple(Band(**_tupled(one)) for one in told.get("band", ())),
        tuple(Rule(**_tupled(one)) for one in told.get("rule", ())),
        tuple(Duration(**_tupled(one)) for one in told.get("duration", ())),
    )


def _tupled(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
