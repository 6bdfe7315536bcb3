"""The contradictions of the sources in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clarion.register.vocabulary import Kind, Unit
from clarion.transparency import wording
from clarion.transparency.breakdowns import DIMENSIONS
from clarion.transparency.measures import Counted, Measure
from clarion.transparency.models import OWN, Contradiction
from clarion.transparency.periods import Period
from clarion.transparency.report.places import marked, place_in

_STATED = re.compile(r"(\d+) \((.+)\)", re.DOTALL)
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One side: the number in the reader's digits and where it stands; only `place` if it is no number.

    `place` is in the reader's language, or as the import kept it, in English, where `is_kept`.
    """

    number: str
    place: str
    is_kept: bool = False

    @property
    def markup(self) -> SafeString:
        """The place as HTML."""
        return marked(self.place)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements that cannot both be true. `used` is the one that figures are made from."""

    nature: str
    period: str
    subject: str
    sentence: str
    used: Statement
    other: Statement
    source: str


def touching(period: Period) -> QuerySet[Contradiction]:
    """The contradictions about a period that overlaps this one."""
    return everything().filter(period_start__lte=period.end, period_end__gte=period.start)


def changes_of(measure: Measure) -> list[date]:
    """The days from which on something else is recorded for a measure.

    Published sources changed how they tell outcomes, never what they count as received; those measures ask nothing.
    """
    if measure.counted is not Counted.GRANTED:
        return []
    found = everything().filter(
        nature=Contradiction.Nature.DEFINITION_CHANGE, kind__in=measure.kinds, unit=measure.unit
    )
    return sorted({one for one in found.values_list("period_start", flat=True) if one})


def everything(peer: str = OWN) -> QuerySet[Contradiction]:
    """All contradictions of published sources, of the organisation or a peer, in order of time."""
    found = Contradiction.objects.filter(source__published=True, source__peer=peer).select_related("source")
    return found.order_by("period_start", "kind", "pk")


def told(contradictions: Iterable[Contradiction], code: str) -> list[Disagreement]:
    """Contradictions in the language `code`; those that belong to no period come last."""
    found = list(contradictions)
    found.sort(key=lambda one: one.period_start is None)
    return [_told(one, code) for one in found]


def _told(one: Contradiction, code: str) -> Disagreement:
    used, other = _statement(one.published, code), _statement(one.other, code)
    period = ""
    if one.period_start and one.period_end:
        period = wording.period_name(Period(one.period_start, one.period_end), code)
    return Disagreement(
        str(one.get_nature_display()), period, _subject(one, code), _sentence(one, used, other), used, other,
        one.source.title,
    )  # fmt: skip


def _statement(text: str, code: str) -> Statement:
    found = _STATED.fullmatch(text)
    number, stored = (wording.number(int(found[1]), code), found[2]) if found else ("", text)
    place = place_in(stored, code)
    return Statement(number, place or stored, is_kept=place is None)


def _subject(one: Contradiction, code: str) -> str:
    """What it is about: kind, unit or whether granted, and the row."""
    parts = []
    if one.kind:
        parts.append(str(Kind(one.kind).label))
    if one.unit and one.unit != Unit.REQUEST:
        parts.append(str(Unit(one.unit).label))
    if counted := {"received": gettext("received"), "granted": gettext("granted")}.get(
        one.cell.get("counted", "")
    ):
        parts.append(counted)
    parts += [wording.value_name(name, one.cell[name], code) for name in DIMENSIONS if one.cell.get(name)]
    if value := one.cell.get("value"):
        dimension = "country" if _COUNTRY.fullmatch(value) else "project"
        parts.append(wording.value_name(dimension, value, code))
    return " · ".join(parts)


def _sentence(one: Contradiction, used: Statement, other: Statement) -> str:
    words = {"used": used.number, "other": other.number}
    if one.nature == Contradiction.Nature.LABEL_DRIFT:
        return gettext("The same thing is written in more than one way; we count it as one.")
    if not (used.number and other.number):
        return gettext("What the records tell apart is not the same throughout.")
    if one.nature == Contradiction.Nature.PARTS_DO_NOT_ADD_UP:
        return gettext("We use %(used)s. Added up from the rows it would be %(other)s.") % words
    return gettext("We use %(used)s. Another place says %(other)s.") % words
