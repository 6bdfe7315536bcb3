"""The lists of laws and cases in the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from clarion.core.languages import active_language
from clarion.tracker.models import LegislationPage, LitigationPage


def _day(name: str) -> Any:
    def written(page: Any) -> str:
        day: date | None = getattr(page, name)
        return active_language().day(day) if day else "–"

    return written


class EntriesView(IndexView):
    """Entries with where they stand, what is next, and when they were checked; the longest unchecked first."""

    default_ordering = "checked_on"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().standing(timezone.localdate())


def _columns(state: Any) -> list[Column]:
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("state", label=state, accessor=lambda page: page.label_of(page.state), sort_key="state"),
        Column("next_on", label=_("Next date"), accessor=_day("next_on"), sort_key="next_on"),
        Column("checked_on", label=_("Last checked"), accessor=_day("checked_on"), sort_key="checked_on"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class LegislationViewSet(PageListingViewSet):
    """The laws."""

    name = "tracker_legislation"
    url_prefix = "tracker/legislation"
    model = LegislationPage
    icon = "clipboard-list"
    menu_label = _("Legislation")
    menu_order = 210
    add_to_admin_menu = True
    index_view_class = EntriesView
    columns = _columns(_("Stage"))


class LitigationViewSet(PageListingViewSet):
    """The cases."""

    name = "tracker_litigation"
    url_prefix = "tracker/litigation"
    model = LitigationPage
    icon = "clipboard-list"
    menu_label = _("Litigation")
    menu_order = 211
    add_to_admin_menu = True
    index_view_class = EntriesView
    columns = _columns(_("Outcome"))


legislation_viewset = LegislationViewSet()
litigation_viewset = LitigationViewSet()
