"""What a translated piece must keep of its original, and what it must not bring in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import polib
from django.utils.translation import gettext
from wagtail_localize.strings import StringValue

_MARK = re.compile(r'\bid="([a-z]+\d+)"')
_OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_ISOLATES = dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def faults(entry: polib.POEntry) -> Iterator[str]:
    """Each thing that is wrong with a translated entry, in a sentence that says how to mend it."""
    wanted, found = Counter(_MARK.findall(entry.msgid)), Counter(_MARK.findall(entry.msgstr))
    if missing := wanted - found:
        yield gettext('%(marks)s is missing. Keep every link and figure: <a id="…">…</a>.') % {
            "marks": ", ".join(sorted(missing))
        }
    if extra := found - wanted:
        yield gettext("%(marks)s is not in the original, or stands twice. Take it out.") % {
            "marks": ", ".join(sorted(extra))
        }
    try:
        StringValue.from_translated_html(entry.msgstr)
    except ValueError as error:
        yield str(error)
    if _CONTROL.search(entry.msgstr):
        yield gettext("It has a control character. Take it out.")
    if not _is_balanced(entry.msgstr):
        yield gettext("A direction mark is opened and not closed, or closed and not opened. Balance it.")


def _is_balanced(text: str) -> bool:
    awaited: list[str] = []
    closers = {*_OPENERS.values(), *_ISOLATES.values()}
    for character in text:
        if closer := _OPENERS.get(character) or _ISOLATES.get(character):
            awaited.append(closer)
        elif character in closers and (not awaited or awaited.pop() != character):
            return False
    return not awaited
