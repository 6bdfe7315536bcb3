"""The sizes and formats that raster pictures are offered in."""

from __future__ import annotations

from typing import NamedTuple

from clarion.media.models import CreditedImage

WIDTHS = (480, 960, 1440)
"""Widths, in pixels."""

FORMATS = ("avif", "webp")
"""The better one first; every browser that reads the site reads the last."""


class Shape(NamedTuple):
    """The proportions that a picture is cut to."""

    across: int
    down: int

    @classmethod
    def parse(cls, text: str) -> Shape:
        """Reads a shape such as `16x9`."""
        across, down = text.split("x")
        return cls(int(across), int(down))

    def height_for(self, width: int) -> int:
        """The height that belongs to a width."""
        return round(width * self.down / self.across)


def specs_of(image: CreditedImage, kind: str, shape: Shape | None = None) -> list[str]:
    """Wagtail's names for the renditions of an image in one format. Pictures are never enlarged.

    Of a moving picture they are the first frame: on a page without scripts nobody could stop it (WCAG 2.2.2).
    """
    widest = image.width
    if shape:
        widest = min(widest, image.height * shape.across // shape.down)
    widths = [width for width in WIDTHS if width < widest] or [widest]
    return [
        f"{f'fill-{width}x{shape.height_for(width)}' if shape else f'width-{width}'}|format-{kind}"
        for width in widths
    ]


def make_renditions(image: CreditedImage) -> None:
    """Makes every size of an image that pages offer, uncut, so that no reader waits for it."""
    if not image.is_svg():
        image.get_renditions(*(spec for kind in FORMATS for spec in specs_of(image, kind)))
