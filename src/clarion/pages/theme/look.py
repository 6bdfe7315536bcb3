"""The look that an organisation gave its site, and the small stylesheet that carries it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from clarion.pages.theme.tokens import tokens

if TYPE_CHECKING:
    from clarion.pages.models import Organisation

SERIF, SANS = "serif", "sans"
_DIGEST = 12


@dataclass(frozen=True)
class Look:
    """What differs from the look of the house; empty where nothing does."""

    accent_light: str = ""
    accent_dark: str = ""
    heading_font: str = ""
    body_font: str = ""
    has_logo: bool = False

    @classmethod
    def of(cls, organisation: Organisation) -> Look:
        """The look an organisation chose."""
        return cls(
            organisation.accent_light,
            organisation.accent_dark,
            organisation.heading_font,
            organisation.body_font,
            bool(organisation.logo_id),
        )

    @property
    def preloaded_fonts(self) -> tuple[str, ...]:
        """The fonts that the first words of a page wait for, in scripts of Latin kind: the largest words first."""
        return tuple(dict.fromkeys([self.heading_font or SERIF, self.body_font or SANS]))

    @cached_property
    def stylesheet(self) -> str:
        """Custom properties that replace those of `tokens.css`; empty for the look of the house."""
        house = tokens()
        rules = []
        if self.accent_light or self.accent_dark:
            light = self.accent_light or house.light["accent"]
            dark = self.accent_dark or house.dark["accent"]
            rules.append(f"--accent:light-dark({light},{dark})")
        if self.heading_font == SANS:
            rules.append(f"--serif:{house.fonts[SANS]}")
        if self.body_font == SERIF:
            rules.append(f"--sans:{house.fonts[SERIF]}")
        parts = [f":root{{{';'.join(rules)}}}"] if rules else []
        if self.has_logo:
            parts.append(
                ".brand img{block-size:2.5rem;inline-size:auto;max-inline-size:14rem;object-fit:contain}"
            )
        return "\n".join(parts) + "\n" if parts else ""

    @cached_property
    def digest(self) -> str:
        """What changes with every change of the stylesheet."""
        return hashlib.sha256(self.stylesheet.encode()).hexdigest()[:_DIGEST]

    @cached_property
    def address(self) -> str:
        """Where pages load the stylesheet from; empty where there is nothing to load."""
        return reverse("theme", args=[self.digest]) if self.stylesheet else ""
