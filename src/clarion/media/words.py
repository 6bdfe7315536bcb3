"""Writing what a picture is called and shows, language by language."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from clarion.media.models import CreditedImage, ImageText
from clarion.media.models.image import Words


@transaction.atomic
def write_words(*, image: CreditedImage, words: Mapping[str, Words], overwrite: bool = True) -> None:
    """Writes the words of some languages. Without `overwrite`, languages that have words already keep them."""
    kept = set() if overwrite else set(image.texts.values_list("language", flat=True))
    for language, (title, alt) in words.items():
        if language not in kept:
            ImageText.objects.update_or_create(
                image=image, language=language, defaults={"title": title, "alt": alt}
            )
