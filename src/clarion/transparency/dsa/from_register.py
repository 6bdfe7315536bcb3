"""Cases from the demands of the register. The one module here that reads demands, and public facts alone.

A complaint is a counter-notice, or an appeal against a decision: what an appeal changed is read from the history.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from clarion.register.models import CitedGround, Demand, Event, EventKind, Relation
from clarion.register.vocabulary import Kind, Nature, Outcome
from clarion.register.workflow import Status
from clarion.transparency.dsa import annex
from clarion.transparency.dsa.cases import CATEGORISED, About, Automated, Case, Ground, Result, Type
from clarion.transparency.dsa.filling import Gap
from clarion.transparency.dsa.models import CaseDetail
from clarion.transparency.dsa.restrictions import columns_of
from clarion.transparency.dsa.rules import Mapping as Rules
from clarion.transparency.periods import Period

FACTS = (
    "id", "reference", "kind", "process", "requester", "country", "legal_basis", "status", "outcome", "item_counts",
    "language", "received_at", "acknowledged_at", "decided_at", "carried_out_at", "answered_at", "withdrawn_at",
    "appealed_at",
)  # fmt: skip
GRANTED = (Outcome.PARTIAL, Outcome.FULL)
UNDESCRIBED = "The sub-category was not recorded"
"""Stands in part 3 or 4 where a category is known and its sub-category is not."""

MOST_NAMED = 10
"""How many demands are named of those that a gap is about."""

_AT_ONCE = 2000
_Row = Mapping[str, Any]


class Read(NamedTuple):
    """The cases of a period, and what could not be told from the register.

    `concerned` names the first demands that a gap is about, by its part and its key: for the desk, and for no file.
    """

    cases: list[Case]
    gaps: list[Gap]
    concerned: Mapping[tuple[int, str], Sequence[str]]


def read(period: Period, *, invented: bool, rules: Rules) -> Read:
    """The cases of which anything happened in the period."""
    reading = _Reading(rules)
    wanted = (
        Demand.objects.filter(_touches(period), invented=invented).exclude(status=Status.SPAM).order_by("pk")
    )
    some: list[_Row] = []
    for row in wanted.values(*FACTS).iterator(_AT_ONCE):
        some.append(row)
        if len(some) == _AT_ONCE:
            reading.add(some)
            some = []
    reading.add(some)
    return Read(reading.cases, reading.gaps(), reading.concerned)


def default_of(demand: Demand, rules: Rules) -> dict[str, Any]:
    """What the rules make of a demand, for the screen that may say otherwise."""
    verdict = rules.verdict(
        kind=demand.kind, requester=demand.requester, process=demand.process, country=demand.country
    )
    category, keyword = rules.category(kind=demand.kind, legal_basis=demand.legal_basis)
    terms = list(demand.grounds.values_list("term", flat=True))
    return {
        "type": verdict.type.value if verdict.type else "",
        "why": verdict.why,
        "category": category,
        "keyword": keyword,
        "ground": rules.ground(terms),
        "restrictions": list(rules.restrictions.get(demand.kind, ())),
    }


def _touches(period: Period) -> Q:
    """Demands that came, were acknowledged, decided, carried out or appealed around the period, time zones aside."""
    start = datetime.combine(period.start, datetime.min.time(), UTC) - timedelta(days=1)
    end = datetime.combine(period.end, datetime.max.time(), UTC) + timedelta(days=1)
    moments = (
        "received_at", "acknowledged_at", "decided_at", "carried_out_at", "answered_at", "withdrawn_at", "appealed_at",
    )  # fmt: skip
    found = Q()
    for one in moments:
        found |= Q(**{f"{one}__range": (start, end)})
    return found


class _Reading:
    """Turns rows into cases, a batch at a time."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.cases: list[Case] = []
        self.left_out: Counter[str] = Counter()
        self.undescribed: Counter[int] = Counter()
        self.concerned: dict[tuple[int, str], list[str]] = defaultdict(list)

    def gaps(self) -> list[Gap]:
        """What was left out, and why, and sub-categories that nobody recorded."""
        left_out = [Gap(0, f"left_out_{why}", count) for why, count in sorted(self.left_out.items())]
        unnamed = [Gap(part, "sub_category", count) for part, count in sorted(self.undescribed.items())]
        return left_out + unnamed

    def add(self, rows: Sequence[_Row]) -> None:
        """Adds the cases of some demands."""
        ids = [row["id"] for row in rows]
        details = CaseDetail.objects.in_bulk(ids, field_name="demand_id")
        terms: dict[int, list[str]] = defaultdict(list)
        for demand, term in CitedGround.objects.filter(demand__in=ids).values_list("demand", "term"):
            terms[demand].append(term)
        appeals = set(
            Relation.objects.filter(demand__in=ids, nature=Nature.APPEAL_OF).values_list("demand", flat=True)
        )
        histories = self._histories([row["id"] for row in rows if row["appealed_at"]])
        for row in rows:
            detail = details.get(row["id"])
            made = self._case(row, detail, terms[row["id"]], is_appeal=row["id"] in appeals)
            if made is not None:
                self.cases.append(made)
                trusted = made.trusted_flagger
                if made.type in (Type.NOTICE, Type.ORDER_TO_ACT):
                    self.cases.extend(_appeals(row, histories.get(row["id"], ()), trusted=trusted))

    def _case(
        self, row: _Row, detail: CaseDetail | None, terms: list[str], *, is_appeal: bool
    ) -> Case | None:
        verdict = self.rules.verdict(
            kind=row["kind"], requester=row["requester"], process=row["process"], country=row["country"]
        )
        kind, why = verdict.type, verdict.why
        if is_appeal and kind is not None:
            kind = Type.COMPLAINT
        if detail and detail.type:
            kind, why = (None, "by_hand") if detail.type == CaseDetail.LEFT_OUT else (Type(detail.type), "")
        if kind in (Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION) and not self.rules.state(row["country"]):
            kind, why = None, "authority_of_unknown_country"
        if kind is None:
            self.left_out[why] += 1
            self._name(0, f"left_out_{why}", row)
            return None
        if kind is Type.COMPLAINT:
            return _complaint(row, detail)
        category, keyword, other = self._category(kind, row, detail)
        measures = _granted(row)
        acted_at = _acted_at(row)
        return Case(
            reference=row["reference"],
            type=kind,
            received_at=row["received_at"],
            acknowledged_at=row["acknowledged_at"],
            acted_at=acted_at if measures or kind is Type.ORDER_FOR_INFORMATION else None,
            country=self.rules.state(row["country"]),
            trusted_flagger=bool(detail and detail.trusted_flagger),
            items=max(sum(row["item_counts"].values()), 1),
            measures=measures,
            category=category,
            keyword=keyword,
            other=other,
            ground=Ground(detail.ground) if detail and detail.ground else self.rules.ground(terms),
            restrictions=columns_of(
                detail.restrictions
                if detail and detail.restrictions
                else self.rules.restrictions.get(row["kind"], ())
            ),
            automated_detection=bool(detail and detail.automated_detection),
            automated=Automated(detail.automated_decision) if detail else Automated.NOT,
            language=row["language"][:2].lower(),
        )

    def _category(self, kind: Type, row: _Row, detail: CaseDetail | None) -> tuple[str, str, str]:
        if kind not in CATEGORISED:
            return "", "", ""
        if detail and detail.category:
            category, keyword, other = detail.category, detail.keyword, detail.other
        else:
            category, keyword = self.rules.category(kind=row["kind"], legal_basis=row["legal_basis"])
            other = ""
        part = 4 if kind is Type.NOTICE else 3
        if not category:
            self._name(part, "category_of_notices" if kind is Type.NOTICE else "category_of_orders", row)
            return annex.NOT_SPECIFIED[kind is Type.NOTICE], "", ""
        if not annex.keywords_of(category):
            return category, "", ""
        if not keyword or (keyword == annex.OTHER and not other):
            self.undescribed[part] += 1
            self._name(part, "sub_category", row)
            return category, annex.OTHER, UNDESCRIBED
        return category, keyword, other if keyword == annex.OTHER else ""

    def _name(self, part: int, key: str, row: _Row) -> None:
        """Remembers a demand that a gap is about, if few are remembered."""
        named = self.concerned[part, key]
        if len(named) < MOST_NAMED:
            named.append(row["reference"])

    def _histories(self, ids: list[int]) -> dict[int, list[_Row]]:
        """Decisions and appeals of demands that were appealed, in order."""
        kinds = (EventKind.APPEALED, EventKind.DECIDED, EventKind.ACTED_AT_ONCE, EventKind.WITHDRAWN)
        found: dict[int, list[_Row]] = defaultdict(list)
        events = Event.objects.filter(demand__in=ids, kind__in=kinds).order_by("demand", "number")
        for one in events.values("demand_id", "kind", "at", "facts"):
            found[one["demand_id"]].append(one)
        return found


def _granted(row: _Row) -> int:
    """Items that were granted; of a demand that names none, the demand itself."""
    counts = row["item_counts"]
    if not counts:
        return int(row["outcome"] in GRANTED)
    return sum(counts.get(str(one), 0) for one in GRANTED)


def _acted_at(row: _Row) -> datetime | None:
    """When what was granted was done. An answer without a record of the deed tells that it was done."""
    if row["outcome"] not in GRANTED:
        return None
    done: datetime | None = row["carried_out_at"] or row["answered_at"]
    return done


def _complaint(row: _Row, detail: CaseDetail | None) -> Case:
    """A counter-notice, or a demand that is itself an appeal: granting it reverses what we did before."""
    results = {
        Outcome.REFUSED: Result.UPHELD,
        Outcome.PARTIAL: Result.PARTLY_REVERSED,
        Outcome.FULL: Result.REVERSED,
        Outcome.WITHDRAWN: Result.OMITTED,
        Outcome.NOT_OURS: Result.OMITTED,
    }
    result = results.get(Outcome(row["outcome"]))
    by_default = About.VISIBILITY if row["kind"] == Kind.COUNTER_NOTICE else About.NO_ACTION
    return Case(
        reference=row["reference"],
        type=Type.COMPLAINT,
        received_at=row["received_at"],
        acted_at=(row["answered_at"] or row["decided_at"] or row["withdrawn_at"]) if result else None,
        about=About(detail.about) if detail and detail.about else by_default,
        result=result,
    )


def _appeals(row: _Row, history: Sequence[_Row], *, trusted: bool) -> Iterator[Case]:
    """Each appeal against a decision as a complaint, with what the next decision made of it."""
    before, number = Outcome.PENDING, 0
    waiting: _Row | None = None
    for event in history:
        if event["kind"] == EventKind.APPEALED:
            number, waiting = number + 1, event
            continue
        after = (
            Outcome.WITHDRAWN if event["kind"] == EventKind.WITHDRAWN else Outcome(event["facts"]["outcome"])
        )
        if waiting is not None:
            yield _appeal(row, number, waiting["at"], (event["at"], before, after), trusted=trusted)
        before, waiting = after, None
    if waiting is not None:
        yield _appeal(row, number, waiting["at"], None, trusted=trusted, before=before)


def _appeal(
    row: _Row,
    number: int,
    at: datetime,
    decided: tuple[datetime, Outcome, Outcome] | None,
    *,
    trusted: bool,
    before: Outcome = Outcome.PENDING,
) -> Case:
    if decided:
        before = decided[1]
    against_refusal = About.NO_ACTION_TRUSTED if trusted else About.NO_ACTION
    return Case(
        reference=f"{row['reference']}/appeal-{number}",
        type=Type.COMPLAINT,
        received_at=at,
        acted_at=decided[0] if decided else None,
        about=About.VISIBILITY if before in GRANTED else against_refusal,
        result=_changed(decided[1], decided[2]) if decided else None,
        new_restrictions=_granted(row) if decided and before not in GRANTED and decided[2] in GRANTED else 0,
    )


def _changed(before: Outcome, after: Outcome) -> Result:
    """What a decision on an appeal made of the decision before."""
    if after == Outcome.WITHDRAWN:
        return Result.OMITTED
    if (before in GRANTED) == (after in GRANTED):
        return Result.UPHELD if before == after or before not in GRANTED else Result.PARTLY_REVERSED
    return Result.PARTLY_REVERSED if Outcome.PARTIAL in (before, after) else Result.REVERSED
