"""Reads licences as people and templates write them. What is not understood whole is refused, never guessed.

`CC BY-NC-SA 3.0`, `cc-by-sa-4.0,3.0`, `{{self|GFDL|cc-by-sa-3.0-de}}`, the address of a deed, and `Creative Commons
Attribution-ShareAlike 4.0 International` all name licences. A Creative Commons licence is the *set* of its conditions,
its edition and its country: so one with `NC` and one without can never be taken for each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clarion.media.licences.vocabulary import LICENCES, Licence

_CONDITIONS = frozenset({"by", "nc", "nd", "sa"})
_LONG_WORDS = {
    "attribution": "by",
    "noncommercial": "nc",
    "non-commercial": "nc",
    "noderivatives": "nd",
    "noderivs": "nd",
    "no-derivatives": "nd",
    "no-derivative-works": "nd",
    "no-derivs": "nd",
    "sharealike": "sa",
    "share-alike": "sa",
}
_LONG = re.compile("|".join(sorted(map(re.escape, _LONG_WORDS), key=len, reverse=True)))
_CREATIVE_COMMONS = re.compile(
    r"(?:cc|creative-commons)-(?P<conditions>[a-z]{2}(?:-[a-z]{2}){0,3}?)-v?(?P<edition>\d\.\d)"
    r"(?:-(?P<country>international|unported|generic|[a-z]{2}|igo))?(?:-licen[cs]e)?"
)
_DEED = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?P<shelf>licenses|publicdomain)/(?P<kind>[a-z-]+)/(?P<edition>\d\.\d)"
    r"(?:/(?P<country>[a-z]{2,3}))?(?:/(?:deed|legalcode)?(?:\.[a-z_-]+)?)?"
)
_EVERYWHERE = {"international", "unported", "generic"}
_PUBLIC_DOMAIN = re.compile(r"pd-[a-z0-9-]+|public-domain")


class UnknownLicence(ValueError):
    """No licence of the vocabulary is meant for certain."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


def licence_of(text: str) -> Licence:
    """The licence that a text names; of several, the one that comes first in the vocabulary.

    Raises:
        UnknownLicence: it names none, or one that is not in the vocabulary.
    """
    return licences_of(text)[0]


def licences_of(text: str) -> list[Licence]:
    """All the licences that a text names, the preferred one first.

    Raises:
        UnknownLicence: it names none, or anything beside licences of the vocabulary.
    """
    codes = {_code(one, text) for one in _alternatives(text)}
    if not codes:
        raise UnknownLicence(text)
    return [licence for code, licence in LICENCES.items() if code in codes]


def _alternatives(text: str) -> Iterator[str]:
    """The single licences of a text. `cc-by-sa-4.0,3.0` is two; parts of a template stand between bars."""
    whole = unicodedata.normalize("NFKC", text).casefold().strip()
    inner = whole.removeprefix("{{").removesuffix("}}")
    for number, part in enumerate(inner.split("|")):
        if (number == 0 and part.strip() in {"self", "own"}) or "=" in part:
            continue
        first, *editions = (one.strip() for one in part.split(","))
        yield first
        stem = re.sub(r"\d\.\d.*$", "", first)
        yield from (f"{stem}{edition}" for edition in editions)


def _code(alternative: str, text: str) -> str:
    if deed := _DEED.fullmatch(alternative):
        return _of_deed(deed, text)
    words = re.sub(r"[\s_‐-―-]+", "-", alternative).strip("-")
    for code, licence in LICENCES.items():
        if words == code.casefold() or words in licence.spellings:
            return code
    if _PUBLIC_DOMAIN.fullmatch(words):
        return "public-domain"
    short = _LONG.sub(lambda found: _LONG_WORDS[found.group()], words)
    if found := _CREATIVE_COMMONS.fullmatch(short):
        return _known(found["conditions"].split("-"), found["edition"], found["country"], text)
    raise UnknownLicence(text)


def _of_deed(deed: re.Match[str], text: str) -> str:
    if deed["shelf"] == "licenses":
        return _known(deed["kind"].split("-"), deed["edition"], deed["country"], text)
    address = f"https://creativecommons.org/publicdomain/{deed['kind']}/{deed['edition']}/"
    for code, licence in LICENCES.items():
        if licence.url == address:
            return code
    raise UnknownLicence(text)


def _known(conditions: list[str], edition: str, country: str | None, text: str) -> str:
    """The code of a Creative Commons licence, if the vocabulary has it."""
    named = set(conditions)
    if not named <= _CONDITIONS or len(named) < len(conditions):
        raise UnknownLicence(text)
    parts = ["cc", *(one for one in ("by", "nc", "nd", "sa") if one in named), edition]
    if country and country not in _EVERYWHERE:
        parts.append(country)
    # SPDX writes the conditions in the same order: BY, NC, then ND or SA.
    code = "-".join(parts).upper()
    if code not in LICENCES:
        raise UnknownLicence(text)
    return code
