"""The panels of a demand's page that show its public facts, and the steps that can be taken next."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.core.numbers import whole_number
from clarion.desk.demand.steps import offered
from clarion.desk.demand.steps.base import NEXT
from clarion.desk.demand.wording import elements_of, event_in_words, is_over, people_in
from clarion.desk.panels import Panel, Sheet, panel
from clarion.register.completeness import SOURCE, completeness
from clarion.register.models import Deadline, Demand, EventKind, Item
from clarion.register.roles import Action
from clarion.register.rules import Sort, rules
from clarion.register.vocabulary import ACCOUNT_KINDS, Kind

ITEMS, EVENTS, RELATED = 100, 50, 10
"""How many of each stand on one page."""

QUIET = (EventKind.DOSSIER_READ, EventKind.WALLED, EventKind.UNWALLED)
"""Who read a dossier and who is kept from it is for those alone who look after that."""


class Stepping(Panel):
    """A panel with the steps that belong to it."""

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The steps that are open to the person."""
        return {"steps": [one for one in offered(sheet, self.key) if not one.reason]}


@panel
class NextSteps(Panel):
    key, order, template, side = NEXT, 10, "desk/demand/next.html", True
    heading = gettext_lazy("Next steps")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """Those that are open as buttons; of the others, why not."""
        found = offered(sheet, NEXT)
        return {
            "open": [one for one in found if not one.reason],
            "shut": [one for one in found if one.reason],
        }


@panel
class Facts(Stepping):
    key, order, template = "facts", 10, "desk/demand/facts.html"
    heading = gettext_lazy("Facts")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """With the grounds of the decision, and whether accounts are counted of this kind."""
        return super().context(sheet) | {
            "grounds": [one.name for one in sheet.demand.grounds.order_by("pk")],
            "counts_accounts": sheet.demand.kind in ACCOUNT_KINDS,
            "is_order_over": is_over(sheet.demand.telling_forbidden_until),
        }


@panel
class Items(Stepping):
    key, order, template = "items", 20, "desk/demand/items.html"
    heading = gettext_lazy("Addresses")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """A part of a long list begins after the number that the address of the page names."""
        after = _number(sheet, "items_after")
        items = list(Item.objects.filter(demand=sheet.demand, position__gt=after)[: ITEMS + 1])
        return super().context(sheet) | {
            "items": items[:ITEMS],
            "total": sheet.demand.items_count,
            "is_first": not after,
            "next_after": items[ITEMS - 1].position if len(items) > ITEMS else None,
        }


@panel
class Completeness(Stepping):
    key, order, template, side = "completeness", 30, "desk/demand/completeness.html", True
    heading = gettext_lazy("Completeness of the notice")

    def shown(self, sheet: Sheet) -> bool:
        return sheet.demand.kind == Kind.COPYRIGHT or sheet.demand.elements is not None

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The six elements and what they add up to; nothing, where nobody has looked."""
        elements = sheet.demand.elements
        return super().context(sheet) | {
            "elements": elements_of(sheet.demand),
            "state": completeness(elements) if elements is not None else None,
            "source": SOURCE,
        }


@panel
class Clocks(Stepping):
    key, order, template, side = "clocks", 20, "desk/demand/clocks.html", True
    heading = gettext_lazy("Clocks")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """Each clock with its rule, law and source, and how it stands."""
        return super().context(sheet) | {"clocks": [_clock(one) for one in sheet.clocks]}


@panel
class People(Stepping):
    key, order, template, side = "people", 15, "desk/demand/people.html", True
    heading = gettext_lazy("People")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The assignee; and for those who raise walls, who is kept away."""
        return super().context(sheet) | {"walls": sheet.walls if sheet.may(Action.WALL) else []}


@panel
class Tags(Stepping):
    key, order, template, side = "tags", 40, "desk/demand/tags.html", True
    heading = gettext_lazy("Tags")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The tags, each with the way to others that have it."""
        return super().context(sheet) | {"tags": list(sheet.demand.tags.all())}


@panel
class Related(Stepping):
    key, order, template, side = "related", 50, "desk/demand/related.html", True
    heading = gettext_lazy("Related demands")

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """Relations on record, the same requester, the same addresses. None that lies behind a wall for the person."""
        demand, seen = sheet.demand, Demand.objects.visible_to(sheet.actor)
        relations = [
            (one.get_nature_display(), one.other)
            for one in demand.relations.filter(other__in=seen).select_related("other")[:RELATED]
        ]
        relations += [
            (_("is named here as: %(nature)s") % {"nature": one.get_nature_display()}, one.demand)
            for one in demand.related_from.filter(demand__in=seen).select_related("demand")[:RELATED]
        ]
        # Who sent it is told by the dossier, so that this is shown to those who may read that.
        same_requester = seen.of_same_requester(demand)[:RELATED] if sheet.may_read else []
        return super().context(sheet) | {
            "relations": relations,
            "same_requester": list(same_requester),
            "same_items": list(seen.of_same_items(demand)[:RELATED]),
            "most": RELATED,
        }


@panel
class History(Panel):
    key, order, template = "history", 90, "desk/demand/history.html"
    heading = gettext_lazy("History")

    def shown(self, sheet: Sheet) -> bool:
        return sheet.may(Action.READ_HISTORY)

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """The newest lines; earlier ones before the number that the address of the page names."""
        before = _number(sheet, "history_before")
        events = sheet.demand.events.order_by("-number")
        if not sheet.may(Action.READ_EVENTS):
            events = events.exclude(kind__in=[str(one.value) for one in QUIET])
        if before:
            events = events.filter(number__lt=before)
        found = list(events[: EVENTS + 1])
        people = people_in(found)
        return {
            "events": [event_in_words(one, people) for one in found[:EVENTS]],
            "is_first": not before,
            "next_before": found[EVENTS - 1].number if len(found) > EVENTS else None,
        }


_SORTS: dict[Sort, Any] = {
    Sort.DUTY: "",
    Sort.STANDARD: gettext_lazy("our standard for “without undue delay”"),
    Sort.WINDOW: gettext_lazy("until then the other side may act"),
}


def _clock(one: Deadline) -> dict[str, Any]:
    rule, now = rules().get(one.rule), timezone.now()
    is_running = one.ended_at is None
    return {
        "deadline": one,
        "title": rule.title if rule else one.rule,
        "law": rule.law if rule else "",
        "source": rule.source if rule else "",
        "sort": _SORTS[rule.sort] if rule else "",
        "is_running": is_running,
        "is_overdue": is_running and one.due_at < now and not (rule and rule.sort is Sort.WINDOW),
        "opens_later": is_running and one.opens_at is not None and one.opens_at > now,
    }


def _number(sheet: Sheet, name: str) -> int:
    return whole_number(sheet.request.GET.get(name)) or 0
