"""Handing records to a database elsewhere by its JSON interface: patient where it is busy, and never redirected."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from clarion import __version__
from clarion.core.complaint import Complaint

TIMEOUT = 30
LARGEST_ANSWER = 8 * 1024 * 1024
TRIES = 5
LONGEST_PAUSE = 120
"""Seconds. Whoever asks for more is asked again another day."""

_BUSY = {429, 502, 503, 504}


Show = Callable[[int, int], None]
"""Told how many are done, and how many there are."""


class NotSent(Complaint):
    """The other side cannot be spoken with now. What it has is recorded, and the same command goes on."""


@dataclass(slots=True)
class Tally:
    """What came of a run."""

    sent: int = 0
    known: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return f"{self.sent} received, {self.known} were there already, {self.refused} refused."


def require_token(token: str, variable: str) -> None:
    """That there is a token to send with, and something real to send.

    Raises:
        NotSent: there is no token, or this is the demonstration.
    """
    if not token:
        raise NotSent(f"there is no token: set {variable}, or try with --dry-run.")
    if settings.CLARION_DEMO:
        raise NotSent("the demonstration is made up, and submits nothing. Try with --dry-run.")


class _NoRedirection(HTTPRedirectHandler):
    """A redirection is an answer like another: a token goes to nobody else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


_opener = build_opener(_NoRedirection)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said. `content` is an empty object where it was no JSON."""

    status: int
    content: Any
    location: str


def ask(
    method: str, address: str, *, headers: Mapping[str, str], content: Mapping[str, Any] | None = None
) -> Answer:
    """Asks once, and again while the other side is busy.

    Raises:
        NotSent: it cannot be reached, stays busy, or does not know the token.
    """
    host = urlsplit(address).netloc
    for tried in range(1, TRIES + 1):
        answer, pause = _once(method, address, headers, content)
        if answer.status in (401, 403):
            raise NotSent(
                f"{host} does not accept the token (status {answer.status}). Check it in the settings."
            )
        if answer.status not in _BUSY:
            return answer
        wait = pause if pause is not None else 2**tried
        if tried == TRIES or wait > LONGEST_PAUSE:
            raise NotSent(
                f"{host} is busy (status {answer.status}) and asks to wait {wait} s. Run it again later."
            )
        time.sleep(wait)
    raise AssertionError


def _once(
    method: str, address: str, headers: Mapping[str, str], content: Mapping[str, Any] | None
) -> tuple[Answer, int | None]:
    body = None if content is None else json.dumps(content, ensure_ascii=False).encode()
    told = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "User-Agent": f"Clarion/{__version__}",
        **headers,
    }
    request = Request(address, data=body, headers=told, method=method)  # noqa: S310
    try:
        with _opener.open(request, timeout=TIMEOUT) as response:
            return _read(response.status, response, response.headers), None
    except HTTPError as error:
        with error:
            pause = error.headers.get("Retry-After", "")
            return _read(error.code, error, error.headers), int(pause) if pause.isdecimal() else None
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise NotSent(
            f"{urlsplit(address).netloc} cannot be reached: {reason}. Run it again later."
        ) from error


def _read(status: int, response: IO[bytes], headers: Message) -> Answer:
    try:
        content = json.loads(response.read(LARGEST_ANSWER) or b"{}")
    except ValueError:
        content = {}
    return Answer(status, content, headers.get("Location", ""))
