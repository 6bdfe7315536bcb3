"""Composes a statement of reasons for each restriction, from public facts, what the desk said, and the rules."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clarion.register import grounds
from clarion.register.models import CitedGround, Demand, Item
from clarion.register.vocabulary import Outcome
from clarion.transparency.dsa import annex, rules
from clarion.transparency.dsa.cases import Automated, Ground, Type
from clarion.transparency.dsa.models import CaseDetail, Statement
from clarion.transparency.dsa.rules import Mapping as Rules
from clarion.transparency.dsa.statements import schema

GRANTED = (Outcome.PARTIAL, Outcome.FULL)
_DECISION = {
    "DECISION_VISIBILITY_": "decision_visibility",
    "DECISION_MONETARY_": "decision_monetary",
    "DECISION_PROVISION_": "decision_provision",
    "DECISION_ACCOUNT_": "decision_account",
}
_AUTOMATED = {
    Automated.NOT: "AUTOMATED_DECISION_NOT_AUTOMATED",
    Automated.PARTLY: "AUTOMATED_DECISION_PARTIALLY",
    Automated.SOLELY: "AUTOMATED_DECISION_FULLY",
}


def compose_all() -> dict[str, int]:
    """Composes the statements that are not sent yet, of restrictions that have been carried out. How many by state.

    What is made up is composed in the demonstration alone.
    """
    demands = Demand.objects.filter(
        outcome__in=GRANTED, carried_out_at__isnull=False, invented=settings.CLARION_DEMO
    ).order_by("pk")
    mapping = rules.version()
    counts = dict.fromkeys((Statement.State.READY, Statement.State.INVALID), 0)
    for demand in demands.iterator(500):
        for made in compose(demand, mapping):
            counts[Statement.State(made.state)] += 1
    return {state.value: count for state, count in counts.items()}


@transaction.atomic
def compose(demand: Demand, mapping: Rules) -> list[Statement]:
    """The statements of one demand that are not sent yet, kept as they are composed now."""
    detail = CaseDetail.objects.filter(demand=demand).first() or CaseDetail(demand=demand)
    kind = _type(demand, detail, mapping)
    if kind not in (Type.NOTICE, Type.ORDER_TO_ACT):
        Statement.objects.filter(demand=demand).exclude(state=Statement.State.SENT).delete()
        return []
    content = _content(demand, detail, kind, mapping)
    version = schema.vocabularies().version
    made = []
    for position in _positions(demand):
        kept = Statement.objects.select_for_update().filter(demand=demand, item=position).first()
        if kept and kept.state == Statement.State.SENT:
            continue
        # Drawn by lot: the name of a statement, which is public, tells nothing of the demand.
        kept = kept or Statement(demand=demand, item=position, puid=secrets.token_urlsafe(18))
        kept.content = content | {"puid": kept.puid}
        kept.vocabulary = version
        kept.faults = schema.faults(kept.content, version)
        kept.state = Statement.State.INVALID if kept.faults else Statement.State.READY
        kept.composed_at = timezone.now()
        kept.save()
        made.append(kept)
    return made


def _positions(demand: Demand) -> Iterator[int]:
    """The positions of the items that were restricted; 0 for a demand that names none."""
    if not demand.item_counts:
        yield 0
        return
    granted = Item.objects.filter(demand=demand, outcome__in=GRANTED).order_by("position")
    yield from granted.values_list("position", flat=True)


def _type(demand: Demand, detail: CaseDetail, mapping: Rules) -> Type | None:
    if detail.type:
        return None if detail.type == CaseDetail.LEFT_OUT else Type(detail.type)
    return mapping.verdict(
        kind=demand.kind, requester=demand.requester, process=demand.process, country=demand.country
    ).type


def _content(demand: Demand, detail: CaseDetail, kind: Type, mapping: Rules) -> dict[str, Any]:
    """What is the same for every item of a demand; empty fields are left out."""
    terms = list(CitedGround.objects.filter(demand=demand).values_list("term", "version"))
    ground = Ground(detail.ground) if detail.ground else mapping.ground([term for term, _version in terms])
    category, keyword = detail.category, detail.keyword
    if not category:
        category, keyword = mapping.category(kind=demand.kind, legal_basis=demand.legal_basis)
    category = category or (annex.NOT_SPECIFIED[1] if kind is Type.NOTICE else "")
    cited = [found.names["en"] for term, version in terms if (found := grounds.find(term, version))]
    law = ground is Ground.LAW
    basis = detail.legal_ground or demand.legal_basis
    why = detail.explanation or "; ".join(cited)
    done: datetime | None = demand.carried_out_at
    content: dict[str, Any] = {
        **_decisions(detail.restrictions or list(mapping.restrictions.get(demand.kind, ()))),
        "decision_ground": schema.ILLEGAL if law else schema.INCOMPATIBLE,
        "illegal_content_legal_ground": basis if law else "",
        "illegal_content_explanation": why if law else "",
        "incompatible_content_ground": "" if law else basis,
        "incompatible_content_explanation": "" if law else why,
        "content_type": list(detail.content_types),
        "content_type_other": "Other" if "CONTENT_TYPE_OTHER" in detail.content_types else "",
        "category": category,
        "category_specification": [keyword] if keyword else [],
        "category_specification_other": detail.other if keyword == annex.OTHER else "",
        "territorial_scope": sorted(detail.territory),
        "content_language": demand.language[:2].upper(),
        "content_date": detail.content_date.isoformat() if detail.content_date else "",
        "application_date": timezone.localtime(done).date().isoformat() if done else "",
        "decision_facts": detail.facts or _facts(kind),
        "source_type": _source(kind, detail),
        "source_identity": detail.flagger if detail.trusted_flagger else "",
        "automated_detection": "Yes" if detail.automated_detection else "No",
        "automated_decision": _AUTOMATED[Automated(detail.automated_decision)],
    }
    return {name: value for name, value in content.items() if value}


def _decisions(restrictions: list[str]) -> dict[str, Any]:
    """Restrictions under the fields they belong to: a list for visibility, one code for each other."""
    found: dict[str, Any] = {}
    for code in restrictions:
        name = next(field for prefix, field in _DECISION.items() if code.startswith(prefix))
        if name == "decision_visibility":
            found.setdefault(name, []).append(code)
        else:
            found[name] = code
    if "DECISION_VISIBILITY_OTHER" in found.get("decision_visibility", ()):
        found["decision_visibility_other"] = "Another restriction of visibility"
    if found.get("decision_monetary") == "DECISION_MONETARY_OTHER":
        found["decision_monetary_other"] = "Another restriction of payments"
    return found


def _source(kind: Type, detail: CaseDetail) -> str:
    if detail.trusted_flagger:
        return "SOURCE_TRUSTED_FLAGGER"
    return "SOURCE_ARTICLE_16" if kind is Type.NOTICE else "SOURCE_TYPE_OTHER_NOTIFICATION"


def _facts(kind: Type) -> str:
    what = "a notice" if kind is Type.NOTICE else "an order of a public authority"
    return f"We received {what} that names the information, read it, and two people decided on it."
