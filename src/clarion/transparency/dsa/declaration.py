"""What no case records: who reports, the texts of part 11, accuracy, people and recipients. A small TOML file.

Pure: no database, no Django. `template()` is the file to fill in, with every field explained.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from clarion.transparency.dsa.cases import CaseProblem

LONGEST_TEXT = 5000
"""Characters of a text in part 11 (Annex II, 2)."""

TEXTS = (
    "summary",
    "information",
    "automated_means",
    "accuracy",
    "purposes",
    "safeguards",
    "governance",
    "qualifications",
    "training",
    "support",
    "methodology",
)
"""The texts of part 11, in its order."""

INDICATORS = ("accuracy", "precision", "recall")
SCOPES = ("total", "own_initiative", "notices", "trusted_flaggers")
RECORDABLE = ("own_initiative", "disputes", "suspensions")
"""What the register has no place for: a declaration may say that what is given of it is all there was."""

RESTRICTIONS = (
    "removal", "disable", "demoted", "age_restricted", "interaction_restricted", "labelled", "visibility_other",
    "monetary_suspension", "monetary_termination", "monetary_other", "service_suspension", "service_termination",
    "account_suspension", "account_termination",
)  # fmt: skip
"""The restrictions of parts 5 and 6, in the order of their columns."""


class Class(StrEnum):
    """What kind of provider reports. Each has duties of its own (Regulation (EU) 2022/2065, Articles 15, 24 and 42)."""

    INTERMEDIARY = "intermediary"
    HOSTING = "hosting"
    PLATFORM = "platform"
    VLOP = "vlop"
    VLOSE = "vlose"


APPLIES = {
    "All": frozenset(Class),
    "Only for providers of hosting services, including online platforms": frozenset(
        {Class.HOSTING, Class.PLATFORM, Class.VLOP}
    ),
    "Only for providers of online platforms": frozenset({Class.PLATFORM, Class.VLOP}),
    "Only for VLOPs": frozenset({Class.VLOP}),
    "Only for VLOPs and VLOSEs": frozenset({Class.VLOP, Class.VLOSE}),
}
"""Which classes a row is for, by the first column of the templates."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares from 0 to 1, each None where it is not known, and why these indicators were chosen."""

    values: Mapping[str, float]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the provider says of itself."""

    service: str = ""
    provider: str = ""
    kind: Class = Class.HOSTING
    published_on: date | None = None
    previous_on: date | None = None
    impossible: frozenset[str] = frozenset()
    complete: frozenset[str] = frozenset()
    uses_automated_means: bool | None = None
    accuracy: Mapping[str, Accuracy] = field(default_factory=dict)
    languages: Mapping[str, Accuracy] = field(default_factory=dict)
    moderators: Mapping[str, int] = field(default_factory=dict)
    linguists: Mapping[str, int] = field(default_factory=dict)
    recipients: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    method: str = ""

    def applies(self, applicability: str) -> bool:
        """Whether a row with this in its first column is for this provider.

        Raises:
            KeyError: no template says so.
        """
        return self.kind in APPLIES[applicability]


def read(path: Path) -> Declaration:
    """The declaration in a file.

    Raises:
        CaseProblem: it is not there, no TOML, or a field of it means nothing: one line that names it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise CaseProblem(f"{path}: cannot be read: {reason}.") from error
    return parse(text, str(path))


def parse(text: str, where: str = "the declaration") -> Declaration:
    """The declaration in a text; `where` names it in a complaint.

    Raises:
        CaseProblem: it is no TOML, or a field of it means nothing: one line that names it.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseProblem(f"{where}: no TOML: {error}.") from error
    return _Reader(where).read(given)


def template() -> str:
    """A declaration to fill in."""
    return (Path(__file__).parent / "declaration.toml").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes a declaration apart, and complains with the name of the field."""

    where: str

    def read(self, given: dict[str, Any]) -> Declaration:
        known = {
            "service", "restrictions", "cases", "automated", "people", "recipients", "texts", "notes", "update",
        }  # fmt: skip
        self._only(given, known, "")
        service = self._table(given, "service", {"name", "provider", "class", "published_on", "previous_on"})
        automated = self._table(given, "automated", {"used", "accuracy", "languages"})
        people = self._table(given, "people", {"internal", "external", "linguistic", "languages"})
        update = self._table(given, "update", {"method"})
        restrictions = self._table(given, "restrictions", {"impossible"})
        cases = self._table(given, "cases", {"complete"})
        return Declaration(
            service=self._text(service, "service", "name"),
            provider=self._text(service, "service", "provider"),
            kind=self._class(service),
            published_on=self._day(service, "published_on"),
            previous_on=self._day(service, "previous_on"),
            impossible=self._set(restrictions, "restrictions.impossible", "impossible", RESTRICTIONS),
            complete=self._set(cases, "cases.complete", "complete", RECORDABLE),
            uses_automated_means=self._truth(automated, "automated.used", "used"),
            accuracy=self._accuracies(automated, "accuracy", set(SCOPES)),
            languages=self._accuracies(automated, "languages", None),
            moderators=self._counts(
                {key: value for key, value in people.items() if key != "languages"}, "people"
            ),
            linguists=self._counts(people.get("languages", {}), "people.languages"),
            recipients=self._counts(self._table(given, "recipients", None), "recipients"),
            texts=self._texts(given),
            notes={
                key: self._text(self._table(given, "notes", None), "notes", key)
                for key in given.get("notes", {})
            },
            method=self._text(update, "update", "method"),
        )

    def _fail(self, name: str, what: str) -> CaseProblem:
        return CaseProblem(f"{self.where}: {name}: {what}.")

    def _only(self, given: Mapping[str, Any], known: set[str], prefix: str) -> None:
        for name in given:
            if name not in known:
                raise self._fail(
                    f"{prefix}{name}", f"there is no such field; there are {', '.join(sorted(known))}"
                )

    def _table(self, given: Mapping[str, Any], name: str, known: set[str] | None) -> dict[str, Any]:
        found = given.get(name, {})
        if not isinstance(found, dict):
            raise self._fail(name, f"must be a table: [{name}]")
        if known is not None:
            self._only(found, known, f"{name}.")
        return found

    def _text(self, given: Mapping[str, Any], table: str, name: str) -> str:
        found = given.get(name, "")
        if not isinstance(found, str):
            raise self._fail(f"{table}.{name}", "must be a text in quotes")
        return found.strip()

    def _texts(self, given: Mapping[str, Any]) -> dict[str, str]:
        table = self._table(given, "texts", set(TEXTS))
        found = {name: self._text(table, "texts", name) for name in table}
        for name, text in found.items():
            if len(text) > LONGEST_TEXT:
                raise self._fail(
                    f"texts.{name}", f"has {len(text)} characters; at most {LONGEST_TEXT} are allowed"
                )
        return found

    def _class(self, given: Mapping[str, Any]) -> Class:
        found = given.get("class", Class.HOSTING.value)
        try:
            return Class(found)
        except ValueError as error:
            raise self._fail("service.class", f"{found!r} is none of {', '.join(Class)}") from error

    def _day(self, given: Mapping[str, Any], name: str) -> date | None:
        found = given.get(name)
        if found is not None and type(found) is not date:
            raise self._fail(
                f"service.{name}", f"must be a day without quotes, such as 2027-02-15, not {found!r}"
            )
        return found

    def _truth(self, given: Mapping[str, Any], where: str, name: str) -> bool | None:
        found = given.get(name)
        if found is not None and not isinstance(found, bool):
            raise self._fail(where, "must be true or false")
        return found

    def _set(
        self, given: Mapping[str, Any], where: str, name: str, allowed: tuple[str, ...]
    ) -> frozenset[str]:
        found = given.get(name, [])
        if not isinstance(found, list):
            raise self._fail(where, "must be a list")
        for one in found:
            if one not in allowed:
                raise self._fail(where, f"{one!r} is none of {', '.join(allowed)}")
        return frozenset(found)

    def _counts(self, given: Any, where: str) -> dict[str, int]:
        if not isinstance(given, dict):
            raise self._fail(where, f"must be a table: [{where}]")
        for name, value in given.items():
            if type(value) is not int or value < 0:
                raise self._fail(f"{where}.{name}", f"must be a whole number from 0, not {value!r}")
        return dict(given)

    def _accuracies(self, given: Mapping[str, Any], name: str, known: set[str] | None) -> dict[str, Accuracy]:
        table = self._table(given, name, known)
        found = {}
        for scope, told in table.items():
            where = f"automated.{name}.{scope}"
            if not isinstance(told, dict):
                raise self._fail(where, f"must be a table: [{where}]")
            self._only(told, {*INDICATORS, "note"}, f"{where}.")
            values = {one: told[one] for one in INDICATORS if one in told}
            for one, value in values.items():
                if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                    raise self._fail(f"{where}.{one}", f"must be a share from 0 to 1, not {value!r}")
            found[scope] = Accuracy(values, self._text(told, where, "note"))
        return found
