"""The settings pages of the organisation: one row, and a page of the admin for each of its concerns."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.registry import register_setting

from clarion.pages.models.site import Organisation
from clarion.pages.theme.contrast import Colour
from clarion.pages.theme.tokens import tokens


def _colour(name: str, colours: dict[str, Colour]) -> FieldPanel:
    return FieldPanel(
        name, widget=forms.TextInput(attrs={"placeholder": str(colours["accent"]), "dir": "ltr"})
    )


@register_setting(icon="group", order=100)
class About(Organisation):
    """Who speaks."""

    panels: ClassVar = [FieldPanel(name) for name in ("policy_site_url", "content_licence", "profiles")]

    class Meta:
        proxy = True
        verbose_name = _("organisation")


@register_setting(icon="list-ul", order=120)
class Menus(Organisation):
    """What the header, the footer and 'Elsewhere' lead to."""

    panels: ClassVar = [
        HelpPanel(
            _("Each menu is made once. A page in it stands for its translations in the other languages.")
        ),
        *(FieldPanel(name) for name in ("main_menu", "footer", "elsewhere")),
    ]

    class Meta:
        proxy = True
        verbose_name = _("menus and footer")


@register_setting(icon="view", order=130)
class Theme(Organisation):
    """Marks, colours and fonts."""

    panels: ClassVar = [
        HelpPanel(_("The name of the organisation stands in the texts of the site, in each language.")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("logo", "logo_dark", "logo_holds_name", "favicon")],
            heading=_("Marks"),
        ),
        MultiFieldPanel(
            [_colour("accent_light", tokens().light), _colour("accent_dark", tokens().dark)],
            heading=_("Colours"),
        ),
        MultiFieldPanel([FieldPanel("heading_font"), FieldPanel("body_font")], heading=_("Fonts")),
    ]

    class Meta:
        proxy = True
        verbose_name = _("theme")


@register_setting(icon="pick", order=140)
class Giving(Organisation):
    """Where readers give."""

    panels: ClassVar = [
        HelpPanel(
            _(
                "Gifts are made on the donation page of your payment system. Clarion sends readers there, and learns "
                "nothing of what they do."
            )
        ),
        FieldPanel("donate_url"),
        MultiFieldPanel(
            [
                FieldPanel(f"donate_{name}")
                for name in (
                    "amount_parameter", "currency_parameter", "frequency_parameter", "once", "monthly",
                    "source_parameter",
                )
            ],
            heading=_("What the donation page understands"),
        ),
    ]  # fmt: skip

    class Meta:
        proxy = True
        verbose_name = _("giving")
