"""What `tokens.css` says, for those who have to reckon with it: it is written there and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clarion.pages.theme.contrast import Colour

_FILE = Path(__file__).parent.parent / "static" / "clarion" / "css" / "tokens.css"
_COLOURS = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);")
_FONTS = re.compile(r"--(serif|sans): ([^;]+);")


@dataclass(frozen=True)
class Tokens:
    """The colours by name, in the light and in the dark, and the fonts by name."""

    light: dict[str, Colour]
    dark: dict[str, Colour]
    fonts: dict[str, str]

    def surfaces(self, *, dark: bool) -> tuple[Colour, ...]:
        """What text stands on."""
        colours = self.dark if dark else self.light
        return colours["paper"], colours["card"]


@cache
def tokens() -> Tokens:
    """The tokens of the stylesheet."""
    text = _FILE.read_text("utf-8")
    colours = _COLOURS.findall(text)
    return Tokens(
        {name: Colour.parse(light) for name, light, _ in colours},
        {name: Colour.parse(dark) for name, _, dark in colours},
        dict(_FONTS.findall(text)),
    )
