"""How a demand becomes a case where nobody said otherwise: versioned rules in `mapping/`. Pure: no database.

A new version is a new file beside the old one, which stays: an edition names the version it was built with.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clarion.transparency.dsa.cases import Ground, Type

HERE = Path(__file__).parent / "mapping"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which type a demand is, or why it is in no part."""

    type: Type | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """One version of the rules."""

    version: str
    states: frozenset[str]
    eurostat: dict[str, str]
    languages: tuple[str, ...]
    types: tuple[dict[str, Any], ...]
    categories: tuple[dict[str, Any], ...]
    default_ground: Ground
    of_terms: frozenset[str]
    restrictions: dict[str, tuple[str, ...]]

    def state(self, country: str) -> str:
        """The Member State as Eurostat writes it (`GR` and `EL` give `EL`); blank if it is none."""
        if country in self.states:
            return self.eurostat.get(country, country)
        return country if country in self.eurostat.values() else ""

    def iso(self, state: str) -> str:
        """The Member State as ISO 3166 writes it, which the DSA Transparency Database wants."""
        return next((iso for iso, other in self.eurostat.items() if other == state), state)

    def verdict(self, *, kind: str, requester: str, process: str, country: str) -> Verdict:
        """The first rule that fits. The last one always does."""
        where = "unknown" if not country else "union" if self.state(country) else "elsewhere"
        for rule in self.types:
            wanted = (("kinds", kind), ("requesters", requester), ("processes", process))
            if (
                all(value in rule[name] for name, value in wanted if name in rule)
                and rule.get("country", where) == where
            ):
                found = rule["type"]
                return Verdict(Type(found) if found else None, rule.get("why", ""))
        raise AssertionError("the last rule of a mapping fits everything")

    def category(self, *, kind: str, legal_basis: str) -> tuple[str, str]:
        """Category and sub-category by the first rule that fits; blank where none does."""
        for rule in self.categories:
            if "kinds" in rule and kind not in rule["kinds"]:
                continue
            if "words" in rule and not re.search(rule["words"], legal_basis, re.IGNORECASE):
                continue
            return rule["category"], rule["keyword"]
        return "", ""

    def ground(self, terms: list[str]) -> Ground:
        """On what an action rests, by the grounds the decision cites."""
        return Ground.TERMS if any(one in self.of_terms for one in terms) else self.default_ground


@cache
def version(name: str = "") -> Mapping:
    """A version of the rules; by default the newest.

    Raises:
        FileNotFoundError: there is no such version.
    """
    path = HERE / f"{name}.toml" if name else max(HERE.glob("*.toml"))
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return Mapping(
        version=given["version"],
        states=frozenset(given["union"]["states"]),
        eurostat=given["union"]["eurostat"],
        languages=tuple(given["union"]["languages"]),
        types=tuple(given["types"]),
        categories=tuple(given["categories"]),
        default_ground=Ground(given["grounds"]["default"]),
        of_terms=frozenset(given["grounds"]["terms"]),
        restrictions={kind: tuple(codes) for kind, codes in given["restrictions"].items()},
    )
