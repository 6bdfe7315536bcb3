"""Cases in court."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from clarion.tracker.models.entries import DatedEvent, TrackedDocument, TrackedPage
from clarion.tracker.vocabulary import FINAL_OUTCOMES, Outcome, Role


class LitigationPage(TrackedPage):
    """A case that we bring, join or watch."""

    TRACKER = "litigation"
    FIRST_STATE = Outcome.PENDING
    FINAL_STATES = FINAL_OUTCOMES
    STATE = "outcome"
    STANCE = "role"
    STANCES = Role

    court = models.CharField(
        _("court"), max_length=200, help_text=_("The one that has it now, or had it last.")
    )
    number = models.CharField(_("case number"), max_length=120, blank=True)
    brought_by = models.CharField(_("brought by"), max_length=300, blank=True)
    brought_against = models.CharField(_("brought against"), max_length=300, blank=True)
    docket_url = models.URLField(_("address of the docket"), blank=True, max_length=500)
    role = models.CharField(_("our role"), max_length=12, choices=Role.choices)

    content_panels: ClassVar = TrackedPage.panels_with(
        MultiFieldPanel(
            [FieldPanel(name) for name in ("court", "number", "brought_by", "brought_against", "docket_url")],
            heading=_("The case"),
        ),
        MultiFieldPanel([FieldPanel("role"), FieldPanel("reasons")], heading=_("Our role")),
    )
    parent_page_types: ClassVar = ["tracker.LitigationIndexPage"]
    template = "tracker/entry.html"

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    @property
    def stance_heading(self) -> str:
        return gettext("Our role")

    @property
    def register_url(self) -> str:
        return self.docket_url

    @property
    def particulars(self) -> list[tuple[str, str]]:
        told = [
            (gettext("Outcome"), self.state_label),
            (gettext("Jurisdiction"), self.place_label),
            (gettext("Court"), self.court),
            (gettext("Case number"), self.number),
            (gettext("Brought by"), self.brought_by),
            (gettext("Brought against"), self.brought_against),
        ]
        return [(name, value) for name, value in told if value]


class LitigationEvent(DatedEvent):
    """A day on the docket of a case."""

    page = ParentalKey(LitigationPage, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(
        _("outcome"), max_length=16, choices=Outcome.choices, blank=True,
        help_text=_("How the case stands from this day. Empty: as it stood. An appeal makes it pending again."),
    )  # fmt: skip

    class Meta(DatedEvent.Meta):
        verbose_name = _("event of a case")


class LitigationDocument(TrackedDocument):
    """A document of a case."""

    page = ParentalKey(LitigationPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(TrackedDocument.Meta):
        verbose_name = _("document of a case")
