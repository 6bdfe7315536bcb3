"""What the report counts, one by one. Pure: no database, no Django.

A case comes from a demand of the register or from a row of a CSV file; the parts of the report count cases and
nothing else, so that they agree with one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from clarion.core.complaint import Complaint
from clarion.transparency.dsa import annex
from clarion.transparency.periods import Period


class CaseProblem(Complaint):
    """Something given for the report cannot be so: one line with file, line and column where there are any."""

    status = 2


class Type(StrEnum):
    """In which part a case is counted."""

    ORDER_TO_ACT = "order_to_act"
    ORDER_FOR_INFORMATION = "order_for_information"
    NOTICE = "notice"
    OWN_INITIATIVE = "own_initiative"
    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    SUSPENSION = "suspension"


CATEGORISED = (Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION, Type.NOTICE, Type.OWN_INITIATIVE)
"""What is told apart by categories of content."""


class Ground(StrEnum):
    """On what a measure rests."""

    LAW = "law"
    TERMS = "terms"


class Automated(StrEnum):
    """How far automated means took the decision, or handled a notice."""

    NOT = "not"
    PARTLY = "partly"
    SOLELY = "solely"


class About(StrEnum):
    """What a complaint is about: indicators of part 7, in their order (Regulation (EU) 2022/2065, Article 20(1))."""

    VISIBILITY = "visibility"
    SERVICE = "service"
    ACCOUNT = "account"
    MONETARY = "monetary"
    NO_ACTION = "no_action"
    NO_ACTION_TRUSTED = "no_action_trusted_flagger"


class Result(StrEnum):
    """What came of a complaint or a dispute."""

    UPHELD = "upheld"
    PARTLY_REVERSED = "partially_reversed"
    REVERSED = "reversed"
    OMITTED = "omitted"


class SuspendedFor(StrEnum):
    """Why somebody was suspended (Regulation (EU) 2022/2065, Article 23): the indicators of part 7, in their order."""

    ILLEGAL_CONTENT = "illegal_content"
    UNFOUNDED_NOTICES = "unfounded_notices"
    UNFOUNDED_COMPLAINTS = "unfounded_complaints"


@dataclass(frozen=True, slots=True)
class Case:
    """One order, notice, measure of our own, complaint, dispute or suspension.

    `received_at` is when it reached us; of a measure of our own or a suspension, when it was taken. `acted_at` is when
    an order was given effect, a notice led to action, or a decision on a complaint or dispute was told. `measures`
    counts the pieces of information or accounts that were restricted. `country` is Eurostat's code of a Member State.
    """

    reference: str
    type: Type
    received_at: datetime
    acknowledged_at: datetime | None = None
    acted_at: datetime | None = None
    country: str = ""
    trusted_flagger: bool = False
    items: int = 1
    measures: int = 0
    category: str = ""
    keyword: str = ""
    other: str = ""
    ground: Ground | None = None
    restrictions: tuple[str, ...] = ()
    automated_detection: bool = False
    automated: Automated = Automated.NOT
    language: str = ""
    about: About | None = None
    result: Result | None = None
    new_restrictions: int = 0
    implemented: bool | None = None
    suspended_for: SuspendedFor | None = None

    @property
    def hours_to_acknowledge(self) -> float | None:
        """Hours until the authority knew that it had reached us."""
        return _hours(self.received_at, self.acknowledged_at)

    @property
    def hours_to_act(self) -> float | None:
        """Hours until it was acted upon or decided."""
        return _hours(self.received_at, self.acted_at)


def _hours(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else (end - start).total_seconds() / 3600


def falls_in(moment: datetime | None, period: Period, zone: ZoneInfo) -> bool:
    """Whether a moment lies in the period, by the calendar of the organisation."""
    if moment is None:
        return False
    day: date = moment.astimezone(zone).date()
    return period.start <= day <= period.end


def categories_of(kind: Type) -> frozenset[str]:
    """What a type of case may be categorised as (Annex II, part II, 1); none where it is not categorised."""
    if kind not in CATEGORISED:
        return frozenset()
    every = {one.category for one in annex.categories()}
    order, notice = annex.NOT_SPECIFIED
    if kind is Type.NOTICE:
        return frozenset(every - {order, annex.OF_TERMS_ALONE})
    if kind is Type.OWN_INITIATIVE:
        return frozenset(every - {order, notice})
    return frozenset(every - {notice, annex.OF_TERMS_ALONE})


def category_fault(kind: Type, category: str, keyword: str, other: str) -> tuple[str, str] | None:
    """What is wrong with a category and sub-category, as the name of a field and words; None if nothing is."""
    if kind not in CATEGORISED:
        return None
    if category not in categories_of(kind):
        return "category", f"{category!r} is none of those for {kind}: see part 2 of the report"
    keywords = annex.keywords_of(category)
    if not keywords:
        return ("keyword", f"{category} has no sub-categories") if keyword else None
    if keyword not in keywords:
        return "keyword", f"{keyword!r} is no sub-category of {category}: {', '.join(keywords)}"
    if keyword == annex.OTHER and not other.strip():
        return "other", "without a sub-category of the list, say in words what it was"
    return None


def check(cases: list[Case]) -> None:
    """That nothing is given twice, and that each case falls into exactly one sub-category of one category.

    Raises:
        CaseProblem: one does not.
    """
    seen: set[str] = set()
    for one in cases:
        if one.reference in seen:
            raise CaseProblem(
                f"{one.reference} is given twice, and would be counted twice. Leave one of them out."
            )
        seen.add(one.reference)
        if fault := category_fault(one.type, one.category, one.keyword, one.other):
            raise CaseProblem(f"{one.reference}: {fault[0]}: {fault[1]}.")
