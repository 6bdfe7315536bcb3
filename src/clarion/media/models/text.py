"""What a picture is called, and what it shows, in one language."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_ALT = 250


class ImageText(models.Model):
    """The words of one picture in one language."""

    image = models.ForeignKey("media.CreditedImage", on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=35)
    title = models.CharField(_("title"), max_length=255, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=LONGEST_ALT,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )

    class Meta:
        verbose_name = _("words of an image")
        verbose_name_plural = _("words of images")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "language"], name="image_text_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{dict(settings.LANGUAGES).get(self.language, self.language)}: {self.title or self.alt}"
