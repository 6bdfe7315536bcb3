"""Hangs the demonstration's drawings in the picture library, with their credits."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.images import ImageFile

from clarion.demo.texts import IMAGES, picture_credits
from clarion.media.models import CreditedImage


def hang_pictures(show: Callable[[str, int, int], None]) -> dict[str, CreditedImage]:
    """The drawings by name; those not in the library yet are added to it."""
    credits_ = picture_credits()
    hung: dict[str, CreditedImage] = {}
    for number, (name, credit) in enumerate(credits_.items(), start=1):
        title = credit["title"]["en"]
        image = CreditedImage.objects.filter(title=title, author=credit["author"]).first()
        if image is None:
            with (IMAGES / f"{name}.svg").open("rb") as file:
                image = CreditedImage(title=title, file=ImageFile(file, name=f"{name}.svg"))
                image.author = credit["author"]
                image.licence = credit["licence"]
                image.directional = credit["directional"]
                image.translated_titles = credit["title"]
                image.save()
        hung[name] = image
        show("Hanging the pictures", number, len(credits_))
    return hung
