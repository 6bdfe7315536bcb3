"""A file of Wikimedia Commons as its API describes it, understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import nh3
from django.conf import settings
from django.utils.translation import gettext as _

from clarion.media.commons.problem import CommonsProblem
from clarion.media.licences import Licence, UnknownLicence, licence_of
from clarion.media.models.image import Words
from clarion.media.models.text import LONGEST_ALT
from clarion.media.uploads.names import LONGEST_TITLE, readable, title_from

_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/td|/tr|/dd|/dt)\b[^>]*>", re.IGNORECASE)
_NAMED_IN = ("License", "LicenseShortName", "LicenseUrl")


@dataclass(frozen=True)
class FoundFile:
    """A file and what is said of it there."""

    name: str
    address: str
    small_address: str
    page: str
    sha1: str
    size: int
    width: int
    height: int
    author: str
    licence: Licence
    words: Mapping[str, Words]

    @property
    def title(self) -> str:
        """What the file is called in the library."""
        first = self.words.get(settings.LANGUAGE_CODE)
        return (first and first.title) or title_from(self.name)


def found_in(answer: Mapping[str, Any], name: str) -> FoundFile:
    """The file in an answer of `prop=imageinfo`.

    Raises:
        CommonsProblem: there is none, or nobody knows who made it or under which licence it is.
    """
    pages = (answer.get("query") or {}).get("pages") or [{}]
    infos = pages[0].get("imageinfo") or []
    if not infos:
        raise CommonsProblem(
            _("Wikimedia Commons has no file named “%(name)s”. Check the spelling.") % {"name": name}
        )
    info, told = infos[0], infos[0].get("extmetadata") or {}
    try:
        return FoundFile(
            name=name,
            address=info["url"],
            small_address=info.get("thumburl") or info["url"],
            page=info["descriptionurl"],
            sha1=info["sha1"],
            size=info["size"],
            width=info["width"],
            height=info["height"],
            author=_author(told, name),
            licence=_licence(told, name),
            words={code: _words(told, code, name) for code, _label in settings.LANGUAGES},
        )
    except KeyError as error:
        raise CommonsProblem(
            _("Wikimedia Commons says nothing of “%(part)s” for this file.") % {"part": error.args[0]}
        ) from error


def plain(html: str) -> str:
    """The text of some HTML, in one line."""
    spaced = _BREAKS.sub(lambda found: f"{found.group()} ", html)
    return readable(unescape(nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"})))


def _author(told: Mapping[str, Any], name: str) -> str:
    author = plain(_in_language(told, "Artist", settings.LANGUAGE_CODE))
    if not author:
        raise CommonsProblem(
            _("Wikimedia Commons does not say who made “%(name)s”, so it could not be credited.")
            % {"name": name}
        )
    return _shortened(author, 255)


def _licence(told: Mapping[str, Any], name: str) -> Licence:
    """The licence that the page names in up to three ways; they have to agree."""
    said = [plain(_in_language(told, one, "en")) for one in _NAMED_IN]
    known: list[Licence] = []
    for one in filter(None, said):
        try:
            known.append(licence_of(one))
        except UnknownLicence:
            continue
    if not known:
        raise CommonsProblem(
            _(
                "“%(name)s” is under “%(licence)s”, which is no licence of the vocabulary, so it cannot be taken."
            )
            % {"name": name, "licence": next(filter(None, reversed(said[:2])), "") or "—"}
        )
    if len({one.code for one in known if one.code.startswith("CC-BY")}) > 1:
        raise CommonsProblem(
            _("The page of “%(name)s” names licences that contradict each other: %(licences)s.")
            % {"name": name, "licences": ", ".join(one.code for one in known)}
        )
    return known[0]


def _words(told: Mapping[str, Any], code: str, name: str) -> Words:
    title = plain(_in_language(told, "ObjectName", code, anything=code == settings.LANGUAGE_CODE))
    alt = plain(_in_language(told, "ImageDescription", code, anything=code == settings.LANGUAGE_CODE))
    if not title and code == settings.LANGUAGE_CODE:
        title = title_from(name)
    return Words(_shortened(title, LONGEST_TITLE), _shortened(alt, LONGEST_ALT))


def _in_language(told: Mapping[str, Any], field: str, code: str, anything: bool = True) -> str:
    """What a field says in a language. A text that is in no language in particular counts if `anything` does."""
    value = (told.get(field) or {}).get("value", "")
    if not isinstance(value, Mapping):
        return str(value) if anything else ""
    for one in (code, code.partition("-")[0]):
        if one in value:
            return str(value[one])
    texts = [str(text) for one, text in value.items() if not one.startswith("_")]
    return texts[0] if anything and texts else ""


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:. ") + "…"
