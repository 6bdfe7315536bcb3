"""Merge fields: what a template may say that differs from demand to demand. A new field is one entry here.

In a template a field is its name in braces, such as `{reference}`. What it becomes is written in the language of the
letter. A field may be empty, where the demand has no such thing; a paragraph in which all fields are empty is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.languages import Language, language
from clarion.mail.rendering import organisation
from clarion.register.completeness import Element
from clarion.register.letters import marked
from clarion.register.models import Demand
from clarion.register.papers import Contact
from clarion.register.rules import Moment, Rule, Sort, rules, starting
from clarion.register.vocabulary import GRANTED_OUTCOMES, Kind, Outcome
from clarion.register.working_days import end_of

FIELD = re.compile(r"\{([A-Za-z0-9_]*)\}")
MOST_ITEMS = 100
"""How many addresses a letter lists; of more it says how many there are."""


@dataclass(frozen=True)
class Merge:
    """What the fields of one letter are filled from. Properties are asked for when a template has their field."""

    demand: Demand
    language: str
    reader: Contact | None = None

    @property
    def spoken(self) -> Language:
        return language(self.language)

    @cached_property
    def listed(self) -> list[tuple[str, str]]:
        """The addresses, each with its outcome."""
        items = self.demand.items.order_by("position").values_list("address", "outcome")
        return list(items[: MOST_ITEMS + 1])

    @cached_property
    def cited(self) -> list[str]:
        """The grounds of the decision, in words."""
        return [one.name for one in self.demand.grounds.order_by("pk")]


@dataclass(frozen=True, slots=True)
class Field:
    """One merge field."""

    name: str
    help: str | Promise
    example: str | Promise
    value: Callable[[Merge], str]


class UnknownField(ValueError):
    """A template names a field that there is none of."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def names_in(text: str) -> list[str]:
    """The fields that a text names.

    Raises:
        UnknownField: one of them is none.
    """
    found = list(dict.fromkeys(FIELD.findall(text)))
    for name in found:
        if name not in FIELDS:
            raise UnknownField(name)
    return found


def merge(text: str, given: Merge) -> str:
    """The text with its fields filled in, in the language of the letter.

    A field that is gone by now, because a later version dropped it, stays as it is written, to be seen.
    """
    values: dict[str, str] = {}

    def value(name: str) -> str:
        if name not in values:
            field = FIELDS.get(name)
            values[name] = field.value(given) if field else f"{{{name}}}"
        return values[name]

    paragraphs = []
    with translation.override(given.language):
        for paragraph in re.split(r"\n{2,}", text.replace("\r\n", "\n").strip()):
            names = FIELD.findall(paragraph)
            if names and not any(value(name) for name in names):
                continue
            paragraphs.append(FIELD.sub(lambda found: value(found[1]), paragraph).strip())
    return "\n\n".join(paragraphs)


def example(text: str, in_language: str) -> str:
    """The text with the examples of its fields, for whoever writes a template."""
    with translation.override(in_language):
        return FIELD.sub(
            lambda found: str(FIELDS[found[1]].example) if found[1] in FIELDS else found[0], text
        )


def _greeting(given: Merge) -> str:
    name = given.reader.name.strip() if given.reader else ""
    return _("Dear %(name)s,") % {"name": name} if name else _("Dear Sir or Madam,")


def _list(lines: list[str]) -> str:
    return "\n".join(f"– {one}" for one in lines)


def _items(given: Merge, *outcomes: str) -> str:
    chosen = [address for address, outcome in given.listed if not outcomes or outcome in outcomes]
    shown = chosen[:MOST_ITEMS]
    if given.demand.items_count > MOST_ITEMS and not outcomes:
        shown.append(
            _("and others, %(count)s in all") % {"count": given.spoken.integer(given.demand.items_count)}
        )
    return _list(shown)


ELEMENTS: dict[Element, str | Promise] = {
    Element.SIGNATURE: gettext_lazy("a physical or electronic signature of the owner or of an agent"),
    Element.WORK: gettext_lazy("which work is said to be infringed"),
    Element.LOCATION: gettext_lazy("which material is meant, and where exactly it is"),
    Element.CONTACT: gettext_lazy("how we can reach you: address, telephone number or e-mail address"),
    Element.GOOD_FAITH: gettext_lazy(
        "a statement that you believe in good faith that the use is not authorised by the owner, an agent or the law"
    ),
    Element.ACCURACY: gettext_lazy(
        "a statement that the notice is accurate and, under penalty of perjury, that you may act for the owner"
    ),
}
"""The elements of 17 U.S.C. 512(c)(3)(A) in the words of a letter."""


def _missing(given: Merge) -> str:
    elements = given.demand.elements
    if elements is None:
        return ""
    return _list([str(words) for one, words in ELEMENTS.items() if not elements.get(one)])


def _appeal_rule(given: Merge) -> Rule | None:
    demand = given.demand
    windows = starting(Moment.ANSWERED, kind=demand.kind, country=demand.country, day=demand.received_on)
    return next((one for one in windows if one.sort is Sort.WINDOW and Moment.APPEALED in one.ends), None)


def _appeal_until(given: Merge) -> str:
    """The day on which the time for a complaint ends, if the answer goes out today."""
    rule = _appeal_rule(given)
    if rule is None:
        return ""
    start = given.demand.answered_at or timezone.now()
    end = end_of(start, rule.within.amount, rule.within.unit, rolls=rule.rolls)
    return given.spoken.day(timezone.localtime(end).date())


def _due(given: Merge) -> str:
    due = given.demand.due_at
    return given.spoken.day(timezone.localtime(due).date()) if due else ""


def _due_law(given: Merge) -> str:
    first = given.demand.deadlines.binding().order_by("due_at", "pk").first()
    rule = rules().get(first.rule) if first else None
    return rule.law if rule else ""


def _day(given: Merge) -> str:
    return given.spoken.day(given.demand.received_on)


def _public(given: Merge, path: str) -> str:
    return f"{settings.BASE_URL}/{given.language}/{path}"


FIELDS: dict[str, Field] = {
    one.name: one
    for one in (
        Field(
            "reference",
            gettext_lazy("Our reference."),
            "2026-000123",
            lambda m: marked(m.demand.reference, m.language),
        ),
        Field(
            "greeting",
            gettext_lazy("The opening, with the reader’s name if it is known."),
            gettext_lazy("Dear Sir or Madam,"),
            _greeting,
        ),
        Field(
            "name",
            gettext_lazy("The reader’s name."),
            "Ada Okafor",
            lambda m: m.reader.name if m.reader else "",
        ),
        Field(
            "account",
            gettext_lazy("The reader’s account name on the project."),
            "Heron22",
            lambda m: m.reader.account if m.reader else "",
        ),
        Field("received", gettext_lazy("The day on which the demand came in."), "2026-03-14", _day),
        Field(
            "today",
            gettext_lazy("The day on which the letter is written."),
            "2026-03-21",
            lambda m: m.spoken.day(timezone.localdate()),
        ),
        Field(
            "kind",
            gettext_lazy("What the demand asks for."),
            gettext_lazy("Copyright notice"),
            lambda m: str(Kind(m.demand.kind).label),
        ),
        Field(
            "outcome",
            gettext_lazy("What was decided."),
            gettext_lazy("Refused"),
            lambda m: str(Outcome(m.demand.outcome).label),
        ),
        Field(
            "grounds",
            gettext_lazy("The grounds of the decision, one a line."),
            gettext_lazy("– The work is free, licensed, or its use is fair"),
            lambda m: _list(m.cited),
        ),
        Field(
            "items",
            gettext_lazy("The addresses that the demand names, one a line."),
            "– https://en.example.org/wiki/Lighthouse",
            _items,
        ),
        Field(
            "items_granted",
            gettext_lazy("Those of the addresses for which it was granted."),
            "– https://en.example.org/wiki/Lighthouse",
            lambda m: _items(m, *GRANTED_OUTCOMES),
        ),
        Field(
            "items_refused",
            gettext_lazy("Those of the addresses for which it was refused."),
            "– https://en.example.org/wiki/Harbour",
            lambda m: _items(m, Outcome.REFUSED, Outcome.NOT_OURS),
        ),
        Field(
            "missing",
            gettext_lazy("The elements that a copyright notice lacks, one a line."),
            gettext_lazy("– a physical or electronic signature of the owner or of an agent"),
            _missing,
        ),
        Field(
            "legal_basis",
            gettext_lazy("The law that the demand relies on, as recorded."),
            "17 U.S.C. 512(c)",
            lambda m: m.demand.legal_basis,
        ),
        Field(
            "appeal_until",
            gettext_lazy("Until when a complaint is possible, where the law gives a time."),
            "2026-09-21",
            _appeal_until,
        ),
        Field("due", gettext_lazy("Until when we must act next."), "2026-04-14", _due),
        Field("due_law", gettext_lazy("The law that sets this time."), "GDPR, Art. 12(3)", _due_law),
        Field(
            "organisation",
            gettext_lazy("The name of the organisation."),
            "Open Knowledge Commons",
            lambda m: organisation(),
        ),
        Field(
            "status_page",
            gettext_lazy("The address of the page that tells how a request stands."),
            "https://www.example.org/en/requests/status/",
            lambda m: _public(m, "requests/status/"),
        ),
        Field(
            "report_page",
            gettext_lazy("The address of the Transparency Report."),
            "https://www.example.org/en/transparency/",
            lambda m: _public(m, "transparency/"),
        ),
        Field(
            "help_page",
            gettext_lazy("The address of the page for contributors under legal threat."),
            "https://www.example.org/en/help/",
            lambda m: _public(m, "help/"),
        ),
    )
}
