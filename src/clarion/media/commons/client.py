"""Speaking with Wikimedia Commons as its policies ask: who we are is said, requests come slowly, one after another.

Only the two hosts that the settings name are ever asked, and a redirection to anywhere is refused.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import contextmanager
from http.client import HTTPException, HTTPMessage, HTTPResponse
from threading import Lock
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from clarion import __version__
from clarion.media.commons.problem import CommonsProblem

TIMEOUT = 20
BETWEEN_REQUESTS = 1.0
"""Seconds."""

LARGEST_ANSWER = 2 * 1024 * 1024
_PIECE = 64 * 1024
_BUSY = {429, 503}

_turn = Lock()
_last = 0.0


class _NoRedirection(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        raise CommonsProblem(
            _("Wikimedia Commons sent us elsewhere (%(address)s), and we did not follow.")
            % {"address": urlsplit(newurl).netloc[:80]}
        )


_opener = build_opener(_NoRedirection)


def ask(**parameters: str) -> dict[str, Any]:
    """What the API answers to a query.

    Raises:
        CommonsProblem: it does not answer, or not in a way that can be understood.
    """
    query = urlencode({"format": "json", "formatversion": "2", "maxlag": "5", **parameters})
    body = _read(f"{settings.COMMONS_API}?{query}", LARGEST_ANSWER)
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise CommonsProblem(
            _("Wikimedia Commons gave an answer that is no JSON. Try again later.")
        ) from error
    if not isinstance(answer, dict):
        raise CommonsProblem(_("Wikimedia Commons gave an answer that is no JSON. Try again later."))
    if fault := answer.get("error"):
        raise CommonsProblem(
            _("Wikimedia Commons answers: %(fault)s. Try again later.")
            % {"fault": str(fault.get("info") or fault.get("code"))[:200].rstrip(".")}
        )
    return answer


def fetch(address: str, most: int) -> bytes:
    """A file, if it is where the files of Wikimedia Commons are and no larger than `most` bytes.

    Raises:
        CommonsProblem: it is somewhere else, too large, or does not come.
    """
    if _origin(address) not in {_origin(settings.COMMONS_FILES), _origin(settings.COMMONS_API)}:
        raise CommonsProblem(
            _("The file is said to be at %(host)s, which is no address of Wikimedia Commons.")
            % {"host": urlsplit(address).netloc[:80]}
        )
    return _read(address, most)


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def _read(address: str, most: int) -> bytes:
    request = Request(address, headers=_headers())  # noqa: S310
    try:
        with _our_turn(), _opener.open(request, timeout=TIMEOUT) as answer:
            return _up_to(most, answer)
    except HTTPError as error:
        if error.code in _BUSY:
            pause = error.headers.get("Retry-After", "")
            raise CommonsProblem(
                _("Wikimedia Commons asks us to wait. Try again in %(seconds)s s.")
                % {"seconds": pause if pause.isdecimal() else 60}
            ) from error
        raise CommonsProblem(
            _("Wikimedia Commons answers with status %(code)s. Try again later.") % {"code": error.code}
        ) from error
    except (OSError, HTTPException) as error:
        raise CommonsProblem(
            _(
                "Wikimedia Commons cannot be reached (%(error)s). Check the connection, and CLARION_COMMONS_API."
            )
            % {"error": getattr(error, "reason", None) or error}
        ) from error


def _up_to(most: int, answer: HTTPResponse) -> bytes:
    pieces = bytearray()
    while piece := answer.read(_PIECE):
        pieces += piece
        if len(pieces) > most:
            raise CommonsProblem(
                _("The file is larger than %(most)s, the most that is taken here.")
                % {"most": filesizeformat(most)}
            )
    return bytes(pieces)


def _headers() -> Mapping[str, str]:
    """Who asks, and where to complain (https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy)."""
    contacts = "; ".join([settings.BASE_URL, *settings.CONTACT_TO[:1]])
    return {"User-Agent": f"Clarion/{__version__} ({contacts}) python-urllib", "Accept-Encoding": "identity"}


@contextmanager
def _our_turn() -> Any:
    """Lets one request at a time through, and none sooner than a moment after the last."""
    global _last
    with _turn:
        time.sleep(max(0.0, _last + BETWEEN_REQUESTS - time.monotonic()))
        try:
            yield
        finally:
            _last = time.monotonic()
