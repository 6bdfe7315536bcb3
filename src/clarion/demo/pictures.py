"""Hangs the demonstration's drawings in the picture library, with their credits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import File

from clarion.demo.texts import IMAGES, picture_credits
from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from clarion.media.services import add_image


def hang_pictures(show: Callable[[str, int, int], None]) -> dict[str, CreditedImage]:
    """The drawings by name; those not in the library yet are added to it."""
    credits_ = picture_credits()
    hung: dict[str, CreditedImage] = {}
    for number, (name, credit) in enumerate(credits_.items(), start=1):
        found = CreditedImage.objects.filter(title=credit["title"]["en"], author=credit["author"]).first()
        hung[name] = found or _hang(IMAGES / f"{name}.svg", credit)
        show("Hanging the pictures", number, len(credits_))
    return hung


def _hang(path: Path, credit: dict[str, Any]) -> CreditedImage:
    with path.open("rb") as file:
        return add_image(
            file=File(file, name=path.name),
            title=credit["title"]["en"],
            author=credit["author"],
            made_here=True,
            licence=credit["licence"],
            directional=credit["directional"],
            words={
                language: Words(title, credit["alt"][language]) for language, title in credit["title"].items()
            },
        )
