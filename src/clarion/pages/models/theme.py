"""What makes the site look like its organisation's."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from clarion.pages.theme.look import SANS, SERIF
from clarion.pages.theme.validators import readable_in_the_dark, readable_in_the_light


def _mark(name: Any, **kwargs: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "media.CreditedImage",
        verbose_name=name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        **kwargs,
    )


class ThemeSettings(models.Model):
    """Marks, colours and fonts. Abstract."""

    logo = _mark(_("logo"), help_text=_("Stands in the header. Empty: the mark of the house."))
    logo_dark = _mark(_("logo in the dark"), help_text=_("Empty: the same."))
    logo_holds_name = models.BooleanField(
        _("the logo holds the name"),
        default=False,
        help_text=_("Then the name is not written beside it; it is still read out."),
    )
    favicon = _mark(
        _("icon"), help_text=_("For tabs and bookmarks: square, SVG or PNG. Empty: the mark of the house.")
    )
    accent_light = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[readable_in_the_light]
    )
    accent_dark = models.CharField(
        _("accent colour in the dark"), max_length=7, blank=True, validators=[readable_in_the_dark]
    )
    heading_font = models.CharField(
        _("font of headings"),
        max_length=8,
        blank=True,
        choices=[("", _("Clarion Serif, as usual")), (SANS, _("Clarion Sans"))],
    )
    body_font = models.CharField(
        _("font of texts"),
        max_length=8,
        blank=True,
        choices=[("", _("Clarion Sans, as usual")), (SERIF, _("Clarion Serif"))],
    )

    class Meta:
        abstract = True

    @property
    def mark_ids(self) -> tuple[int | None, ...]:
        """The pictures that stand around every page."""
        return self.logo_id, self.logo_dark_id, self.favicon_id
