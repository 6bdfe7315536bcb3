"""Pages that editors compose of blocks."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from clarion.core.linked_data import Thing
from clarion.pages import structured_data
from clarion.pages.blocks.registry import FRONT_PAGE_BLOCKS, body_blocks
from clarion.pages.fields import BlocksField
from clarion.pages.forms import ComposedPageForm
from clarion.pages.models.shown import PicturedPage
from clarion.pages.rendering import Scope

PARTS = ("connect", "elsewhere", "donate")
"""The kinds of blocks that speak for the whole site where an editor says nothing else, and that a page can hide."""


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
    body = BlocksField(body_blocks(), verbose_name=_("body"), blank=True)
    shows_echoes = models.BooleanField(
        _("headings echo"),
        default=True,
        help_text=_("Section headings repeat themselves in another language."),
    )

    shows_connect = models.BooleanField(_("connect is shown"), default=True)
    shows_elsewhere = models.BooleanField(_("elsewhere is shown"), default=True)
    shows_donate = models.BooleanField(_("the call to give is shown"), default=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("eyebrow", "heading", "lead", "opening", *PicturedPage.picture_fields)
            ],
            heading=_("Opening"),
        ),
        FieldPanel("body"),
    ]
    settings_panels: ClassVar = [
        *Page.settings_panels,
        FieldPanel("shows_echoes"),
        MultiFieldPanel(
            [FieldPanel(f"shows_{part}") for part in PARTS],
            heading=_("Parts of this page"),
            help_text=_("A part that is switched off keeps its words and comes back with them."),
        ),
    ]

    base_form_class = ComposedPageForm

    class Meta:
        abstract = True

    @property
    def hidden_blocks(self) -> frozenset[str]:
        return frozenset(part for part in PARTS if not getattr(self, f"shows_{part}"))

    @property
    def shown_title(self) -> str:
        return str(self.heading or self.title)

    def stored_content(self) -> list[Any]:
        return [self.body.raw_data]


class HomePage(ComposedPage):
    """The front page of one language."""

    body = BlocksField(body_blocks(*FRONT_PAGE_BLOCKS), verbose_name=_("body"), blank=True)

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    template = "pages/composed_page.html"

    class Meta:
        verbose_name = _("home page")

    def structured_data(self, scope: Scope) -> list[Thing]:
        return structured_data.front_page(scope)


class ContentPage(ComposedPage):
    """Any other page: a room of the site, a position, a legal text."""

    parent_page_types: ClassVar = ["pages.HomePage", "pages.ContentPage"]
    template = "pages/composed_page.html"

    class Meta:
        verbose_name = _("page")
