"""Hiding for good: what is hidden is not in the copy at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from clarion.register.errors import Refused
from clarion.register.redaction.finding import Reason, Span

BLOCK = "█████"
"""The same for every passage, so that nobody guesses a name from its length."""

Box = tuple[int, float, float, float, float]
"""A page, and left, top, width and height in hundredths of it."""

_MOST_BOXES = 500
_SAID_AS = {Reason.PART: Reason.NAME}


def burn_text(text: str, spans: Iterable[Span], language: str) -> str:
    """The text with a block and the reason, in the text's own language, in the place of each passage."""
    out: list[str] = []
    place = 0
    with translation.override(language or "en"):
        for start, end, reason in _merged(text, spans):
            out += [text[place:start], f"[{BLOCK} {_SAID_AS.get(reason, reason).label}]"]
            place = end
    return "".join([*out, text[place:]])


def parsed_boxes(lines: str) -> list[Box]:
    """Boxes from lines such as `2: 10 20 35.5 4`: a page, and left, top, width and height in hundredths of it.

    Raises:
        Refused: a line is none; the message gives its number.
    """
    found: list[Box] = []
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        page, _colon, rest = line.partition(":")
        try:
            left, top, width, height = (float(one) for one in rest.replace(",", " ").split())
            box = (int(page), left, top, width, height)
        except ValueError as error:
            raise _no_box(number) from error
        inside = 0 <= left <= 100 and 0 <= top <= 100 and 0 < width <= 100 and 0 < height <= 100
        if not inside or not 1 <= box[0] <= 10_000:
            raise _no_box(number)
        found.append(box)
    if len(found) > _MOST_BOXES:
        raise Refused(_("At most %(most)d boxes can be drawn.") % {"most": _MOST_BOXES})
    return found


def _no_box(number: int) -> Refused:
    return Refused(
        _(
            "Line %(number)d is no box. Write the page, a colon, and left, top, width and height in hundredths of "
            "the page, such as 1: 10 20 35 4."
        )
        % {"number": number}
    )


def _merged(text: str, spans: Iterable[Span]) -> list[tuple[int, int, Reason]]:
    """Passages that touch, or have only space between them, become one: how many there were tells something too."""
    found: list[tuple[int, int, Reason]] = []
    for one in sorted(spans, key=lambda span: (span.start, -span.end)):
        if found and (one.start <= found[-1][1] or _is_space(text[found[-1][1] : one.start])):
            start, end, reason = found[-1]
            if one.start > end and one.reason not in (reason, Reason.PART):
                found.append((one.start, one.end, one.reason))
            else:
                found[-1] = (start, max(end, one.end), reason)
        else:
            found.append((one.start, one.end, one.reason))
    return found


def _is_space(between: str) -> bool:
    return not between.strip() and "\n" not in between


def by_page(spans: Iterable[Span]) -> dict[int, Sequence[tuple[int, int]]]:
    """From where to where on each page."""
    found: dict[int, list[tuple[int, int]]] = {}
    for one in spans:
        found.setdefault(one.page, []).append((one.start, one.end))
    return dict(found)
