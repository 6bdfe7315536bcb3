"""Editions in words: tables, values, findings, in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.register.vocabulary import Kind, Unit
from clarion.transparency import wording
from clarion.transparency.editions.content import DAY, MEDIAN, UNRECORDED, WITHHELD, Finding, Mark
from clarion.transparency.models import Contradiction
from clarion.transparency.periods import parse

TABLES: dict[str, Promise] = {
    "total": gettext_lazy("Totals"),
    "country": gettext_lazy("By country"),
    "project": gettext_lazy("By project"),
    "requester": gettext_lazy("By requester"),
    "process": gettext_lazy("By legal process"),
    "country+requester": gettext_lazy("By country and requester"),
    "country+process": gettext_lazy("By country and legal process"),
    "project+process": gettext_lazy("By project and legal process"),
    MEDIAN: gettext_lazy("Median time to decide"),
    "days": gettext_lazy("Days to the decision"),
    "bands": gettext_lazy("Told in bands"),
}
DIMENSIONS: dict[str, Promise] = {
    "country": gettext_lazy("Country"),
    "project": gettext_lazy("Project"),
    "requester": gettext_lazy("Requester"),
    "process": gettext_lazy("Legal process"),
    "days": gettext_lazy("Days"),
    MEDIAN: gettext_lazy("Median time to decide"),
    "account_potential": gettext_lazy("Accounts potentially affected"),
    "account_actual": gettext_lazy("Accounts actually affected"),
}


def table_name(key: str) -> str:
    """The name of a table; its key where it is of another series."""
    return str(TABLES.get(key, key))


def unit_name(unit: str) -> str:
    """The name of a unit; itself where it is of another series."""
    if unit == DAY:
        return _("Days")
    return str(Unit(unit).label) if unit in Unit.values else unit


def value_name(dimension: str, value: str, code: str) -> str:
    """A value of a dimension; what is withheld and what nobody recorded say so."""
    if value == WITHHELD:
        return _("Withheld")
    if value == UNRECORDED.get(dimension):
        return _("Not recorded")
    if dimension not in UNRECORDED:
        return value
    return wording.value_name(dimension, value, code)


def count_text(low: int | None, high: int | None, mark: str, code: str) -> str:
    """A count in the digits of the language: exact, between bounds, at least so many, or unknown."""
    if low is None:
        return _("Withheld") if mark == Mark.WITHHELD else _("unknown")
    first = wording.number(low, code)
    if high is None:
        return _("at least %(number)s") % {"number": first}
    if low == high and mark != Mark.UNKNOWN:
        return first
    return f"{first}–{wording.number(high, code)}"


_TELLERS: dict[str, Callable[[Mapping[str, Any]], str]] = {}


def tell_with(key: str, words: Callable[[Mapping[str, Any]], str]) -> None:
    """Says how findings of another series are worded, from their facts. Called in `ready` of an app."""
    _TELLERS[key] = words


def finding(one: Finding, code: str) -> str:
    """A finding in a sentence."""
    with translation.override(code):
        if one.key in _TELLERS:
            return _TELLERS[one.key](one.facts)
        facts = {name: _worded(name, value, code) for name, value in one.facts.items()}
        sentence = _SENTENCES.get(one.key)
        if one.key == "contradiction":
            facts["nature"] = str(Contradiction.Nature(one.facts["nature"]).label)
        return str(sentence) % facts if sentence else one.key


_SENTENCES: dict[str, Promise] = {
    "no_demands": gettext_lazy("No request was received in this period."),
    "undecided": gettext_lazy("Not decided yet, and counted as pending: %(kind)s, %(count)s."),
    "unrecorded": gettext_lazy("Nobody recorded it (%(dimension)s): %(kind)s, %(count)s."),
    "withheld": gettext_lazy(
        "Withheld, because so few could tell who it is (%(dimension)s): %(kind)s, %(count)s."
    ),
    "sudden_change": gettext_lazy("Sudden change: %(kind)s, %(now)s now, %(before)s in %(period)s."),
    "definition_changed": gettext_lazy("What is counted has changed since %(period)s: %(key)s."),
    "does_not_add_up": gettext_lazy(
        "%(table)s: %(kind)s, %(unit)s add up to %(sum)s there, and to %(total)s in the totals."
    ),
    "contradiction": gettext_lazy("%(nature)s: %(published)s / %(other)s."),
    "covers_part": gettext_lazy("%(breakdown)s: %(kind)s, %(unit)s is recorded for %(covered)s alone."),
    "unknown_counts": gettext_lazy("%(breakdown)s: %(kind)s, %(unit)s has %(count)s unknown counts."),
}


def _worded(name: str, value: object, code: str) -> str:
    """A fact as it stands in a sentence."""
    if isinstance(value, int):
        return wording.number(value, code)
    text = str(value or "")
    if name == "kind":
        return str(Kind(text).label) if text in Kind.values else text
    if name == "unit":
        return unit_name(text)
    if name in ("breakdown", "table"):
        return table_name(text)
    if name == "dimension":
        return str(DIMENSIONS.get(text, text))
    if name == "period":
        return wording.period_name(parse(text), code)
    return text
