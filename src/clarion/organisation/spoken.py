"""The languages somebody speaks: codes in the database, names on the page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from clarion.core.languages import active_language
from clarion.pages.downloads import validate_language


def validate_languages(codes: str) -> None:
    """Refuses a list with anything in it that is no code of a language."""
    for code in codes.split():
        validate_language(code)


class Speaks(models.Model):
    """Somebody who can be spoken to in some languages. Abstract."""

    languages = models.CharField(
        _("languages spoken"),
        max_length=120,
        blank=True,
        validators=[validate_languages],
        help_text=_("Codes with spaces between them, such as: ar fr pt-BR."),
    )

    class Meta:
        abstract = True

    @property
    def languages_spoken(self) -> str:
        """The names of the languages, in the language being read: `Arabic, French and Spanish`."""
        reader = active_language()
        return reader.listing(reader.language_name(code) for code in self.languages.split())
