"""The size of a file as a language writes it."""

from __future__ import annotations

from babel.units import format_unit

from clarion.transparency.wording.language import language

_UNITS = (("megabyte", 1_000_000), ("kilobyte", 1_000), ("byte", 1))


def file_size(size: int, code: str) -> str:
    """`1.4 MB`, in the digits and the units of the language; at most one decimal."""
    spoken = language(code)
    unit, bytes_ = next((one for one in _UNITS if size >= one[1]), _UNITS[-1])
    amount = round(size / bytes_, 1) if size < 10 * bytes_ else round(size / bytes_)
    written = format_unit(
        amount, f"digital-{unit}", "short", locale=spoken.locale, numbering_system=spoken.numbering
    )
    return spoken.digits(written)
