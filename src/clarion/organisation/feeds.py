"""The Atom feed of statements to the press, one a language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from clarion.organisation.models import StatementPage
from clarion.pages.addresses import address_of
from clarion.pages.feeds import ENTRIES, SiteFeed, absolute, noon
from clarion.pages.models import SiteTexts


class StatementsFeed(SiteFeed):
    """The newest statements."""

    def title(self, language: str) -> str:
        return gettext("Statements by %(name)s") % {"name": SiteTexts.in_language(language).name}

    def link(self, language: str) -> str:
        return absolute(f"/{language}/press/")

    def feed_url(self, language: str) -> str:
        return absolute(reverse("statements-feed"))

    def items(self, language: str) -> Any:
        return StatementPage.objects.newest(language)[:ENTRIES]

    def item_title(self, item: StatementPage) -> str:
        return item.title

    def item_description(self, item: StatementPage) -> str:
        return item.summary

    def item_link(self, item: StatementPage) -> str:
        return absolute(address_of(item.url_path, get_language() or "en"))

    def item_pubdate(self, item: StatementPage) -> datetime:
        return noon(item.date)

    def item_updateddate(self, item: StatementPage) -> datetime:
        return item.last_published_at or noon(item.date)
