"""Which requests files may answer. Whatever Django would refuse, redirect or show otherwise is Django's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

HARMLESS = (
    r"(?:(?:utm_\w+|mtm_\w+|pk_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|igshid|ref|wprov|wmf_\w+)"
    r"(?:=[^&]*)?(?:&|$))+"
)
"""Queries by which others follow where readers come from. A page is the same with them: a banner that adds one must
not send every reader past the files."""
_IS_HARMLESS = re.compile(HARMLESS).fullmatch
_SIGNS_OF_A_PROXY = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_MOST_HOSTS = 1000


@dataclass(slots=True)
class Gate:
    """The rules of one site.

    `is_our_host` says of a `Host` header whether it is one of the site's. `cookies` are names of cookies that change
    what is shown. `over_tls`: whoever comes without TLS is to be sent there. `here_alone`: the demonstration, which
    answers this machine alone.
    """

    is_our_host: Callable[[str], bool]
    cookies: tuple[str, ...]
    over_tls: bool = False
    here_alone: bool = False
    _hosts: dict[str, bool] = field(default_factory=dict)

    def opens(self, environ: Mapping[str, Any]) -> bool:
        """Whether files may answer, if the address has one."""
        host = environ.get("HTTP_HOST", "")
        known = self._hosts.get(host)
        if known is None:
            if len(self._hosts) > _MOST_HOSTS:
                self._hosts.clear()
            known = self._hosts[host] = self.is_our_host(host)
        if not known:
            return False
        if "HTTP_COOKIE" in environ and any(name in environ["HTTP_COOKIE"] for name in self.cookies):
            return False
        if self.over_tls and environ.get("HTTP_X_FORWARDED_PROTO") != "https":
            return False
        return not self.here_alone or _is_from_here(environ)


def is_harmless(query: str) -> bool:
    """Whether no page says anything else for this query."""
    return not query or _IS_HARMLESS(query) is not None


def _is_from_here(environ: Mapping[str, Any]) -> bool:
    return _is_loopback(environ.get("REMOTE_ADDR", "")) and not any(
        environ.get(name) for name in _SIGNS_OF_A_PROXY
    )


@lru_cache(maxsize=1024)
def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
