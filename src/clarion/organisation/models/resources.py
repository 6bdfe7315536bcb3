"""Reports and other things to take away, listed with what one wants to know before taking them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from clarion.organisation.filters import Filters
from clarion.pages.downloads import Download
from clarion.pages.models import ComposedPage


class ResourcesPage(ComposedPage):
    """The downloads of one language, narrowed by kind and year."""

    content_panels: ClassVar = [
        *ComposedPage.content_panels,
        InlinePanel("resources", heading=_("Downloads"), label=_("download")),
    ]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.ContentPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "organisation/resources.html"

    class Meta:
        verbose_name = _("reports and resources")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        everything = sorted(
            self.resources.select_related("document"),
            key=lambda one: (one.date, -one.sort_order),
            reverse=True,
        )
        filters = Filters(everything, request.GET, self.locale.language_code)
        return {**super().get_context(request, *args, **kwargs), "filters": filters, "found": filters.found}


class Resource(Download):
    """One thing to take away."""

    class Kind(models.TextChoices):
        REPORT = "report", pgettext_lazy("kind of download", "Report")
        GUIDE = "guide", pgettext_lazy("kind of download", "Guide")
        DATA = "data", pgettext_lazy("kind of download", "Data")
        SUBMISSION = "submission", pgettext_lazy("kind of download", "Submission")
        FORM = "form", pgettext_lazy("kind of download", "Form")

    page = ParentalKey(ResourcesPage, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.REPORT)
    date = models.DateField(_("date"), default=timezone.localdate)
    summary = models.TextField(_("summary"), max_length=400, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        *Download.panels,
        FieldPanel("summary"),
    ]

    class Meta(Download.Meta):
        verbose_name = _("download")
