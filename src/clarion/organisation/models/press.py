"""What the press needs: whom to ask, what we have said, pictures to print."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page, PageManager, PageQuerySet

from clarion.core.linked_data import Thing
from clarion.organisation.picture_kit import offers_of
from clarion.organisation.spoken import Speaks
from clarion.pages.blocks.registry import body_blocks
from clarion.pages.fields import BlocksField
from clarion.pages.languages import html_lang
from clarion.pages.models import ComposedPage, ShownPage
from clarion.pages.picture_uses import PictureUse
from clarion.pages.rendering import Scope

STATEMENTS_SHOWN = 20
"""How many statements the press page lists; the feed leads on, and search finds the rest."""


class StatementQuerySet(PageQuerySet):
    """Statements, newest first."""

    def newest(self, language: str) -> StatementQuerySet:
        """Live statements in a language that anybody may read, newest first."""
        return self.live().public().filter(locale__language_code=language).order_by("-date", "-pk")


class PressPage(ComposedPage):
    """The press room of one language."""

    content_panels: ClassVar = [
        *ComposedPage.content_panels,
        InlinePanel("contacts", heading=_("Contacts"), label=_("contact")),
        InlinePanel("kit", heading=_("Pictures to print"), label=_("picture")),
    ]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.ContentPage"]
    subpage_types: ClassVar = ["organisation.StatementPage"]
    max_count_per_parent = 1
    template = "organisation/press.html"

    class Meta:
        verbose_name = _("press")

    @cached_property
    def kit_pictures(self) -> list[KitPicture]:
        """The pictures on offer."""
        return list(self.kit.all())

    def own_pictures(self) -> list[PictureUse]:
        return [*super().own_pictures(), *(PictureUse(one.image_id, one.note) for one in self.kit_pictures)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        scope = context["scope"]
        language = self.locale.language_code
        pictures = [(scope.image(one.image_id), one.note) for one in self.kit_pictures] if scope else []
        return {
            **context,
            "contacts": self.contacts.all(),
            "statements": StatementPage.objects.child_of(self).newest(language)[:STATEMENTS_SHOWN],
            "kit": [(image, note, offers_of(image, language)) for image, note in pictures if image],
        }


class PressContact(Orderable, Speaks):
    """Somebody who answers the press."""

    page = ParentalKey(PressPage, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("for what"), max_length=160, blank=True, help_text=_("What to ask them about."))
    hours = models.CharField(_("hours"), max_length=160, blank=True, help_text=_("With the time zone."))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("languages"), FieldPanel("hours")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")

    def __str__(self) -> str:
        return self.name

    @property
    def dialled(self) -> str:
        """The telephone number as a link dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


class KitPicture(Orderable):
    """A picture the press may print, with its credit."""

    page = ParentalKey(PressPage, on_delete=models.CASCADE, related_name="kit")
    image = models.ForeignKey(
        "media.CreditedImage", verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+"
    )
    note = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows. Empty: what the image library says in this page's language."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("image"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture to print")


class StatementPage(ShownPage):
    """What the organisation told the press on a day."""

    date = models.DateField(_("date"), default=timezone.localdate)
    summary = models.TextField(
        _("summary"), help_text=_("One or two sentences, shown in the list of statements.")
    )
    body = BlocksField(body_blocks("text", "quotation", "facts"), verbose_name=_("body"))

    objects = PageManager.from_queryset(StatementQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar = ["organisation.PressPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "organisation/statement.html"
    card_kind = "article"

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def stored_content(self) -> list[Any]:
        return [self.body.raw_data]

    @property
    def description(self) -> str:
        """What the page is about, for search engines and where it is shared."""
        return str(self.search_description or self.summary)

    def structured_data(self, scope: Scope) -> list[Thing]:
        return [
            {
                "@type": "NewsArticle",
                "headline": self.title,
                "abstract": self.summary,
                "datePublished": self.date.isoformat(),
                "inLanguage": html_lang(self.locale.language_code),
            }
        ]
