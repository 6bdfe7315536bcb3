"""Openings, and the page that lists those one can still apply for."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageQuerySet

from clarion.core.linked_data import Thing, organisation
from clarion.pages.blocks.registry import body_blocks
from clarion.pages.fields import BlocksField
from clarion.pages.models import ComposedPage, ShownPage
from clarion.pages.rendering import Scope


class OpeningQuerySet(PageQuerySet):
    """Openings, those that close first before the others."""

    def open_on(self, day: date) -> OpeningQuerySet:
        """Live openings that take applications on a day. The closing date is the last such day."""
        return (
            self.live()
            .public()
            .filter(Q(closes_on__isnull=True) | Q(closes_on__gte=day))
            .order_by(models.F("closes_on").asc(nulls_last=True), "path")
        )


class CareersPage(ComposedPage):
    """How it is to work here, and what work there is."""

    nothing_open = models.TextField(
        _("when nothing is open"),
        blank=True,
        help_text=_("Said in the place of the list. Empty: one plain sentence."),
    )

    content_panels: ClassVar = [*ComposedPage.content_panels, FieldPanel("nothing_open")]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.ContentPage"]
    subpage_types: ClassVar = ["organisation.OpeningPage"]
    max_count_per_parent = 1
    template = "organisation/careers.html"

    class Meta:
        verbose_name = _("careers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        openings = OpeningPage.objects.child_of(self).open_on(timezone.localdate())
        return {**super().get_context(request, *args, **kwargs), "openings": openings}


class OpeningPage(ShownPage):
    """One post, until it closes."""

    class Contract(models.TextChoices):
        PERMANENT = "permanent", pgettext_lazy("kind of contract", "Permanent")
        FIXED_TERM = "fixed_term", pgettext_lazy("kind of contract", "Fixed term")
        FREELANCE = "freelance", pgettext_lazy("kind of contract", "Freelance")
        INTERNSHIP = "internship", pgettext_lazy("kind of contract", "Internship")
        VOLUNTEER = "volunteer", pgettext_lazy("kind of contract", "Voluntary")

    class Hours(models.TextChoices):
        FULL = "full", pgettext_lazy("working hours", "Full time")
        PART = "part", pgettext_lazy("working hours", "Part time")

    summary = models.TextField(
        _("summary"), help_text=_("One or two sentences, shown in the list of openings.")
    )
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Where the work is done."))
    is_remote = models.BooleanField(_("remote"), default=False, help_text=_("It can be done from anywhere."))
    contract = models.CharField(_("kind of contract"), max_length=20, choices=Contract.choices)
    hours = models.CharField(_("working hours"), max_length=10, choices=Hours.choices, default=Hours.FULL)
    salary = models.CharField(_("salary"), max_length=160, blank=True)
    posted_on = models.DateField(_("posted on"), default=timezone.localdate)
    closes_on = models.DateField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_(
            "The last day for applications; the day after, it leaves the list. Empty: open until filled."
        ),
    )
    apply_url = models.CharField(
        _("where to apply"),
        max_length=200,
        default="contact/",
        help_text=_("A path of this site such as contact/, or an address elsewhere (https://…)."),
    )
    body = BlocksField(body_blocks("text", "quotation"), verbose_name=_("description"))

    objects = PageManager.from_queryset(OpeningQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("is_remote")]),
                FieldRowPanel([FieldPanel("contract"), FieldPanel("hours")]),
                FieldPanel("salary"),
                FieldRowPanel([FieldPanel("posted_on"), FieldPanel("closes_on")]),
                FieldPanel("apply_url"),
            ],
            heading=_("The post"),
        ),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar = ["organisation.CareersPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "organisation/opening.html"

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, Any] = {}
        if not self.place and not self.is_remote:
            wrong["place"] = _("Say where the work is done, or mark it as remote.")
        if self.closes_on and self.posted_on and self.closes_on < self.posted_on:
            wrong["closes_on"] = _("It cannot close before it was posted.")
        if ":" in self.apply_url and not self.apply_url.startswith("https://"):
            wrong["apply_url"] = _("An address elsewhere begins with https://.")
        if wrong:
            raise ValidationError(wrong)

    def stored_content(self) -> list[Any]:
        return [self.body.raw_data]

    @property
    def description(self) -> str:
        """What the page is about, for search engines and where it is shared."""
        return str(self.search_description or self.summary)

    @property
    def is_open(self) -> bool:
        """Whether one can still apply today."""
        return self.closes_on is None or self.closes_on >= timezone.localdate()

    @property
    def apply_address(self) -> str:
        """Where an application goes."""
        if self.apply_url.startswith("https://"):
            return self.apply_url
        return f"/{self.locale.language_code}/{self.apply_url.lstrip('/')}"

    def structured_data(self, scope: Scope) -> list[Thing]:
        """Schema.org's JobPosting; of a closed opening nothing, so that no search engine goes on offering it."""
        if not self.is_open:
            return []
        said: Thing = {
            "@type": "JobPosting",
            "title": self.title,
            "description": strip_tags(" ".join([self.summary, *_paragraphs(self.body)])),
            "datePosted": self.posted_on.isoformat(),
            "employmentType": _EMPLOYMENT.get(self.contract, _HOURS[self.hours]),
            "hiringOrganization": {"@type": "Organization", "name": scope.texts.name, **organisation()},
        }
        if self.closes_on:
            said["validThrough"] = self.closes_on.isoformat()
        if self.place:
            address = {"@type": "PostalAddress", "addressLocality": self.place}
            said["jobLocation"] = {"@type": "Place", "address": address}
        if self.is_remote:
            said["jobLocationType"] = "TELECOMMUTE"
        return [said]


_EMPLOYMENT: dict[str, str] = {
    OpeningPage.Contract.FIXED_TERM: "TEMPORARY",
    OpeningPage.Contract.FREELANCE: "CONTRACTOR",
    OpeningPage.Contract.INTERNSHIP: "INTERN",
    OpeningPage.Contract.VOLUNTEER: "VOLUNTEER",
}
"""Schema.org's words for kinds of work, where the kind of contract says more than the hours."""

_HOURS: dict[str, str] = {OpeningPage.Hours.FULL: "FULL_TIME", OpeningPage.Hours.PART: "PART_TIME"}


def _paragraphs(body: Any) -> list[str]:
    return [str(one["value"].get("text", "")) for one in body.raw_data if isinstance(one["value"], dict)]
