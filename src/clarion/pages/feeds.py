"""Atom feeds with whole texts (RFC 4287), whatever they are about."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.xmlutils import SimplerXMLGenerator

from clarion.core.atom import SteadyAtom
from clarion.core.languages import active_language
from clarion.pages.models import SiteTexts

ENTRIES = 20
"""How many entries a feed of articles or announcements holds."""


class WholeTextAtom(SteadyAtom):
    """An Atom feed whose entries carry their text, given as `content`: markup with absolute addresses."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if content := item.get("content"):
            handler.addQuickElement("content", content, {"type": "html"})


class SiteFeed(Feed):
    """Base of the site's feeds: in the language of the address, by the organisation, at absolute addresses."""

    feed_type = WholeTextAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return active_language().code

    def get_feed(self, obj: Any, request: HttpRequest) -> Any:
        self.language = active_language().tag
        return super().get_feed(obj, request)

    def author_name(self, obj: Any) -> str:
        return SiteTexts.in_language(active_language().code).name

    def author_link(self, obj: Any) -> str:
        return f"{settings.BASE_URL}/{active_language().code}/"


def absolute(path: str) -> str:
    """A path of this site as feeds name it: ids of entries stay the same whichever host answers."""
    return str(settings.BASE_URL) + path
