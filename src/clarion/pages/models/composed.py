"""Pages that editors compose of blocks."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from clarion.pages.blocks.registry import body_blocks
from clarion.pages.models.shown import PicturedPage


class ComposedPage(PicturedPage):
    """A page with an opening and a body of blocks that editors compose."""

    eyebrow = models.CharField(
        _("eyebrow"), max_length=80, blank=True, help_text=_("A word or two above the heading.")
    )
    heading = models.CharField(
        _("heading"), max_length=200, blank=True, help_text=_("What the page says first. Empty: its title.")
    )
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences below the heading."))
    opening = RichTextField(_("opening paragraph"), blank=True, features=["bold", "italic", "link", "figure"])
    body = StreamField(body_blocks(), verbose_name=_("body"), blank=True)
    shows_echoes = models.BooleanField(
        _("headings echo"),
        default=True,
        help_text=_("Section headings repeat themselves in another language."),
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("eyebrow", "heading", "lead", "opening", "image", "image_alt")],
            heading=_("Opening"),
        ),
        FieldPanel("body"),
    ]
    settings_panels: ClassVar = [*Page.settings_panels, FieldPanel("shows_echoes")]

    class Meta:
        abstract = True

    def stored_content(self) -> list[Any]:
        return [self.body.raw_data]


class HomePage(ComposedPage):
    """The front page of one language."""

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    template = "pages/composed_page.html"

    class Meta:
        verbose_name = _("home page")


class ContentPage(ComposedPage):
    """Any other page: a room of the site, a position, a legal text."""

    parent_page_types: ClassVar = ["pages.HomePage", "pages.ContentPage"]
    template = "pages/composed_page.html"

    class Meta:
        verbose_name = _("page")
