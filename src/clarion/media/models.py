"""Images with author, source and licence, so that every picture on a page is credited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from clarion.media.licences import LICENCES


class CreditedImage(AbstractImage):
    """A picture, who made it, where it comes from, and under which licence it may be used."""

    author = models.CharField(_("author"), max_length=255, blank=True)
    source_url = models.URLField(
        _("source"), blank=True, help_text=_("The page where the picture can be found.")
    )
    licence = models.CharField(
        _("licence"), max_length=40, blank=True, choices=[(one.code, one.name) for one in LICENCES.values()]
    )
    directional = models.BooleanField(
        _("directional"),
        default=False,
        help_text=_("The picture has a direction of reading and is mirrored on right-to-left pages."),
    )

    translated_titles = models.JSONField(
        _("titles in other languages"),
        default=dict,
        blank=True,
        help_text=_("Language code → title, for credits."),
    )

    def title_in(self, language: str) -> str:
        """The title in a language, or the one it was given first."""
        return self.translated_titles.get(language) or self.title

    @property
    def shown_values(self) -> tuple[str, int, int, bool]:
        """What of the picture shows on a page: its file, its size, whether it is mirrored for some."""
        return (self.file.name, self.width, self.height, self.directional)

    admin_form_fields = (
        *WagtailImage.admin_form_fields,
        "author",
        "source_url",
        "licence",
        "directional",
        "translated_titles",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions: ClassVar = [("choose_image", "Can choose image")]


class CreditedRendition(AbstractRendition):
    """A picture at one size, made once."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
