"""Ways to stay in touch: e-mail updates, the policy team, networks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import TextBlock

from clarion.pages.blocks.headings import HeadedBlock


class ConnectBlock(HeadedBlock):
    """Sign-up, contact and profiles. Texts left empty are the site's own."""

    updates_text = TextBlock(label=_("about e-mail updates"), required=False)
    policy_team_text = TextBlock(label=_("about the policy team"), required=False)

    class Meta:
        icon = "mail"
        label = _("Connect")
        template = "pages/blocks/connect.html"
