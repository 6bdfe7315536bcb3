"""Where a statement stands, in the reader's language.

The import keeps places as it wrote them, in English. Names of files, tables and columns stay as they are; the words
around them are said anew here. A place of another form is shown as it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from clarion.core.languages import language
from clarion.register.vocabulary import Kind
from clarion.transparency import wording

Say = Callable[[re.Match[str], str], str]

_ISOLATED = "\u2068{}\u2069"
"""First strong isolate: a name keeps its own direction among words of another."""
_NAME = re.compile("\u2068([^\u2069]*)\u2069")


def marked(place: str) -> SafeString:
    """The place as HTML: what it names is in English, whatever the language around it."""
    return mark_safe(_NAME.sub(r'<bdi lang="en">\1</bdi>', escape(place)))  # noqa: S308 - escaped before


def place_in(stored: str, code: str) -> str | None:
    """The place in the language; None if it is of no form that is known here."""
    for pattern, say in _FORMS:
        if found := pattern.fullmatch(stored):
            return say(found, code)
    return None


def _cell(found: re.Match[str], code: str) -> str:
    said = gettext("%(file)s, line %(line)s") % {
        "file": _ISOLATED.format(found["file"]),
        "line": wording.number(int(found["line"]), code),
    }
    if found["column"]:
        words = gettext("%(place)s, column %(column)s")
        said = words % {"place": said, "column": _ISOLATED.format(found["column"])}
    if not found["more"]:
        return said
    more = int(found["more"])
    words = ngettext("%(place)s and %(count)s more", "%(place)s and %(count)s more", more)
    return words % {"place": said, "count": wording.number(more, code)}


def _no_row(found: re.Match[str], code: str) -> str:
    return gettext("no row in “%(table)s”") % {"table": _ISOLATED.format(found["table"])}


def _sum_of_rows(found: re.Match[str], code: str) -> str:
    if not found["rows"]:
        return gettext("the sum of no row")
    rows = int(found["rows"])
    words = ngettext("sum of %(count)s row, from %(place)s", "sum of %(count)s rows, from %(place)s", rows)
    return words % {"count": wording.number(rows, code), "place": _inner(found["place"], code)}


def _sum_of_branches(found: re.Match[str], code: str) -> str:
    count = int(found["count"])
    words = ngettext(
        "sum of %(count)s branch of government, from %(place)s",
        "sum of %(count)s branches of government, from %(place)s",
        count,
    )
    return words % {"count": wording.number(count, code), "place": _inner(found["place"], code)}


def _sum_of_kinds(found: re.Match[str], code: str) -> str:
    kinds = [str(Kind(one).label) for one in found["kinds"].split(" and ")]
    return gettext("sum of: %(kinds)s") % {"kinds": language(code).listing(kinds)}


def _apart_since(found: re.Match[str], code: str) -> str:
    words = gettext("granted in part and in full are told apart since %(day)s (%(place)s)")
    return words % {"day": _day(found["day"], code), "place": _inner(found["place"], code)}


def _together_until(found: re.Match[str], code: str) -> str:
    words = gettext("granted, without saying how far, until %(day)s (%(place)s)")
    return words % {"day": _day(found["day"], code), "place": _inner(found["place"], code)}


def _labels(found: re.Match[str], code: str) -> str:
    labels = ((one["label"], _inner(one["place"], code)) for one in _LABEL.finditer(found[0]))
    words = gettext("“%(label)s” (%(place)s)")
    return language(code).listing(
        words % {"label": _ISOLATED.format(label), "place": place} for label, place in labels
    )


def _inner(place: str, code: str) -> str:
    return place_in(place, code) or _ISOLATED.format(place)


def _day(text: str, code: str) -> str:
    return language(code).day(date.fromisoformat(text))


_LABEL = re.compile(r"(?P<quote>['\"])(?P<label>.+?)(?P=quote) \((?P<place>[^()]+)\)")
_KINDS = "|".join(Kind.values)
_FORMS: tuple[tuple[re.Pattern[str], Say], ...] = (
    (re.compile(r"(?:[\w.-]+: )?(?:; )?(?:['\"].+?['\"] \([^()]+\)(?:; )?)+"), _labels),
    (re.compile(r"no row in (?P<table>.+)"), _no_row),
    (re.compile(r"sum by [a-z+]+: (?:(?P<rows>\d+) rows from (?P<place>.+)|no row)"), _sum_of_rows),
    (re.compile(r"sum of (?P<count>\d+) branches, (?P<place>.+)"), _sum_of_branches),
    (re.compile(rf"sum of (?P<kinds>(?:{_KINDS})(?: and (?:{_KINDS}))*)"), _sum_of_kinds),
    (
        re.compile(r"granted in part and in full apart since (?P<day>[\d-]{10}) \((?P<place>.+)\)"),
        _apart_since,
    ),
    (re.compile(r"granted without saying which until (?P<day>[\d-]{10}) \((?P<place>.+)\)"), _together_until),
    (
        re.compile(
            r"(?P<file>[^,():]+), line (?P<line>\d+)(?:, column (?P<column>[^,()]+?))?(?: and (?P<more>\d+) more)?"
        ),
        _cell,
    ),
)
