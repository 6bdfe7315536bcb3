"""The pages of the voice, and the texts that belong to the whole site."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.snippets.models import register_snippet

from clarion.pages.blocks.links import FooterGroupBlock, ProfileBlock
from clarion.pages.blocks.registry import body_blocks
from clarion.pages.rendering import Scope


class ShownPage(Page):
    """A page whose content is looked up through one `Scope`. Abstract base of every page type."""

    site_is_restricted = True
    """Whether any page of the site is private. Found with the page itself, so that open sites ask no further."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        if not self.site_is_restricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def stored_content(self) -> list[Any]:
        """The stored stream values this page shows, to be walked for references."""
        return []

    def own_images(self) -> list[int | None]:
        """Ids of the images this page shows outside of its streams."""
        return []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        scope = Scope(self.locale.language_code, self)
        request.clarion_scope = scope  # type: ignore[attr-defined]
        with scope.active():
            scope.prepare(*self.stored_content(), images=self.own_images())
            response = super().serve(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "scope": getattr(request, "clarion_scope", None),
        }


class PicturedPage(ShownPage):
    """A page with a picture of its own. Abstract."""

    image = models.ForeignKey(
        "media.CreditedImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text"), max_length=250, blank=True, help_text=_("Empty: the picture only decorates.")
    )

    class Meta:
        abstract = True

    def own_images(self) -> list[int | None]:
        return [self.image_id]


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


@register_setting(icon="group")
class Organisation(BaseGenericSetting):
    """Who speaks: what is the same in every language."""

    donate_url = models.URLField(
        _("donation address"), blank=True, help_text=_("Where 'Donate' leads. Empty: the Support page.")
    )
    policy_site_url = models.URLField(_("policy site"), blank=True)
    content_licence = models.CharField(_("licence of the content"), max_length=40, default="CC-BY-SA-4.0")
    profiles = StreamField([("profile", ProfileBlock())], verbose_name=_("profiles to follow"), blank=True)

    class Meta:
        verbose_name = _("organisation")


@register_snippet
class SiteTexts(TranslatableMixin, models.Model):
    """What every page of one language says: name, footer, the defaults of connect and donate."""

    name = models.CharField(_("name of the organisation"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    notice = models.CharField(_("notice"), max_length=300, blank=True, help_text=_("Shown above every page."))
    about = models.TextField(_("who we are"), blank=True, help_text=_("Two sentences in the footer."))
    licence_note = models.CharField(_("note on the licence"), max_length=200, blank=True)
    powered_by = models.CharField(_("what powers the site"), max_length=200, blank=True)
    updates_text = models.TextField(_("about e-mail updates"), blank=True)
    updates_privacy = models.TextField(_("how addresses are handled"), blank=True)
    policy_team_text = models.TextField(_("about the policy team"), blank=True)
    follow_text = models.TextField(_("about following"), blank=True)
    donate_heading = models.CharField(_("heading of the call to give"), max_length=120, blank=True)
    donate_text = models.TextField(_("text of the call to give"), blank=True)
    donate_button = models.CharField(_("button of the call to give"), max_length=40, blank=True)
    donate_url = models.URLField(_("donation address in this language"), blank=True)
    footer = StreamField([("group", FooterGroupBlock())], verbose_name=_("footer"), blank=True)

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "tagline", "notice")], heading=_("Organisation")
        ),
        MultiFieldPanel(
            [FieldPanel(f) for f in ("updates_text", "updates_privacy", "policy_team_text", "follow_text")],
            heading=_("Connect"),
        ),
        MultiFieldPanel(
            [FieldPanel(f) for f in ("donate_heading", "donate_text", "donate_button", "donate_url")],
            heading=_("Call to give"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("about", "licence_note", "powered_by", "footer")],
            heading=_("Footer"),
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("texts of the site")
        verbose_name_plural = _("texts of the site")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_language(cls, language: str) -> SiteTexts:
        """The texts in a language; an unsaved, empty one where nobody has written any."""
        found = list(cls.objects.filter(locale__language_code=language)[:1])
        return found[0] if found else cls(name="Clarion")
