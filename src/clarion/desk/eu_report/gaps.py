"""What the EU report lacks, each with where it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clarion.core.models import User
from clarion.register.roles import Action, may
from clarion.transparency.dsa import wording

DECLARED = frozenset(
    {
        "service", "provider", "previous_report", "note_on_nothing", "automated_means", "accuracy", "people",
        "recipients", "text",
    }
)  # fmt: skip
"""What the declaration says."""

ELSEWHERE = frozenset({"own_initiative", "disputes", "suspensions"})
"""What no demand records: a file of cases gives it, or the declaration says that there was none."""


class Named(NamedTuple):
    """A demand, and where what the report lacks of it is said."""

    reference: str
    address: str


class ShownGap(NamedTuple):
    """A gap: of which part (0: of none), in a sentence; where and how it is mended, blank where nothing is to do."""

    part: int
    sentence: str
    how: str | Promise
    address: str
    demands: tuple[Named, ...] = ()
    more: int = 0


def shown(
    findings: Iterable[Mapping[str, Any]],
    concerned: Mapping[tuple[int, str], Sequence[str]],
    actor: User,
) -> list[ShownGap]:
    """The gaps as the page lists them, those that can be mended first."""
    found = [_gap(one, concerned.get((one["part"], one["key"]), ()), actor) for one in findings]
    return sorted(found, key=lambda one: (not one.how, one.part))


def _gap(facts: Mapping[str, Any], references: Sequence[str], actor: User) -> ShownGap:
    key = facts["key"]
    how, address = _mended(key, actor)
    page = "desk:eu_report_detail" if may(actor, Action.REVIEW) else "desk:demand"
    demands = tuple(Named(one, reverse(page, args=[one])) for one in references) if how else ()
    more = max(0, facts["cases"] - len(demands)) if demands else 0
    return ShownGap(facts["part"], wording.gap(facts), how, address, demands, more)


def _mended(key: str, actor: User) -> tuple[str | Promise, str]:
    declaration = reverse("desk:eu_report_declaration") if may(actor, Action.BUILD_REPORT) else ""
    if key in DECLARED:
        return _("Write it into the declaration."), declaration
    if key in ELSEWHERE:
        return _("Say in the declaration that there was none, or build with a file of cases."), declaration
    if key.startswith("category_of_") or key == "sub_category":
        return _("Say it on the page of the demand, under “EU report”."), ""
    if key == "left_out_authority_of_unknown_country":
        return _("Enter the country among the facts of the demand, or say on its page what it counts as."), ""
    if key == "left_out_by_hand":
        return _("Somebody said so on the page of the demand, and may say otherwise there."), ""
    return "", ""
