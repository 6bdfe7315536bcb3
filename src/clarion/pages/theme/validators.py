"""Which colours an editor may choose. A colour that cannot be read is refused, with the nearest that can."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext

from clarion.pages.theme.contrast import READABLE, Colour, least_contrast, nearest_readable
from clarion.pages.theme.tokens import tokens


def readable_in_the_light(written: str) -> None:
    """Refuses a colour that is too faint on our light surfaces."""
    _check(written, dark=False)


def readable_in_the_dark(written: str) -> None:
    """Refuses a colour that is too faint on our dark surfaces."""
    _check(written, dark=True)


def _check(written: str, *, dark: bool) -> None:
    try:
        colour = Colour.parse(written)
    except ValueError:
        raise ValidationError(
            gettext("%(colour)s is no colour. Write it as # and six digits, such as #a8320c.")
            % {"colour": written}
        ) from None
    surfaces = tokens().surfaces(dark=dark)
    ratio = least_contrast(colour, surfaces)
    if ratio < READABLE:
        raise ValidationError(
            gettext(
                "%(colour)s cannot be read: its contrast with our pages is %(ratio)s to 1, and text needs %(needed)s "
                "to 1. The nearest colour that passes is %(nearest)s."
            )
            % {
                "colour": written,
                # Rounded down, so that what fails never seems to pass.
                "ratio": number_format(int(ratio * 10) / 10, 1),
                "needed": number_format(READABLE, 1),
                "nearest": nearest_readable(colour, surfaces),
            }
        )
