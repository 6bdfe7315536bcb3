"""The dashboard: what is open and late, how long deciding takes, who has how much. Charts with their tables."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clarion.charts import Chart, Point, draw, figure
from clarion.charts.markup import Markup
from clarion.core.languages import active_language
from clarion.core.models import User
from clarion.desk.access import actor_of, needs
from clarion.desk.dashboard import figures
from clarion.register.roles import Action


@needs(Action.VIEW)
def dashboard(request: HttpRequest) -> HttpResponse:
    """The page. It counts only what the person may see, invented demands among it."""
    user = actor_of(request)
    loads = figures.workload(user)
    return render(
        request,
        "desk/dashboard/dashboard.html",
        {
            "page_title": _("Dashboard"),
            "header_icon": "tasks",
            "standing": figures.standing(user),
            "by_kind": _by_kind(user),
            "days": _days(user),
            "loads": loads,
            "workload": _workload(loads),
            "is_demo": settings.CLARION_DEMO,
        },
    )


def _drawn(key: str, title: str, description: str, points: list[Point], label: str, value: str) -> Markup:
    chart = Chart(
        key=key,
        title=title,
        description=description,
        points=tuple(points),
        label_heading=label,
        value_heading=value,
        unknown_text=_("none yet"),
        direction=active_language().direction,
    )
    return figure(chart, draw("ranked_bars", chart), summary=_("Table"))


def _by_kind(user: User) -> Markup:
    spoken = active_language()
    points = [
        Point(str(kind.label), number, spoken.integer(number))
        for kind, number in sorted(figures.open_by_kind(user), key=lambda one: -one[1])
    ]
    return _drawn(
        "open-by-kind",
        _("Open by kind"),
        _("How many demands of each kind are open."),
        points,
        _("Kind"),
        _("Open"),
    )


def _days(user: User) -> Markup:
    spoken = active_language()
    points = []
    for kind, days, number in figures.days_to_decide(user):
        note = ngettext("of %(number)s decision", "of the newest %(number)s decisions", number) % {
            "number": spoken.integer(number)
        }
        whole = None if days is None else round(days)
        points.append(
            Point(
                str(kind.label),
                whole,
                "" if whole is None else spoken.integer(whole),
                note=note if number else "",
            )
        )
    return _drawn(
        "days-to-decide",
        _("Days to decide"),
        _("Days from receipt to decision, in the middle of the newest decisions of each kind."),
        points,
        _("Kind"),
        _("Days"),
    )


def _workload(loads: list[figures.Load]) -> Markup:
    spoken = active_language()
    points = [
        Point(
            one.person or _("Nobody"),
            one.open,
            spoken.integer(one.open),
            note=_("overdue: %(number)s") % {"number": spoken.integer(one.overdue)} if one.overdue else "",
        )
        for one in loads
    ]
    return _drawn(
        "workload",
        _("Open by person"),
        _("How many open demands each person has, and how many of them are overdue."),
        points,
        _("Person"),
        _("Open"),
    )
