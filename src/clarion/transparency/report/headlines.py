"""The figures of a report: the few in large numerals, the sentence that opens it, and all of them in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clarion.transparency import wording
from clarion.transparency.figures import Figure, Reading, read
from clarion.transparency.periods import Period
from clarion.transparency.presentation import Fact

Read = Callable[[Iterable[Figure]], Mapping[Figure, Reading]]

HEADLINES = (
    "takedown-requests-received",
    "takedown-requests-granted",
    "copyright-notices-received",
    "user-data-requests-received",
)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that belong together. What stands in different groups is never added."""

    key: str
    title: str | Promise
    measures: tuple[str, ...]


GROUPS = (
    Group(
        "content", _("Content"),
        ("takedown-requests-received", "takedown-requests-granted", "government-takedown-requests",
         "countries-of-takedown-requests"),
    ),
    Group(
        "copyright", _("Copyright"),
        ("copyright-notices-received", "copyright-notices-granted", "counter-notices-received"),
    ),
    Group("erasure", _("Right to erasure"), ("erasure-requests-received", "erasure-requests-granted")),
    Group("user-data", _("User data: requests"), ("user-data-requests-received", "user-data-requests-granted")),
    Group("accounts", _("User data: accounts"), ("accounts-potentially-affected", "accounts-actually-affected")),
    Group("disclosures", _("Disclosures"), ("emergency-disclosures", "voluntary-disclosures")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headlines:
    """What a report says in figures. `groups` are pairs of a group and its facts."""

    large: tuple[Fact, ...]
    groups: tuple[tuple[Group, tuple[Fact, ...]], ...]
    sentence: str
    as_of: str

    @property
    def newest_day(self) -> date | None:
        """The newest of the days that the large figures describe."""
        return max((one.reading.as_of for one in self.large if one.reading.as_of), default=None)

    @property
    def partial(self) -> list[Fact]:
        """The large figures that speak of a part of the period only."""
        return [fact for fact in self.large if fact.known and not fact.reading.is_complete]


def headlines(period: Period, code: str, read: Read = read) -> Headlines:
    """Every figure of the report, in one query; or as an edition's own `read` answers."""
    keys = dict.fromkeys([*HEADLINES, *(key for group in GROUPS for key in group.measures)])
    readings = read([Figure.of(key, str(period)) for key in keys])
    facts = {figure.measure_key: Fact(reading, code) for figure, reading in readings.items()}
    groups = tuple((group, tuple(facts[key] for key in group.measures)) for group in GROUPS)
    large = tuple(facts[key] for key in HEADLINES)
    newest = max((fact for fact in large if fact.reading.as_of), key=_day, default=None)
    return Headlines(large, groups, _sentence(facts, code), newest.as_of if newest else "")


def _day(fact: Fact) -> int:
    return fact.reading.as_of.toordinal() if fact.reading.as_of else 0


def _sentence(facts: dict[str, Fact], code: str) -> str:
    """What the report comes to, computed; what is unknown is left to the figures below, which say why."""
    said = [
        _received_and_granted(facts["takedown-requests-received"], facts["takedown-requests-granted"]),
        _received_and_granted(facts["copyright-notices-received"], facts["copyright-notices-granted"]),
        _received_and_granted(facts["user-data-requests-received"], facts["user-data-requests-granted"]),
    ]
    known = [one for one in said if one]
    if not known:
        return wording.explanation(facts["takedown-requests-received"].reading, code)
    return _joined(known, code)


def _received_and_granted(received: Fact, granted: Fact) -> str:
    if not received.known:
        return ""
    words = {"received": received.phrase, "granted": granted.spelled}
    if not granted.known or received.reading.covered != granted.reading.covered:
        return gettext("%(received)s came in.") % words
    if received.reading.value.is_zero:
        return gettext("%(received)s came in.") % {"received": received.spelled_phrase}
    return gettext("%(received)s came in, %(granted)s of them granted.") % words


def _joined(sentences: Sequence[str], code: str) -> str:
    return "".join(sentences) if code.startswith("zh") else " ".join(sentences)
