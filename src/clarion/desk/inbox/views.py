"""The inbox: lanes with counts, filters that can be kept, search, and steps for many demands at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from clarion.core.languages import active_language
from clarion.desk.access import actor_of, needs
from clarion.desk.inbox import bulk
from clarion.desk.inbox.forms import BulkForm, FilterForm, SaveForm
from clarion.desk.inbox.lanes import LANES, MOST_COUNTED, capped_counts
from clarion.desk.inbox.listing import URGENT, chosen, order_of, page_of
from clarion.desk.models import SavedFilter
from clarion.register.models import Demand
from clarion.register.roles import Action, may
from clarion.register.workflow import Status

MOST_SAVED = 30


@needs(Action.VIEW)
def inbox(request: HttpRequest) -> HttpResponse:
    """A page of the list, and what lies in the other lanes."""
    user = actor_of(request)
    lane = LANES.get(request.GET.get("lane", ""), LANES["open"])
    form = FilterForm(request.GET)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value}
    order = order_of(lane, given)
    page = page_of(chosen(user, lane, given), order, request.GET.get("after", ""))
    return render(
        request,
        "desk/inbox/inbox.html",
        {
            "page_title": _("Inbox"),
            "header_icon": "folder-open-inverse",
            "lane": lane,
            "lanes": _lanes(request, lane),
            "form": form,
            "is_narrowed": bool(set(given) - {"sort"}),
            "page": page,
            "is_urgent_first": page.order == URGENT,
            "is_first": not request.GET.get("after"),
            "first_query": _query(request.GET, after=None),
            "next_query": _query(request.GET, after=page.after) if page.after else "",
            "saved": SavedFilter.objects.filter(user=user)[:MOST_SAVED],
            "save_form": SaveForm(initial={"query": _query(request.GET, after=None)}),
            "bulk_form": BulkForm(people=form.fields["assignee"].queryset),  # type: ignore[attr-defined]
            "may_assign": may(user, Action.ASSIGN),
            "may_take": may(user, Action.REVIEW),
            "may_triage": may(user, Action.TRIAGE),
            "may_receive": may(user, Action.RECEIVE),
            "now": timezone.now(),
        },
    )


@require_POST
@needs(Action.VIEW)
def act_on_many(request: HttpRequest) -> HttpResponseBase:
    """Does one thing to every chosen demand; what could not be done is listed with its reason."""
    back = reverse("desk:inbox") + _safe_query(request.POST.get("back", ""))
    form = BulkForm(request.POST)
    chosen_rows = request.POST.getlist("chosen")
    if not chosen_rows:
        messages.warning(request, _("Choose demands first."))
        return redirect(back)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect(back)
    result = bulk.carry(actor_of(request), chosen_rows, form.cleaned_data)
    if result.done:
        messages.success(
            request,
            ngettext("Done for %(number)s demand.", "Done for %(number)s demands.", len(result.done))
            % {"number": active_language().integer(len(result.done))},
        )
    if not result.failed:
        return redirect(back)
    return render(
        request,
        "desk/inbox/bulk.html",
        {"page_title": _("What could not be done"), "result": result, "back": back},
        status=409 if not result.done else 200,
    )


@require_POST
@needs(Action.VIEW)
def save_filter(request: HttpRequest) -> HttpResponseBase:
    """Keeps the view of the list under a name; the same name again replaces it."""
    form = SaveForm(request.POST)
    user = actor_of(request)
    query = _safe_query(request.POST.get("query", ""))
    if not form.is_valid():
        messages.error(request, _("Give the filter a name of at most 60 characters."))
    elif SavedFilter.objects.filter(user=user).exclude(name=form.cleaned_data["name"]).count() >= MOST_SAVED:
        messages.error(request, _("You have as many saved filters as can be kept. Delete one first."))
    else:
        SavedFilter.objects.update_or_create(
            user=user, name=form.cleaned_data["name"], defaults={"query": query[1:]}
        )
        messages.success(request, _("The filter is saved."))
    return redirect(reverse("desk:inbox") + query)


@require_POST
@needs(Action.VIEW)
def delete_filter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forgets a saved filter of one's own."""
    if SavedFilter.objects.filter(user=actor_of(request), pk=pk).delete()[0]:
        messages.success(request, _("The filter is deleted."))
    return redirect("desk:inbox")


def _lanes(request: HttpRequest, current: Any) -> dict[str, list[dict[str, Any]]]:
    """Lanes and statuses with how many demands each has, all counted in one question."""
    user = actor_of(request)
    visible = Demand.objects.visible_to(user)
    counts = capped_counts(
        [
            *(lane.of(visible, user) for lane in LANES.values()),
            *(visible.filter(status=one) for one in Status),
        ]
    )
    status = request.GET.get("status", "")
    lanes = [
        {
            "name": lane.name,
            "query": f"?lane={lane.key}",
            "count": _shown(count),
            "is_current": lane is current and not status,
        }
        for lane, count in zip(LANES.values(), counts, strict=False)
    ]
    statuses = [
        {
            "name": one.label,
            "query": f"?lane=all&status={one.value}",
            "count": _shown(count),
            "is_current": current.key == "all" and status == one.value,
        }
        for one, count in zip(Status, counts[len(LANES) :], strict=True)
    ]
    return {"lanes": lanes, "statuses": statuses}


def _shown(count: int) -> str:
    spoken = active_language()
    if count > MOST_COUNTED:
        return f"{spoken.integer(MOST_COUNTED)}+"
    return spoken.integer(count)


def _query(given: QueryDict, **changed: str | None) -> str:
    """The part of the address after the `?`, without what is empty."""
    kept = {name: given.get(name) for name in ("lane", *FilterForm.base_fields, "after")} | changed
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}"


def _safe_query(text: str) -> str:
    """A query for the inbox and nothing else, however it was made."""
    return _query(QueryDict(text.removeprefix("?")[:1000]), after=None)
