"""What belongs to the whole site: who speaks, and the texts around every page."""

from __future__ import annotations

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import TranslatableMixin

from clarion.core.composed import composed
from clarion.pages.blocks.links import ProfileBlock
from clarion.pages.fields import BlocksField
from clarion.pages.forms import SiteTextsForm
from clarion.pages.models.giving import GivingSettings
from clarion.pages.models.menus import MenuSettings
from clarion.pages.models.theme import ThemeSettings
from clarion.pages.parts.giving import check_amounts
from clarion.pages.validators import safe_address


class Organisation(ThemeSettings, MenuSettings, GivingSettings, BaseGenericSetting):
    """Who speaks: what is the same in every language.

    Every page reads it, so it is one row. Its concerns have settings pages of their own, in `settings_pages`.
    """

    policy_site_url = models.URLField(_("policy site"), blank=True)
    content_licence = models.CharField(_("licence of the content"), max_length=40, default="CC-BY-SA-4.0")
    profiles = BlocksField([("profile", ProfileBlock())], verbose_name=_("profiles to follow"), blank=True)

    class Meta:
        verbose_name = _("organisation")

    @classmethod
    def _get_or_create(cls) -> Organisation:
        return next(iter(_first_of(cls)), None) or cls.objects.create()


@composed
def _first_of(model: type[Organisation]) -> models.QuerySet[Organisation]:
    return model.base_queryset().order_by("pk")[:1]


def _a_currency(code: str) -> None:
    if code not in list_currencies():
        raise ValidationError(
            gettext("%(code)s is no currency code of ISO 4217, such as EUR.") % {"code": code}
        )


class SiteTexts(TranslatableMixin, models.Model):
    """What every page of one language says: name, footer, the defaults of connect, elsewhere and donate."""

    name = models.CharField(_("name of the organisation"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    notice = models.CharField(_("notice"), max_length=300, blank=True, help_text=_("Shown above every page."))
    about = models.TextField(_("who we are"), blank=True, help_text=_("Two sentences in the footer."))
    licence_note = models.CharField(_("note on the licence"), max_length=200, blank=True)
    powered_by = models.CharField(_("what powers the site"), max_length=200, blank=True)
    updates_text = models.TextField(_("about e-mail updates"), blank=True)
    updates_privacy = models.TextField(
        _("how addresses are handled"), blank=True, help_text=_("Shown beside the sign-up.")
    )
    policy_team_text = models.TextField(_("about the policy team"), blank=True)
    follow_text = models.TextField(_("about following"), blank=True)
    elsewhere_text = models.TextField(_("about elsewhere"), blank=True)
    donate_heading = models.CharField(_("heading of the call to give"), max_length=120, blank=True)
    donate_text = models.TextField(_("text of the call to give"), blank=True)
    donate_button = models.CharField(_("button of the call to give"), max_length=40, blank=True)
    donate_url = models.URLField(
        _("donation address in this language"), blank=True, validators=[safe_address]
    )
    donate_currency = models.CharField(
        _("currency of gifts"),
        max_length=3,
        blank=True,
        validators=[_a_currency],
        help_text=_("Such as EUR."),
    )
    donate_amounts = models.CharField(
        _("amounts offered"),
        max_length=80,
        blank=True,
        validators=[check_amounts],
        help_text=_("Such as 10 25 50."),
    )

    base_form_class = SiteTextsForm

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("texts of the site")
        verbose_name_plural = _("texts of the site")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_language(cls, language: str) -> SiteTexts:
        """The texts in a language; an unsaved, empty one where nobody has written any."""
        return next(iter(_texts_of(cls, language=language)), None) or cls(name="Clarion")


@composed
def _texts_of(model: type[SiteTexts], *, language: str) -> models.QuerySet[SiteTexts]:
    return model.objects.filter(locale__language_code=language)[:1]
