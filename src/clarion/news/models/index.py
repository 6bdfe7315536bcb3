"""The list of articles: all of them, those of a topic, those of a year."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from clarion.news import archive
from clarion.pages.models import ShownPage


class NewsIndexPage(ShownPage):
    """The list of articles of one language, with its archives at addresses below its own."""

    lead = models.TextField(_("lead"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = ["news.ArticlePage"]
    max_count_per_parent = 1
    template = "news/index.html"

    class Meta:
        verbose_name = _("news")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        found = archive.named(path_components, self.locale.language_code) if path_components else None
        if found is not None and self.live:
            return RouteResult(self, kwargs={"shelf": found})
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shelf = kwargs.pop("shelf", None) or archive.whole(self.locale.language_code)
        context = super().get_context(request, *args, **kwargs)
        return context | archive.shown(shelf, context["scope"], request)
