"""What belongs to the whole site: who speaks, and the texts around every page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet

from clarion.pages.blocks.links import FooterGroupBlock, ProfileBlock


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
