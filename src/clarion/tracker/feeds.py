"""What has happened to the laws or cases that we follow, as an Atom feed of a tracker or of one topic in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from clarion.core.atom import noon
from clarion.core.languages import active_language
from clarion.pages.addresses import address_of
from clarion.pages.feeds import SiteFeed, absolute
from clarion.pages.models import SiteTexts, Topic
from clarion.tracker.trackers import TRACKERS, entry_model

EVENTS = 50
"""How many events a feed holds: they are short, and some days bring several."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a feed is about: a tracker in a language, or one topic of it."""

    tracker: str
    language: str
    topic: Topic | None

    @property
    def name(self) -> str:
        """The tracker's title, and the topic's name."""
        page = TRACKERS[self.tracker].objects.live().filter(locale__language_code=self.language).first()
        title = page.title if page else self.tracker
        return f"{title}: {self.topic.name}" if self.topic else title

    @property
    def events(self) -> Any:
        """What has happened, newest first."""
        entries = entry_model(self.tracker).objects.shown_in(self.language)
        if self.topic:
            entries = entries.about([self.topic.slug])
        happened = (
            entry_model(self.tracker)
            .event_model()
            .objects.filter(page__in=entries, date__lte=timezone.localdate())
        )
        return happened.select_related("page").order_by("-date", "-pk")


class ChangesFeed(SiteFeed):
    """The newest events of a tracker."""

    def get_object(self, request: HttpRequest, tracker: str, topic: str = "") -> Followed:
        language = active_language().code
        found = Topic.objects.in_language(language).filter(slug=topic).first() if topic else None
        if topic and found is None:
            raise Http404
        return Followed(tracker, language, found)

    def title(self, followed: Followed) -> str:
        organisation = SiteTexts.in_language(followed.language).name
        return gettext("%(tracker)s · %(name)s") % {"tracker": followed.name, "name": organisation}

    def subtitle(self, followed: Followed) -> str:
        return gettext("What has happened, with its sources.")

    def link(self, followed: Followed) -> str:
        narrowed = f"?topic={followed.topic.slug}" if followed.topic else ""
        return absolute(f"/{followed.language}/{followed.tracker}/{narrowed}")

    def feed_url(self, followed: Followed) -> str:
        if followed.topic:
            path = reverse("tracker-topic-feed", args=[followed.tracker, followed.topic.slug])
        else:
            path = reverse("tracker-feed", args=[followed.tracker])
        return absolute(path)

    def items(self, followed: Followed) -> Any:
        return followed.events[:EVENTS]

    def item_title(self, item: Any) -> str:
        return f"{item.page.title}: {item.title}"

    def item_description(self, item: Any) -> str:
        return str(item.text or item.page.summary)

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        told = {
            "event": item,
            "page": item.page,
            "address": self.item_link(item),
        }
        return {"content": render_to_string("tracker/feed_entry.html", told)}

    def item_link(self, item: Any) -> str:
        return absolute(f"{address_of(item.page.url_path, active_language().code)}#{item.anchor}")

    def item_pubdate(self, item: Any) -> datetime:
        return noon(item.date)

    item_updateddate = item_pubdate
