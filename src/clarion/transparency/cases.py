"""Demands of which the public may read something. The one place that reads public copies, and public facts alone.

No dossier, no name, no contact and nobody of the staff is read here: every query names its columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from clarion.register import grounds
from clarion.register.grounds import Ground
from clarion.register.models import CitedGround, Form, Item, PublicCopy, PublicFile
from clarion.register.models.public import PublicCopyQuerySet
from clarion.register.vocabulary import Kind, Outcome
from clarion.transparency.periods import Period

_DEMAND = (
    "reference",
    "kind",
    "process",
    "requester",
    "country",
    "received_on",
    "outcome",
    "project",
    "invented",
)
_COPY = ("number", "form", "language", "pages", "size", "text", "summary", "items_up_to", "published_at")


@dataclass(frozen=True, slots=True)
class Letter:
    """A public copy of a letter: its words, or a file of so many pages and bytes."""

    number: int
    form: str
    language: str
    text: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Case:
    """What the public may read of one demand."""

    reference: str
    kind: str
    process: str
    requester: str
    country: str
    project: str
    received_on: date
    outcome: str
    invented: bool
    published_at: datetime
    summary: str
    letters: tuple[Letter, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    """Addresses with their outcomes."""
    grounds: tuple[Ground, ...] = ()

    @property
    def kind_name(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def outcome_name(self) -> str:
        return str(Outcome(self.outcome).label)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list of cases, the newest first."""

    cases: tuple[Case, ...]
    number: int
    count: int
    total: int


PER_PAGE = 25
TOLD = 6
"""How many cases a report tells."""


def listed(number: int) -> Page | None:
    """One page of the list, from 1; None if there is no such page."""
    total = _readable().order_by().values("demand_id").distinct().count()
    count = max(1, -(-total // PER_PAGE))
    if not 1 <= number <= count:
        return None
    ids = (
        _readable()
        .order_by()
        .values("demand_id")
        .annotate(newest=Max("published_at"))
        .order_by("-newest", "-demand_id")
        .values_list("demand_id", flat=True)[(number - 1) * PER_PAGE : number * PER_PAGE]
    )
    place = {pk: at for at, pk in enumerate(ids)}
    rows = _rows(_readable().filter(demand_id__in=list(place)), with_text=False)
    cases = sorted(_cases(rows).items(), key=lambda one: place[one[0]])
    return Page(tuple(case for _pk, case in cases), number, count, total)


def of_period(period: Period, *, invented: bool = False) -> list[Case]:
    """The first few cases of demands received in a period, the newest first; made-up ones apart from true ones."""
    days = {"demand__received_on__gte": period.start, "demand__received_on__lte": period.end}
    rows = _rows(_readable().filter(**days, demand__invented=invented), with_text=False)
    found = sorted(_cases(rows).values(), key=lambda one: (one.received_on, one.reference), reverse=True)
    return found[:TOLD]


def find(reference: str) -> Case | None:
    """The case with this reference, whole; None if the public may read nothing of it."""
    rows = _rows(_readable().filter(demand__reference=reference), with_text=True)
    for pk, case in _cases(rows).items():
        return _whole(pk, case, max(row["items_up_to"] for row in rows))
    return None


def file_of(reference: str, number: int) -> bytes | None:
    """The file of a public copy of pages; None if the public may read none."""
    copies = _readable().filter(demand__reference=reference, number=number, form=Form.PICTURES)
    for content in PublicFile.objects.filter(copy__in=copies).values_list("content", flat=True):
        return bytes(content)
    return None


def places() -> list[tuple[str, datetime]]:
    """The references of all cases, and when something of them was last published."""
    rows = _readable().order_by("published_at").values_list("demand__reference", "published_at")
    return [(reference, at) for reference, at in dict(rows).items() if at is not None]


def _readable() -> PublicCopyQuerySet:
    found = PublicCopy.objects.readable(timezone.localdate())
    # What is made up is shown where everything is, and nowhere else.
    return found if settings.CLARION_DEMO else found.filter(demand__invented=False)


def _rows(copies: PublicCopyQuerySet, *, with_text: bool) -> list[dict[str, Any]]:
    columns = [one for one in _COPY if with_text or one != "text"]
    return list(
        copies.order_by("demand_id", "number").values(
            "demand_id", *columns, *(f"demand__{one}" for one in _DEMAND)
        )
    )


def _cases(rows: list[dict[str, Any]]) -> dict[int, Case]:
    by_demand: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_demand.setdefault(row["demand_id"], []).append(row)
    return {pk: _case(copies) for pk, copies in by_demand.items()}


def _case(rows: list[dict[str, Any]]) -> Case:
    newest = max(rows, key=lambda row: (row["published_at"], row["number"]))
    letters = [
        Letter(row["number"], row["form"], row["language"], row.get("text", ""), row["pages"], row["size"])
        for row in rows
        if row["form"] != Form.SUMMARY
    ]
    return Case(
        **{name: newest[f"demand__{name}"] for name in _DEMAND},
        published_at=newest["published_at"],
        summary=newest["summary"],
        letters=tuple(letters),
    )


def _whole(pk: int, case: Case, items_up_to: int) -> Case:
    items: list[tuple[str, str]] = []
    if items_up_to:
        items = list(
            Item.objects.filter(demand_id=pk, position__lte=items_up_to).values_list("address", "outcome")
        )
    cited = CitedGround.objects.filter(demand_id=pk).order_by("pk").values_list("term", "version")
    found = (grounds.find(term, version) for term, version in cited)
    return replace(case, items=tuple(items), grounds=tuple(one for one in found if one))
