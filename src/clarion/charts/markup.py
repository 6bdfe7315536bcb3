"""Markup written by hand, safely: escaped text, well-formed elements, ids that cannot collide."""

from __future__ import annotations

import re

# XML 1.0 (production 2, Char) has no place for these, escaped or not.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Markup(str):
    """Text that is markup already; Django's templates and Jinja's print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escape(text: str) -> str:
    """Text for an element or an attribute; characters that XML forbids become U+FFFD."""
    text = FORBIDDEN.sub("\ufffd", text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(character, entity)
    return text


def element(name: str, /, *content: str, **attributes: str | float | None) -> Markup:
    """One element. Plain strings inside are escaped, `Markup` is not; an attribute of None is left out.

    A trailing underscore is dropped from attribute names and the others become hyphens: `class_`,
    `text_anchor`. `viewBox` stays as it is.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(part if isinstance(part, Markup) else escape(part) for part in content)
    return Markup(f"<{name}{written}>{inside}</{name}>")


def attribute(value: str | float) -> str:
    return value if isinstance(value, Markup) else escape(number(value))


def join(parts: list[Markup]) -> Markup:
    return Markup("".join(parts))


def number(value: str | float) -> str:
    """A number as short as a tenth of a pixel allows; text as it is."""
    if isinstance(value, str):
        return value
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def percent(value: float) -> str:
    """A share of the width, to a hundredth of a percent."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def identifier(key: str) -> str:
    """An id made of a chart's key; different keys give different ids."""
    return "chart-" + "".join(c if re.fullmatch("[A-Za-z0-9-]", c) else f"_{ord(c):x}_" for c in key)
