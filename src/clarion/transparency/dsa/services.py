"""What people say for the EU's forms: of a demand, and of the provider."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register.errors import StaleDemand
from clarion.register.models import Demand
from clarion.register.roles import Action
from clarion.register.steps import require_no_wall, require_role
from clarion.transparency.dsa import annex, declaration
from clarion.transparency.dsa.cases import CaseProblem
from clarion.transparency.dsa.models import CaseDetail, KeptDeclaration

FIELDS = (
    "type", "about", "category", "keyword", "other", "trusted_flagger", "flagger", "ground", "legal_ground",
    "explanation", "facts", "restrictions", "content_types", "content_date", "territory", "automated_detection",
    "automated_decision",
)  # fmt: skip
"""What may be said of a demand."""


@transaction.atomic
def say(*, actor: User, demand: Demand, version: int, facts: dict[str, Any]) -> CaseDetail:
    """Keeps what somebody said of a demand. `version` is that of what they saw; 0 where there was nothing.

    Raises:
        NotAllowed: the actor's roles do not allow it, or a wall stands between.
        StaleDemand: somebody was faster; nothing is changed.
        CaseProblem: the sub-category is none of the category's.
    """
    require_role(actor, Action.REVIEW)
    require_no_wall(actor, demand)
    row = Demand.objects.select_for_update().get(pk=demand.pk)
    kept = CaseDetail.objects.select_for_update().filter(demand=demand).first()
    if (kept.version if kept else 0) != version:
        raise StaleDemand(_("Somebody else changed this in the meantime. Look at it again."), row, {})
    check(facts.get("category", ""), facts.get("keyword", ""), facts.get("other", ""))
    kept = kept or CaseDetail(demand=demand, version=0)
    for name in FIELDS:
        if name in facts:
            setattr(kept, name, facts[name])
    kept.version += 1
    kept.changed_by, kept.changed_at = actor, timezone.now()
    kept.save()
    return kept


def check(category: str, keyword: str, other: str) -> None:
    """That a sub-category belongs to its category, and is said in words where the list has none.

    Raises:
        CaseProblem: it does not.
    """
    if not category:
        return
    keywords = annex.keywords_of(category)
    if keyword and keyword not in keywords:
        raise CaseProblem(_("This sub-category belongs to another category."))
    if keyword == annex.OTHER and not other.strip():
        raise CaseProblem(_("Without a sub-category of the list, say in words what it was."))


def keep_declaration(*, actor: User, text: str) -> KeptDeclaration:
    """Keeps a declaration that reports are built with from now on.

    Raises:
        NotAllowed: the actor's roles do not allow it.
        CaseProblem: it means nothing; the message names the field.
    """
    require_role(actor, Action.BUILD_REPORT)
    declaration.parse(text)
    return KeptDeclaration.objects.create(text=text, kept_by=actor, kept_at=timezone.now())
