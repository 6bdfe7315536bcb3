"""Grounds of decisions: a versioned vocabulary in files, each term with its days, its source and its words.

A new version is a new file beside the old one, which stays: a decision cites the version that it was taken under.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clarion.register.errors import Refused

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Ground:
    """One term: for which outcomes it stands, from when to when, and who says so."""

    key: str
    version: str
    outcomes: frozenset[str]
    kinds: frozenset[str]
    since: date
    until: date | None
    source: str
    names: dict[str, str]

    @property
    def name(self) -> str:
        """The term in the present language, or in English."""
        return self.names.get((get_language() or "en").lower(), self.names["en"])

    def holds_on(self, day: date) -> bool:
        """Whether the term may be cited on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def versions() -> dict[str, dict[str, Ground]]:
    """Every version of the vocabulary, the oldest first, each by the keys of its terms."""
    found = {}
    for path in sorted(HERE.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        version = content["version"]
        found[version] = {
            key: Ground(
                key=key,
                version=version,
                outcomes=frozenset(term["outcomes"]),
                kinds=frozenset(term.get("kinds", ())),
                since=term["since"],
                until=term.get("until"),
                source=term["source"],
                names=term["name"],
            )
            for key, term in content["terms"].items()
        }
    return found


def current() -> dict[str, Ground]:
    """The newest version."""
    return versions()[max(versions())]


def find(key: str, version: str = "") -> Ground | None:
    """The term that a decision cites, in the version it was taken from, or else the newest that has it."""
    known = versions()
    for one in [version] if version else sorted(known, reverse=True):
        if found := known.get(one, {}).get(key):
            return found
    return None


def offered(*, kind: str, outcome: str, day: date) -> list[Ground]:
    """The terms that a decision of this kind and outcome may cite on this day."""
    return [
        one
        for one in current().values()
        if outcome in one.outcomes and (not one.kinds or kind in one.kinds) and one.holds_on(day)
    ]


def checked(keys: tuple[str, ...] | list[str], *, kind: str, outcome: str, day: date) -> list[Ground]:
    """The terms with these keys.

    Raises:
        Refused: one is unknown, or not for such a decision or such a day.
    """
    allowed = {one.key: one for one in offered(kind=kind, outcome=outcome, day=day)}
    for key in keys:
        if key not in allowed:
            raise Refused(
                _("%(key)s is no ground for this decision. Choose among %(keys)s.")
                % {"key": key, "keys": ", ".join(allowed)}
            )
    return [allowed[key] for key in dict.fromkeys(keys)]
