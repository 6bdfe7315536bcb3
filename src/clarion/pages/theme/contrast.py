"""Whether a colour can be read on a surface (WCAG 2.2, success criterion 1.4.3), and which one near it can."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass

READABLE = 4.5
"""The least ratio for text of any size."""

_STEPS = 1000


@dataclass(frozen=True)
class Colour:
    """A colour of the sRGB space; each part is between 0 and 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def parse(cls, written: str) -> Colour:
        """A colour written `#a8320c` or `#fff`.

        Raises:
            ValueError: if it is written in any other way.
        """
        digits = written.removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        if not written.startswith("#") or len(digits) != 6 or not digits.isascii() or not digits.isalnum():
            raise ValueError(written)
        return cls(*(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)))

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in (self.red, self.green, self.blue))

    @property
    def luminance(self) -> float:
        """Relative luminance, as WCAG defines it."""
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (self.red, self.green, self.blue)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, between 1 and 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: Colour, surfaces: Sequence[Colour]) -> float:
    """The contrast on the surface where it is lowest."""
    return min(contrast(colour, surface) for surface in surfaces)


def nearest_readable(colour: Colour, surfaces: Sequence[Colour]) -> Colour:
    """The colour of the same hue and saturation, as near as possible in lightness, that can be read everywhere.

    The surfaces are all light or all dark: on light ones it is darker, on dark ones lighter.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(colour.red, colour.green, colour.blue)
    end = 0.0 if min(surface.luminance for surface in surfaces) > 0.18 else 1.0
    for step in range(_STEPS + 1):
        lighter = lightness + (end - lightness) * step / _STEPS
        # What is written has eight bits a part, and it is that which must be readable.
        tried = Colour.parse(str(Colour(*colorsys.hls_to_rgb(hue, lighter, saturation))))
        if least_contrast(tried, surfaces) >= READABLE:
            return tried
    return Colour(end, end, end)
