"""Ways to stay in touch: e-mail updates, the policy team, networks."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.blocks.inherited import InheritedTextBlock
from clarion.pages.parts.connect import connect
from clarion.pages.rendering import current_scope


class ConnectBlock(HeadedBlock):
    """Sign-up, contact and profiles. Texts left empty are the site's own."""

    updates_text = InheritedTextBlock("updates_text", label=_("about e-mail updates"))
    policy_team_text = InheritedTextBlock("policy_team_text", label=_("about the policy team"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["part"] = connect(value, current_scope())
        return context

    class Meta:
        icon = "mail"
        label = _("Connect")
        template = "pages/blocks/connect.html"
        description = _(
            "E-mail updates, the policy team and your profiles. Says what the site says, unless you say it here."
        )
        preview_value: ClassVar = {"updates_text": "", "policy_team_text": ""}
