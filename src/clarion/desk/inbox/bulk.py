"""One step for many demands: each through its service, alone, so that one that cannot does not hinder the others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.desk.inbox.forms import BulkForm
from clarion.register import services
from clarion.register.errors import RegisterError
from clarion.register.models import Demand
from clarion.register.workflow import Status

MOST = 200
_CHOSEN = re.compile(r"(\d{4}-\d{6}):(\d{1,9})", re.ASCII)


@dataclass
class Done:
    """What was done, and what could not be, with the reason."""

    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def carry(actor: User, chosen: Iterable[str], given: dict[str, Any]) -> Done:
    """Does to each chosen demand (`reference:version`) what the form says, and keeps account."""
    versions = dict(_parsed(chosen))
    result = Done()
    seen = Demand.objects.visible_to(actor)
    first = None
    if given["do"] == BulkForm.DUPLICATE:
        first = seen.filter(reference=given["first"].strip()).first()
        if first is None:
            reason = _("There is no demand %(reference)s that you may see.") % {"reference": given["first"]}
            result.failed = [(one, reason) for one in versions]
            return result
    found = {
        one.reference: one
        for one in seen.filter(reference__in=versions).select_related("dossier", "assignee")
    }
    for reference, version in versions.items():
        demand = found.get(reference)
        if demand is None:
            result.failed.append((reference, _("There is no such demand, or you may not see it.")))
            continue
        try:
            _do(actor, demand, version, given, first)
        except RegisterError as error:
            result.failed.append((reference, str(error)))
        else:
            result.done.append(reference)
    return result


def _do(actor: User, demand: Demand, version: int, given: dict[str, Any], first: Demand | None) -> None:
    if given["do"] == BulkForm.ASSIGN:
        services.assign(actor=actor, demand=demand, to=given["to"], version=version)
    elif given["do"] == BulkForm.DUPLICATE:
        services.triage(actor=actor, demand=demand, into=Status.DUPLICATE, first=first, version=version)
    else:
        services.triage(actor=actor, demand=demand, into=Status.SPAM, version=version)


def _parsed(chosen: Iterable[str]) -> Iterable[tuple[str, int]]:
    for one in list(chosen)[:MOST]:
        if found := _CHOSEN.fullmatch(one):
            yield found[1], int(found[2])
