"""Suggestions: what in a text tells who somebody is, or how to reach them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.register import sealing
from clarion.register.errors import Refused
from clarion.register.redaction.folding import Folded, fold, folded
from clarion.register.redaction.known import RUNNING_ON, Known, runs_on


class Reason(models.TextChoices):
    """Why something is hidden, as the public copy says it in its place."""

    EMAIL = "email", gettext_lazy("e-mail address")
    TELEPHONE = "telephone", gettext_lazy("telephone number")
    NETWORK = "network", gettext_lazy("IP address")
    NAME = "name", gettext_lazy("name")
    PART = "part", gettext_lazy("part of a name")
    ACCOUNT = "account", gettext_lazy("account")
    ADDRESS = "address", gettext_lazy("postal address")
    ORGANISATION = "organisation", gettext_lazy("organisation")
    BY_HAND = "by_hand", gettext_lazy("passage")


UNTICKED = frozenset({Reason.ORGANISATION})
"""What is suggested and left to the person: who asks as an organisation is often named."""

_SHOWN_AROUND = 40
_MOST_PHRASES = 200
_EDGE, _END = rf"(?<![^\W_{RUNNING_ON}])", rf"(?![^\W_{RUNNING_ON}])"
"""Where a word begins and ends: also beside a script that puts no space there."""
_GAP = r"(?:[\s_+]|%20)+"

_EMAIL = re.compile(
    r"(?<![\w.+\-'%])[\w.+\-'%]+(?:@|\s?(?:\[at\]|\(at\))\s?)[\w\-]+(?:\.[\w\-]+|\s?(?:\[dot\]|\(dot\))\s?[\w\-]+)+"
)
_TELEPHONE = re.compile(
    rf"{_EDGE}(?<![.,/\-])(?:\+|00)?\s?\(?\d(?:[\s().\-/]{{0,3}}\d){{6,14}}(?![/]|[.,]\d){_END}"
)
_DATE = re.compile(
    r"\d{4}[\-/.]\d{1,2}[\-/.]\d{1,2}|\d{1,2}[\-/.]\d{1,2}[\-/.]\d{4}|(?:1[89]|20)\d\d\s?[\-/]\s?(?:1[89]|20)\d\d"
    r"|(?:1[89]|20)\d\d-\d{6}"
)
"""Days, spans of years and our own references are numbers too, and tell nothing of anybody."""
_NETWORK = re.compile(
    rf"{_EDGE}(?<![.:])(?:\d{{1,3}}(?:\.\d{{1,3}}){{3}}|[0-9a-f]{{0,4}}(?::[0-9a-f]{{0,4}}){{2,7}})(?!:|\.\d){_END}"
)
_ACCOUNT = re.compile(
    r"(?:(?:user|benutzer(?:in)?|utilisateur|utilisatrice|usuari[oa]|مستخدم|用户|用戶)(?:[_ ]?talk|讨论)?\s?[:/]\s?"
    r"|(?<![\w.])@)"
    r"([^\s<>\"'|\]\[(),;:/]{2,40})"
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage: on which page, from where to where in the page's text, and why it would be hidden."""

    page: int
    start: int
    end: int
    reason: Reason = field(compare=False)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that was found, and everywhere that it stands."""

    key: str
    """Stands for it in forms, so that no word of a dossier goes back and forth."""
    reason: Reason
    text: str
    spans: tuple[Span, ...]
    before: str
    after: str

    @property
    def ticked(self) -> bool:
        """Whether it is hidden unless somebody says otherwise."""
        return self.reason not in UNTICKED

    @property
    def label(self) -> str:
        """Why it would be hidden, in a word."""
        return str(self.reason.label)


def suggestions(pages: Sequence[str], known: Known) -> list[Suggestion]:
    """What is found in the pages of a text, in the order in which it is met."""
    found: dict[tuple[Reason, str], list[Span]] = {}
    for number, page in enumerate(pages, 1):
        text = fold(page)
        for reason, start, end in _found(text, known):
            first, last = text.original(start, end)
            found.setdefault((reason, " ".join(text.text[start:end].split())), []).append(
                Span(number, first, last, reason)
            )
    made = [_suggestion(reason, what, sorted(set(spans)), pages) for (reason, what), spans in found.items()]
    return sorted(made, key=lambda one: (one.spans[0], one.reason))


def of_phrases(pages: Sequence[str], phrases: Iterable[str]) -> list[Span]:
    """Everywhere that somebody's own phrases stand, however they are broken into lines.

    Raises:
        Refused: there are too many, one is too short, or one stands nowhere. The message tells which by its number.
    """
    wanted = [one.strip() for one in phrases if one.strip()]
    if len(wanted) > _MOST_PHRASES:
        raise Refused(_("At most %(most)d phrases can be hidden by hand.") % {"most": _MOST_PHRASES})
    folded_pages = [fold(page) for page in pages]
    spans: list[Span] = []
    for number, phrase in enumerate(wanted, 1):
        # One that is marked with the mouse may end in the middle of a word.
        pattern = re.compile(r"\s+".join(re.escape(word) for word in folded(phrase).split()))
        if not pattern.pattern:
            raise Refused(_("Phrase %(number)d holds nothing that can be looked for.") % {"number": number})
        here = [
            Span(page, *text.original(*one.span()), Reason.BY_HAND)
            for page, text in enumerate(folded_pages, 1)
            for one in pattern.finditer(text.text)
        ]
        if not here:
            raise Refused(
                _("Phrase %(number)d stands nowhere in the text. Copy it from there.") % {"number": number}
            )
        spans += here
    return spans


def chosen(found: Sequence[Suggestion], keys: Collection[str]) -> list[Span]:
    """The passages of the suggestions with these keys.

    Raises:
        Refused: there is no such suggestion any more, because the dossier has changed.
    """
    by_key = {one.key: one for one in found}
    if not set(keys) <= set(by_key):
        raise Refused(
            _("The dossier has changed meanwhile, and so have the suggestions. Look at them again.")
        )
    return [span for key in keys for span in by_key[key].spans]


def _suggestion(reason: Reason, what: str, spans: list[Span], pages: Sequence[str]) -> Suggestion:
    first = spans[0]
    page = pages[first.page - 1]
    return Suggestion(
        key=sealing.mark("redaction", f"{reason}\n{what}")[:20],
        reason=reason,
        text=page[first.start : first.end],
        spans=tuple(spans),
        before=page[max(0, first.start - _SHOWN_AROUND) : first.start],
        after=page[first.end : first.end + _SHOWN_AROUND],
    )


def _found(text: Folded, known: Known) -> Iterator[tuple[Reason, int, int]]:
    found: list[tuple[Reason, int, int]] = []
    for reason, names in (
        (Reason.NAME, known.names),
        (Reason.ORGANISATION, known.organisations),
        (Reason.ACCOUNT, known.accounts),
        (Reason.ADDRESS, known.addresses),
        (Reason.EMAIL, known.emails),
    ):
        for name in names:
            found += [(reason, *one.span()) for one in _pattern(name).finditer(text.text)]
    for number in known.telephones:
        found += [(Reason.TELEPHONE, *one.span()) for one in _of_number(number).finditer(text.text)]
    found += [(Reason.EMAIL, *one.span()) for one in _EMAIL.finditer(text.text)]
    found += [(Reason.ACCOUNT, *one.span(1)) for one in _ACCOUNT.finditer(text.text)]
    found += [(Reason.NETWORK, *one.span()) for one in _NETWORK.finditer(text.text) if _is_network(one[0])]
    found += [
        (Reason.TELEPHONE, *one.span())
        for one in _TELEPHONE.finditer(text.text)
        if not _DATE.match(one[0].strip())
    ]
    whole = {(start, end) for _reason, start, end in found}
    taken: set[tuple[int, int]] = set()
    for reason, start, end in found:
        # The same passage for two reasons is suggested for the first.
        if (start, end) not in taken:
            taken.add((start, end))
            yield reason, start, end
    for part in known.parts:
        for one in _pattern(part).finditer(text.text):
            if one.span() not in whole:
                yield (Reason.PART, *one.span())


def _pattern(name: str) -> re.Pattern[str]:
    """Finds a name as a word of its own, over line ends, in addresses of pages, and with what Arabic puts before it."""
    words = folded(name).replace("_", " ").split()
    if runs_on(name):
        return re.compile(r"\s*".join(re.escape(word) for word in words) or r"(?!)")
    plain = _GAP.join(re.escape(word) for word in words)
    if not plain:
        return re.compile(r"(?!)")
    if not re.search("[\u0590-\u08ff]", name):
        return re.compile(f"{_EDGE}{plain}{_END}")
    # A PDF often holds each Arabic or Hebrew word from its last letter to its first, with lam-alef left as it was.
    turned = _GAP.join(
        f"(?:{re.escape(word[::-1])}|{re.escape(word[::-1].replace('ال', 'لا'))})" for word in words
    )
    return re.compile(f"{_EDGE}(?:[وف]?[بكل]?{plain}|{turned}[بكل]?[وف]?){_END}")


def _of_number(number: str) -> re.Pattern[str]:
    digits = re.sub(r"\D", "", folded(number))
    if len(digits) < 5:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\d)\+?" + r"[\s().\-/]{0,3}".join(digits) + r"(?!\d)")


def _is_network(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return text != "::"
