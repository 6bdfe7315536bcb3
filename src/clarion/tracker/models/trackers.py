"""The pages that list what we follow."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clarion.core.languages import language
from clarion.pages.models import ComposedPage
from clarion.tracker.listing import Listing, list_entries
from clarion.tracker.models.entries import TrackedPage
from clarion.tracker.models.legislation import LegislationPage
from clarion.tracker.models.litigation import LitigationPage


class TrackerPage(ComposedPage):
    """A list of laws or cases that readers can narrow. Abstract."""

    entry_model: ClassVar[type[TrackedPage]]

    parent_page_types: ClassVar = ["pages.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        listing = self.listing(request)
        spoken = language(self.locale.language_code)
        tracker = self.entry_model.TRACKER
        return {
            **super().get_context(request, *args, **kwargs),
            "listing": listing,
            "count": self.count_label(listing.total, spoken.integer(listing.total)),
            "page_number": spoken.integer(listing.page_number),
            "page_count": spoken.integer(listing.page_count),
            "feed_address": reverse("tracker-feed", args=[tracker]),
            "topic_feed_address": listing.topic
            and reverse("tracker-topic-feed", args=[tracker, listing.topic]),
            "topic_name": listing.topic_name,
            "calendar_address": reverse("tracker-calendar", args=[tracker]),
        }

    def count_label(self, count: int, number: str) -> str:
        """The number of entries with its noun; `number` is `count` as the language writes it."""
        raise NotImplementedError

    def listing(self, request: HttpRequest) -> Listing:
        """The entries that a request asks for."""
        code = self.locale.language_code
        return list_entries(self.entry_model, code, request.GET, on=timezone.localdate())


class LegislationIndexPage(TrackerPage):
    """The laws that we follow."""

    entry_model = LegislationPage
    subpage_types: ClassVar = ["tracker.LegislationPage"]
    template = "tracker/tracker.html"

    class Meta:
        verbose_name = _("tracker of legislation")

    def count_label(self, count: int, number: str) -> str:
        return ngettext("%(number)s law", "%(number)s laws", count) % {"number": number}


class LitigationIndexPage(TrackerPage):
    """The cases that we follow."""

    entry_model = LitigationPage
    subpage_types: ClassVar = ["tracker.LitigationPage"]
    template = "tracker/tracker.html"

    class Meta:
        verbose_name = _("tracker of litigation")

    def count_label(self, count: int, number: str) -> str:
        return ngettext("%(number)s case", "%(number)s cases", count) % {"number": number}
