"""Addresses that demands name: one spelling for each, and nothing in them that deceives the eye."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna
from django.utils.translation import gettext as _

from clarion.register.errors import Refused

LONGEST = 2000
MOST = 10_000
"""How many addresses one demand may name."""

PUNYCODE = "punycode"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=~-._%"
_QUERY_SAFE = _PATH_SAFE + "?"
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_IPV4 = re.compile(r"\d{1,3}(\.\d{1,3}){3}")


class Address(NamedTuple):
    """An address in its one spelling. `caution` says why a person should look at it twice."""

    text: str
    caution: str = ""

    @property
    def digest(self) -> str:
        """What finds the same address in another demand."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


def normalise(given: str) -> Address:
    """The address in its one spelling: host in ASCII (IDNA 2008), percent-escapes in capitals, no default port.

    A host in another script than Latin is kept in ASCII and marked, since two that look alike may differ.

    Raises:
        Refused: it is no address of the web, is too long, holds a name and password, or characters that hide what it
            says (controls, marks of writing direction).
    """
    text = _readable(given)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused(given, _("it is no address of the web")) from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise _refused(given, _("only http and https addresses can be named"))
    if parts.username is not None or parts.password is not None:
        raise _refused(given, _("it holds a user name; leave out what stands before the @"))
    try:
        ascii_host, caution = _host(host)
    except idna.IDNAError as error:
        raise _refused(given, _("its host is no name that exists on the web")) from error
    if not ascii_host:
        raise _refused(given, _("its host is no full name such as en.example.org"))
    netloc = ascii_host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{ascii_host}:{port}"
    found = _spelled(parts, netloc)
    if len(found) > LONGEST:
        raise _refused(given, _("an address has 1 to %(longest)d characters") % {"longest": LONGEST})
    return Address(found, caution)


def _readable(given: str) -> str:
    """The text of an address, with its scheme, and with nothing in it that cannot be seen."""
    text = given.strip()
    if not text or len(text) > LONGEST:
        raise _refused(given, _("an address has 1 to %(longest)d characters") % {"longest": LONGEST})
    if any(one in _BIDI for one in text):
        raise _refused(given, _("it holds a mark that turns the direction of writing and hides what it says"))
    if any(one.isspace() or unicodedata.category(one) in {"Cc", "Cf", "Cs", "Cn"} for one in text):
        raise _refused(given, _("it holds a space or an invisible character"))
    return text if "://" in text else f"https://{text}"


def normalise_all(given: list[str] | tuple[str, ...]) -> list[Address]:
    """Each address once, in the order given.

    Raises:
        Refused: there are more than a demand may name, or one cannot be taken; the message says which.
    """
    if len(given) > MOST:
        raise Refused(
            _("The demand names %(count)d addresses; one demand may name %(most)d. Split it.")
            % {"count": len(given), "most": MOST}
        )
    found: dict[str, Address] = {}
    for number, one in enumerate(given, 1):
        try:
            address = normalise(one)
        except Refused as refused:
            raise Refused(
                _("Address %(number)d: %(reason)s") % {"number": number, "reason": refused}
            ) from refused
        found.setdefault(address.text, address)
    return list(found.values())


@lru_cache(maxsize=4096)
def _host(host: str) -> tuple[str, str]:
    """A host in ASCII, and why it deserves a second look; nothing for one without a dot. Demands name few hosts."""
    host = host.rstrip(".")
    if _IPV4.fullmatch(host) or ":" in host:
        return (f"[{host}]" if ":" in host else host), ""
    try:
        found = idna.encode(host, uts46=True).decode("ascii").lower()
        idna.decode(found)
    except UnicodeError as error:
        raise idna.IDNAError(str(error)) from error
    return (found, PUNYCODE if "xn--" in found else "") if "." in found else ("", "")


def _spelled(parts: SplitResult, netloc: str) -> str:
    path = _escaped(parts.path, _PATH_SAFE) or "/"
    query = _escaped(parts.query, _QUERY_SAFE)
    return urlunsplit((parts.scheme, netloc, path, query, _escaped(parts.fragment, _QUERY_SAFE)))


def _escaped(text: str, safe: str) -> str:
    whole = _STRAY_PERCENT.sub("%25", text)
    return _ESCAPE.sub(lambda found: found[0].upper(), quote(whole, safe=safe))


def _refused(given: str, reason: str) -> Refused:
    shown = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in given[:80])
    return Refused(
        _("%(address)s cannot be taken as an address: %(reason)s.") % {"address": shown, "reason": reason}
    )
