"""The Atom feed of what changes in the positions of one language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clarion.core.atom import noon
from clarion.pages.addresses import address_of
from clarion.pages.feeds import ENTRIES, SiteFeed, absolute
from clarion.pages.models import SiteTexts
from clarion.policy.models import PositionChange, PositionPage


class PositionsFeed(SiteFeed):
    """The newest changes, each with what it says and the position it belongs to."""

    def title(self, language: str) -> str:
        return gettext("Positions of %(name)s") % {"name": SiteTexts.in_language(language).name}

    def subtitle(self, language: str) -> str:
        return gettext("What changes in where we stand.")

    def link(self, language: str) -> str:
        return absolute(f"/{language}/policy/")

    def feed_url(self, language: str) -> str:
        return absolute(reverse("positions-feed"))

    def items(self, language: str) -> Any:
        of = PositionPage.objects.open(language)
        return PositionChange.objects.filter(position__in=of).select_related("position__locale")[:ENTRIES]

    def item_title(self, item: PositionChange) -> str:
        return item.position.title

    def item_description(self, item: PositionChange) -> str:
        return item.note

    def item_link(self, item: PositionChange) -> str:
        address = address_of(item.position.url_path, item.position.locale.language_code)
        return absolute(f"{address}#changed-{item.pk}")

    def item_pubdate(self, item: PositionChange) -> datetime:
        return noon(item.changed_on)

    def item_updateddate(self, item: PositionChange) -> datetime:
        return noon(item.changed_on)
