"""Section headings, with an optional echo in another language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock

from clarion.core.languages import active_language


def languages() -> list[tuple[str, str]]:
    """The site's languages, for choosing."""
    return list(settings.LANGUAGES)


def quoted_languages() -> list[tuple[str, str]]:
    """Every language somebody may be quoted in: those of the site first, then all that CLDR names."""
    own = dict(settings.LANGUAGES)
    spoken = active_language()
    others = {code.lower().replace("_", "-"): str(name) for code, name in spoken.locale.languages.items()}
    return [
        *own.items(),
        *sorted((one for one in others.items() if one[0] not in own), key=lambda one: one[1]),
    ]


class LanguageBlock(ChoiceBlock):
    """A language, kept as its code."""

    def normalize_choice(self, value: Any) -> Any:
        """The code as it is kept. A choice that was no text would have to be sought among all of them, for each block
        of each page.
        """
        return value


class HeadedBlock(StructBlock):
    """Base of the blocks that make a section of a page."""

    heading = CharBlock(label=_("heading"), required=False, max_length=120)
    echo = CharBlock(
        label=_("echo"),
        required=False,
        max_length=120,
        help_text=_("The heading in another language, shown beside it."),
    )
    echo_language = LanguageBlock(label=_("language of the echo"), choices=languages, required=False)
