"""Names and titles as they stand in a line of text, where nothing hidden may turn the line around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OVERRIDES = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""Unicode's controls that embed, override and isolate (UAX 9). Left-to-right and right-to-left *marks* are no part of
them: Arabic writers need those."""


def overrides_in(text: str) -> list[str]:
    """The controls of direction in a text, by their numbers, such as U+202E."""
    return [f"U+{ord(one):04X}" for one in dict.fromkeys(text) if one in OVERRIDES]


def refuse_overrides(values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Checks the named values.

    Raises:
        ValidationError: by name, saying which invisible controls each holds.
    """
    wrong = {name: found for name in names if (found := overrides_in(str(values.get(name) or "")))}
    if wrong:
        raise ValidationError(
            {
                name: _(
                    "There is an invisible control of the direction of writing in it (%(found)s). "
                    "Type it anew, or paste it without formatting."
                )
                % {"found": ", ".join(found)}
                for name, found in wrong.items()
            }
        )
