"""The field that keeps an image's file: nothing gets into storage past it without having been looked at."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from clarion.media.uploads.image import checked_image


class CheckedImageFile(WagtailImageFieldFile):
    """An image's file. Saving one checks and cleans it, unless that was done."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        checked = checked_image(content, name)
        setattr(self.instance, "original_sha1", checked.original_sha1)  # noqa: B010
        super().save(checked.name or name, checked, save=save)


class CheckedImageField(WagtailImageField):
    """Keeps files that `checked_image` lets pass."""

    attr_class = CheckedImageFile
