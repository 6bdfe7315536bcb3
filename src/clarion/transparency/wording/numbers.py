"""Numbers in each language: in digits, with their noun, or in words."""

from __future__ import annotations

from num2words import num2words

from clarion.core.languages import language
from clarion.register.counts import Count
from clarion.transparency.figures import Figure, Reading
from clarion.transparency.measures import Measure, texts
from clarion.transparency.measures.texts import MeasureText
from clarion.transparency.wording.words import Words, worded

UNKNOWN_SIGN = "—"
LARGEST_SPELLED = 10


def number(count: Count | int, code: str) -> str:
    """The count in the digits and grouping of the language; a range as `0–249`, an unknown count as a dash."""
    spoken = language(code)
    if isinstance(count, int):
        return f"-{spoken.integer(-count)}" if count < 0 else spoken.integer(count)
    if count.low is None or count.high is None:
        return UNKNOWN_SIGN
    if count.is_exact:
        return spoken.integer(count.low)
    return f"{spoken.integer(count.low)}–{spoken.integer(count.high)}"


def phrase(reading: Reading, code: str) -> str:
    """The number with its noun, `684 takedown requests`; a dash if it is unknown."""
    return _with_noun(reading, code, number(reading.value, code))


def spelled_phrase(reading: Reading, code: str) -> str:
    """As `phrase`, with a small number in words: `seven takedown requests`."""
    return _with_noun(reading, code, spelled(reading, code))


def noun(reading: Reading, code: str) -> str:
    """The noun in the form the number asks for, without the number."""
    return _form(reading, worded(code)).replace("{n}", "").strip()


def spelled(reading: Reading, code: str) -> str:
    """The number alone, from zero to ten in words that agree with the measure's noun, else in digits."""
    value = reading.value
    if not value.is_exact or value.low is None or value.low > LARGEST_SPELLED:
        return number(value, code)
    return _word(value.low, text(reading.figure, code).gender, code)


def text(of: Figure | Measure, code: str) -> MeasureText:
    """The words of a measure."""
    return texts.load(code)[of.measure_key if isinstance(of, Figure) else of.key]


def _with_noun(reading: Reading, code: str, amount: str) -> str:
    if not reading.value.is_known:
        return UNKNOWN_SIGN
    return _form(reading, worded(code)).format(n=amount)


def _form(reading: Reading, words: Words) -> str:
    nouns = text(reading.figure, words.language.code).nouns
    value = reading.value
    if not value.is_known or value.high is None:
        return nouns["other"].format(n="{n}")
    form = nouns.get(words.language.category(value.high), nouns["other"])
    # A form that says the number itself (one, two) cannot stand for a range.
    return form if value.is_exact or "{n}" in form else nouns["other"]


def _word(value: int, gender: str, code: str) -> str:
    known = worded(code)
    words = known.spelled.get(gender) or known.spelled.get("masculine")
    if words:
        return words[value]
    tongue = known.language.locale.language
    if value == 1 and gender == "feminine" and tongue in _ONE_FEMININE:
        return _ONE_FEMININE[tongue]
    if value == 1 and tongue in _ONE_BEFORE_NOUN:
        return _ONE_BEFORE_NOUN[tongue]
    try:
        return str(num2words(value, lang=tongue))
    except NotImplementedError:
        return known.language.integer(value)


_ONE_FEMININE = {"fr": "une", "es": "una", "it": "una", "pt": "uma"}
_ONE_BEFORE_NOUN = {"es": "un"}
