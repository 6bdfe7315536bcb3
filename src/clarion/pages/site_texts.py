"""The texts of the site, in the settings of the admin."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from clarion.pages.models import SiteTexts


class SiteTextsViewSet(SnippetViewSet):
    """One set of texts for each language."""

    model = SiteTexts
    icon = "globe"
    menu_label = _("Texts of the site")
    menu_order = 110
    add_to_settings_menu = True
    list_display: ClassVar = ["name", "locale"]
    panels: ClassVar = [
        HelpPanel(
            _("What is left empty is said as the field shows it in grey. A page can say it in its own way.")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "tagline", "notice")], heading=_("Organisation")
        ),
        MultiFieldPanel(
            [FieldPanel(f) for f in ("updates_text", "updates_privacy", "policy_team_text", "follow_text")],
            heading=_("Connect"),
        ),
        MultiFieldPanel([FieldPanel("elsewhere_text")], heading=_("Elsewhere")),
        MultiFieldPanel(
            [
                FieldPanel(f"donate_{name}")
                for name in ("heading", "text", "button", "url", "currency", "amounts")
            ],
            heading=_("Call to give"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("about", "licence_note", "powered_by")], heading=_("Footer")
        ),
    ]
