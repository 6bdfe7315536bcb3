"""The rules of the DSA Transparency Database for a statement of reasons, in our own code.

Vocabularies are versioned data in `vocabularies/`; a statement keeps the version it was composed with. Pure.
Source: digital-services-act/transparency-database, `StatementStoreRequest` and `Statement`, API as of 1 July 2025.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent / "vocabularies"

DECISIONS = ("decision_visibility", "decision_monetary", "decision_provision", "decision_account")
ILLEGAL, INCOMPATIBLE = "DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"
LONGEST = {
    "decision_visibility_other": 500, "decision_monetary_other": 500, "decision_ground_reference_url": 500,
    "illegal_content_legal_ground": 500, "illegal_content_explanation": 2000, "incompatible_content_ground": 500,
    "incompatible_content_explanation": 2000, "content_type_other": 500, "category_specification_other": 500,
    "decision_facts": 5000, "source_identity": 500, "puid": 500,
}  # fmt: skip
_LISTS = {
    "decision_visibility": "decision_visibility",
    "content_type": "content_type",
    "category_addition": "category",
    "category_specification": "category_specification",
    "territorial_scope": "territorial_scope",
}
_CHOICES = (
    "decision_monetary", "decision_provision", "decision_account", "account_type", "decision_ground", "category",
    "source_type", "automated_detection", "automated_decision", "incompatible_content_illegal",
)  # fmt: skip
_NEEDED = (
    "decision_ground", "content_type", "category", "content_date", "application_date", "decision_facts",
    "source_type", "automated_detection", "automated_decision", "puid",
)  # fmt: skip
_DAYS = {
    "content_date": date(2000, 1, 1), "application_date": date(2020, 1, 1),
    "end_date_visibility_restriction": date(2000, 1, 1), "end_date_monetary_restriction": date(2000, 1, 1),
    "end_date_service_restriction": date(2000, 1, 1), "end_date_account_restriction": date(2000, 1, 1),
}  # fmt: skip
_LAST_DAY = date(2038, 1, 1)
_OTHERS = {
    "decision_visibility_other": ("decision_visibility", "DECISION_VISIBILITY_OTHER"),
    "decision_monetary_other": ("decision_monetary", "DECISION_MONETARY_OTHER"),
    "content_type_other": ("content_type", "CONTENT_TYPE_OTHER"),
    "illegal_content_legal_ground": ("decision_ground", ILLEGAL),
    "illegal_content_explanation": ("decision_ground", ILLEGAL),
    "incompatible_content_ground": ("decision_ground", INCOMPATIBLE),
    "incompatible_content_explanation": ("decision_ground", INCOMPATIBLE),
}
"""Texts that must be there exactly if another field says so."""

FIELDS = frozenset(
    {*LONGEST, *_LISTS, *_CHOICES, *_DAYS, "content_id", "content_language", "incompatible_content_illegal"}
)
_PUID = re.compile(r"[a-zA-Z0-9-_]+")
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+\d[\d ()-]{7,}")
"""What looks like an address or a number of a person: no field may hold personal data."""


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """One version of the codes, with their English labels."""

    version: str
    codes: Mapping[str, Mapping[str, str]]


@cache
def vocabularies(version: str = "") -> Vocabularies:
    """A version of the vocabularies; by default the newest."""
    path = HERE / f"{version}.json" if version else max(HERE.glob("*.json"))
    given = json.loads(path.read_text(encoding="utf-8"))
    return Vocabularies(given["version"], given["vocabularies"])


def faults(statement: Mapping[str, Any], version: str = "") -> list[str]:
    """What is wrong with a statement, each as `field: what`; nothing if the database may have it."""
    codes = vocabularies(version).codes
    return [
        *_missing_faults(statement),
        *_code_faults(statement, codes),
        *_pair_faults(statement),
        *(fault for name, most in LONGEST.items() for fault in _text_faults(name, statement.get(name), most)),
        *(fault for name, first in _DAYS.items() for fault in _day_faults(name, statement.get(name), first)),
        *_odd_faults(statement),
    ]


def _missing_faults(statement: Mapping[str, Any]) -> list[str]:
    found = [f"{name}: is no field of a statement" for name in statement if name not in FIELDS]
    found += [f"{name}: is missing" for name in _NEEDED if not statement.get(name)]
    if not any(statement.get(name) for name in DECISIONS):
        found.append("decision_visibility: one of the four decisions must be there")
    return found


def _code_faults(statement: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]]) -> list[str]:
    found = []
    for name, vocabulary in _LISTS.items():
        if name in statement:
            found += _list_faults(name, statement[name], codes[vocabulary])
    for name in _CHOICES:
        if statement.get(name) and statement[name] not in codes[name]:
            found.append(f"{name}: {statement[name]!r} is not in the vocabulary")
    return found


def _pair_faults(statement: Mapping[str, Any]) -> list[str]:
    """Texts that are there, or not, against what another field says."""
    found = []
    for name, (other, code) in _OTHERS.items():
        chosen = statement.get(other) or ()
        is_wanted = code in ((chosen,) if isinstance(chosen, str) else tuple(chosen))
        if is_wanted != bool(statement.get(name)):
            found.append(f"{name}: must {'' if is_wanted else 'not '}be there, by {other}")
    return found


def _list_faults(name: str, given: Any, codes: Mapping[str, str]) -> list[str]:
    if not isinstance(given, list):
        return [f"{name}: must be a list"]
    return [f"{name}: {one!r} is not in the vocabulary" for one in given if one not in codes]


def _text_faults(name: str, given: Any, most: int) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, str):
        return [f"{name}: must be a text"]
    if len(given) > most:
        return [f"{name}: has {len(given)} characters; at most {most} are allowed"]
    if name != "puid" and _PERSONAL.search(given):
        return [f"{name}: looks like personal data, which no field may hold"]
    return []


def _day_faults(name: str, given: Any, first: date) -> list[str]:
    if not given:
        return []
    try:
        day = date.fromisoformat(given) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(given)) else None
    except ValueError:
        day = None
    if day is None:
        return [f"{name}: {given!r} is no day such as 2026-01-31"]
    if not first <= day <= _LAST_DAY:
        return [f"{name}: {given} lies before {first} or after {_LAST_DAY}"]
    return []


def _odd_faults(statement: Mapping[str, Any]) -> list[str]:
    found = []
    if (puid := statement.get("puid")) and not _PUID.fullmatch(str(puid)):
        found.append("puid: may have letters, digits, - and _ alone")
    if (language := statement.get("content_language")) and not re.fullmatch("[A-Z]{2}", str(language)):
        found.append(f"content_language: {language!r} is no ISO 639-1 code in capitals")
    if ean := statement.get("content_id"):
        well = (
            isinstance(ean, dict) and set(ean) == {"EAN-13"} and re.fullmatch(r"\d{13}", str(ean["EAN-13"]))
        )
        if not well:
            found.append("content_id: must be an EAN-13 of 13 digits")
    if statement.get("source_type") == "SOURCE_VOLUNTARY" and statement.get("source_identity"):
        found.append("source_identity: goes with no measure of our own")
    if statement.get("incompatible_content_illegal") and statement.get("decision_ground") != INCOMPATIBLE:
        found.append("incompatible_content_illegal: goes with incompatible content alone")
    specified = statement.get("category_specification") or []
    if statement.get("category_specification_other") and "KEYWORD_OTHER" not in specified:
        found.append("category_specification_other: goes with KEYWORD_OTHER alone")
    return found
