"""The Atom feed of statements to the press, one a language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from clarion.core.atom import noon
from clarion.organisation.models import StatementPage
from clarion.pages.addresses import address_of
from clarion.pages.feed_content import content_of
from clarion.pages.feeds import ENTRIES, SiteFeed, absolute
from clarion.pages.models import SiteTexts
from clarion.pages.rendering import Scope

Item = tuple[StatementPage, str]
"""A statement, and its whole text as feeds carry it."""


class StatementsFeed(SiteFeed):
    """The newest statements, whole."""

    def title(self, language: str) -> str:
        return gettext("Statements by %(name)s") % {"name": SiteTexts.in_language(language).name}

    def link(self, language: str) -> str:
        return absolute(f"/{language}/press/")

    def feed_url(self, language: str) -> str:
        return absolute(reverse("statements-feed"))

    def items(self, language: str) -> list[Item]:
        statements = list(StatementPage.objects.newest(language).select_related("locale")[:ENTRIES])
        scope = Scope(language)
        scope.prepare(*(one.body.raw_data for one in statements))
        with scope.active():
            return [(one, content_of(one, one.body, scope)) for one in statements]

    def item_title(self, item: Item) -> str:
        return item[0].title

    def item_description(self, item: Item) -> str:
        return item[0].summary

    def item_link(self, item: Item) -> str:
        return absolute(address_of(item[0].url_path, item[0].locale.language_code))

    def item_pubdate(self, item: Item) -> datetime:
        return noon(item[0].date)

    def item_updateddate(self, item: Item) -> datetime:
        return item[0].last_published_at or noon(item[0].date)

    def item_extra_kwargs(self, item: Item) -> dict[str, Any]:
        return {"content": item[1]}
