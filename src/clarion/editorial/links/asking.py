"""Asks one address whether anything is there. It reads no more than it must, and reaches no private network."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

TIMEOUT = 10
REDIRECTS = 5
_SAFE = "/%:@!$&'()*+,;=~-._"
_ASK_AGAIN = {403, 404, 405, 406, 429, 500, 501, 503}
"""What some servers say to HEAD and would not say to GET."""
_UNCERTAIN = {401, 402, 403, 407, 429, 451}
"""Something is there, but not for a machine."""

Address = IPv4Address | IPv6Address
Permit = Callable[[Address], bool]


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet."""
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


@dataclass(frozen=True)
class Answer:
    """What became of a question: no problem, or `missing`, `failing`, `silent`, `refused`; and the last status."""

    problem: str
    status: int | None = None


class _Refused(Exception):
    """The address leads where we do not go."""


def ask(address: str, permit: Permit = is_public) -> Answer:
    """Asks with HEAD, then with GET where HEAD says little; follows redirects, each checked like the first."""
    try:
        status = _status(address, "HEAD", permit)
        if status in _ASK_AGAIN:
            status = _status(address, "GET", permit)
    except (_Refused, ValueError):
        return Answer("refused")
    except (OSError, HTTPException):
        return Answer("silent")
    if status in {404, 410}:
        return Answer("missing", status)
    return Answer("failing" if status >= 400 and status not in _UNCERTAIN else "", status)


def _status(address: str, method: str, permit: Permit) -> int:
    for _hop in range(REDIRECTS + 1):
        answer = _request(address, method, permit)
        onward = answer.getheader("Location")
        if answer.status not in {301, 302, 303, 307, 308} or not onward:
            return answer.status
        address = urljoin(address, onward)
    return 508  # It goes round in circles.


def _request(address: str, method: str, permit: Permit) -> HTTPResponse:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _Refused
    host = parts.hostname.encode("idna").decode()
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    target = quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    )
    connection = _connection(host, port, secure, _resolved(host, port, permit))
    try:
        headers = {"User-Agent": f"Clarion-links/1 (+{settings.BASE_URL})"}
        connection.request(method, target, headers=headers)
        return connection.getresponse()
    finally:
        connection.close()


def _resolved(host: str, port: int, permit: Permit) -> str:
    """The address to connect to. It is looked up once and used as found, so that it cannot change in between."""
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(permit(ip_address(str(one).partition("%")[0])) for one in found):
        raise _Refused
    return str(found[0])


def _connection(host: str, port: int, secure: bool, where: str) -> HTTPConnection:
    connection: Any
    if secure:
        connection = HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    else:
        connection = HTTPConnection(host, port, timeout=TIMEOUT)
    connection._create_connection = lambda _place, *args: socket.create_connection((where, port), *args)
    made: HTTPConnection = connection
    return made
