"""When somebody last made sure that an entry is still true, and how often that should be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class Check(models.Model):
    """The last check of one entry, in all of its languages.

    It is apart from the page, so that to publish an older draft does not bring back an older day.
    """

    entry = models.UUIDField(_("entry"), primary_key=True, help_text="The translation key of its pages.")
    on = models.DateField(_("checked on"), null=True)
    reminded_on = models.DateField(_("editors reminded on"), null=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")

    def __str__(self) -> str:
        return f"{self.entry}: {self.on or '–'}"


def _days(label: Any, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=default)


@register_setting(icon="date", order=910)
class CheckIntervals(BaseGenericSetting):
    """After how many days an entry wants to be checked again, in each tracker."""

    legislation_open = _days(_("while open"), 30)
    legislation_closed = _days(_("when closed"), 180)
    litigation_open = _days(_("while open"), 30)
    litigation_closed = _days(_("when closed"), 180)

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldRowPanel(["legislation_open", "legislation_closed"])],
            heading=_("Legislation: days between checks"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["litigation_open", "litigation_closed"])],
            heading=_("Litigation: days between checks"),
        ),
    ]

    class Meta:
        verbose_name = _("checks of what we follow")

    def days(self, tracker: str, *, is_open: bool) -> int:
        """The days between two checks of an open or a closed entry of a tracker."""
        return int(getattr(self, f"{tracker}_{'open' if is_open else 'closed'}"))
