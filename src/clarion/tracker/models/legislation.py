"""Laws in the making, and laws made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from clarion.core.languages import active_language, language
from clarion.core.linked_data import Thing
from clarion.pages.rendering import Scope
from clarion.tracker.models.entries import DatedEvent, TrackedDocument, TrackedPage
from clarion.tracker.order import wrong_order
from clarion.tracker.timeline import Step, timeline
from clarion.tracker.vocabulary import FINAL_STAGES, Position, Stage


class LegislationPage(TrackedPage):
    """A law that we follow, with our position on it."""

    TRACKER = "legislation"
    FIRST_STATE = Stage.PROPOSED
    FINAL_STATES = FINAL_STAGES
    STATE = "stage"
    STANCE = "position"
    STANCES = Position

    official_title = models.CharField(_("official title"), max_length=400, blank=True)
    number = models.CharField(
        _("number"), max_length=80, blank=True, help_text=_("Of the procedure or the act: 2016/0280(COD).")
    )
    text_url = models.URLField(_("address of the text"), blank=True, max_length=500)
    position = models.CharField(_("our position"), max_length=10, choices=Position.choices)

    content_panels: ClassVar = TrackedPage.panels_with(
        MultiFieldPanel(
            [FieldPanel(name) for name in ("number", "official_title", "text_url")], heading=_("The law")
        ),
        MultiFieldPanel([FieldPanel("position"), FieldPanel("reasons")], heading=_("Our position")),
    )
    parent_page_types: ClassVar = ["tracker.LegislationIndexPage"]
    template = "tracker/entry.html"

    class Meta:
        verbose_name = _("law")
        verbose_name_plural = _("laws")

    def problems_of(self, events: Sequence[Any]) -> list[str]:
        return wrong_order(events, active_language())

    @property
    def timeline(self) -> list[Step]:
        """Its stages as a line."""
        return timeline(self.course)

    @property
    def is_in_force(self) -> bool:
        """Whether it binds anybody today."""
        return self.course.state in _IN_FORCE

    @property
    def stance_heading(self) -> str:
        return gettext("Our position")

    @property
    def register_url(self) -> str:
        return self.text_url

    @property
    def particulars(self) -> list[tuple[str, str]]:
        told = [
            (gettext("Jurisdiction"), self.place_label),
            (gettext("Number"), self.number),
            (gettext("Official title"), self.official_title),
        ]
        return [(name, value) for name, value in told if value]

    def structured_data(self, scope: Scope) -> list[Thing]:
        dates = {one.state: one.date.isoformat() for one in reversed(self.course.events) if one.state}
        told = {
            "@type": "Legislation",
            "inLanguage": language(scope.language).tag,
            "name": self.official_title or self.title,
            "alternateName": self.title if self.official_title else "",
            "abstract": self.summary,
            "legislationIdentifier": self.number,
            "legislationJurisdiction": self.place,
            "legislationDate": dates.get(Stage.ADOPTED),
            "legislationDateOfApplicability": dates.get(Stage.APPLIES),
            "legislationLegalForce": f"https://schema.org/{'InForce' if self.is_in_force else 'NotInForce'}",
            "sameAs": self.text_url,
        }
        return [{name: value for name, value in told.items() if value}]


_IN_FORCE = frozenset({Stage.IN_FORCE, Stage.TRANSPOSITION, Stage.APPLIES})


class LegislationEvent(DatedEvent):
    """A day in the life of a law."""

    page = ParentalKey(LegislationPage, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(
        _("stage"), max_length=16, choices=Stage.choices, blank=True,
        help_text=_("The stage the law is in from this day. Empty: it stays where it was."),
    )  # fmt: skip

    class Meta(DatedEvent.Meta):
        verbose_name = _("event of a law")


class LegislationDocument(TrackedDocument):
    """A document about a law."""

    page = ParentalKey(LegislationPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(TrackedDocument.Meta):
        verbose_name = _("document about a law")
