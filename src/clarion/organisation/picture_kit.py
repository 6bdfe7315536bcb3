"""The sizes in which the press can take a picture."""

from __future__ import annotations

from typing import NamedTuple

from clarion.core.languages import language
from clarion.media.models import CreditedImage

WIDTHS = (960, 1920)
"""Widths, in pixels, that raster pictures are offered in besides their own."""


class Offer(NamedTuple):
    """One file to take: its address, its type, its measures in pixels (empty for a drawing), its size."""

    address: str
    type_name: str
    measures: str
    size: str


def offers_of(image: CreditedImage, reader: str) -> list[Offer]:
    """The picture as it was added, then smaller. A drawing (SVG) prints at any size, so it comes once."""
    offers = [_offer(image.file, image.width, image.height, reader, is_drawing=image.is_svg())]
    if not image.is_svg():
        widths = [width for width in reversed(WIDTHS) if width < image.width]
        renditions = image.get_renditions(*(f"width-{width}" for width in widths))
        made = (renditions[f"width-{width}"] for width in widths)
        offers += [_offer(one.file, one.width, one.height, reader) for one in made]
    return offers


def _offer(file: object, width: int, height: int, reader: str, *, is_drawing: bool = False) -> Offer:
    spoken = language(reader)
    return Offer(
        file.url,  # type: ignore[attr-defined]
        file.name.rpartition(".")[2].upper(),  # type: ignore[attr-defined]
        "" if is_drawing else spoken.digits(f"{width} × {height}"),
        spoken.file_size(file.size),  # type: ignore[attr-defined]
    )
