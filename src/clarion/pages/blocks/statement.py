"""What the site says of the data it keeps, as it really is configured."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock

from clarion.core.languages import SOURCE_LANGUAGE
from clarion.core.statements import Section, stated
from clarion.pages.blocks.headings import HeadedBlock


class StatementBlock(HeadedBlock):
    """The rooms' own sentences on one section, written anew from the settings whenever the page is shown."""

    section = ChoiceBlock(
        label=_("about"),
        choices=Section.choices,
        default=Section.READING,
        help_text=_(
            "The sentences follow from how the site is set up. They cannot be edited here, nor be out of date."
        ),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        section = Section(value["section"])
        with translation.override(SOURCE_LANGUAGE):
            context["heading"] = str(section.label)
        context["sentences"] = stated(section)
        return context

    class Meta:
        icon = "clipboard-list"
        label = _("Statement of data")
        template = "pages/blocks/statement.html"
        description = _(
            "What the site keeps of people and for how long, in sentences that follow from its settings."
        )
        preview_value: ClassVar = {"section": Section.READING}
