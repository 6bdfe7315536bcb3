"""Rendering an address as an anonymous reader gets it: through every middleware and the real view, in this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that is still kept as a file."""


@dataclass(slots=True)
class Answer:
    """What the site answers at an address. `trouble` says why it could not, or why it may not be kept as a file."""

    address: str
    status: int
    type: str = ""
    language: str = ""
    body: bytes = b""
    location: str = ""
    trouble: str = ""
    personal: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_file(self) -> bool:
        """Whether the answer is the same for every reader, and may be kept."""
        return self.status == 200 and not self.trouble and not self.personal


class Reader:
    """Asks the site for addresses, without cookies, and without a language of its own."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()
        base = urlsplit(settings.BASE_URL)
        self._environ = {
            "REQUEST_METHOD": "GET", "QUERY_STRING": "", "SCRIPT_NAME": "",
            "SERVER_NAME": base.hostname or "localhost",
            "SERVER_PORT": str(base.port or {"https": 443}.get(base.scheme, 80)),
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": base.netloc,
            "wsgi.url_scheme": base.scheme, "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
            "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        if base.scheme == "https":
            self._environ["HTTP_X_FORWARDED_PROTO"] = "https"

    def ask(self, address: str, **headers: str) -> Answer:
        """The answer at a path of the site."""
        failures: list[str] = []

        def note(sender: Any, **told: Any) -> None:
            failures.append(told_of(sys.exc_info()[1]))

        got_request_exception.connect(note)
        # The connection stays as it is between two requests: a bake is one visit.
        quiet = _hushed(request_started), _hushed(request_finished)
        try:
            request = WSGIRequest(
                cast(
                    Any,
                    {**self._environ, **headers, "PATH_INFO": _as_wsgi(address), "wsgi.input": io.BytesIO()},
                )
            )
            response = self._handler.get_response(request)
            try:
                body = _body(response)
            finally:
                response.close()
        except Exception as error:
            return Answer(address, 500, trouble=told_of(error))
        finally:
            for one in quiet:
                one()
            got_request_exception.disconnect(note)
        return _answer(address, response, body, failures)


def told_of(error: BaseException | None) -> str:
    """An error in one line of the log."""
    return f"{type(error).__name__}: {error}"[:500]


def _answer(address: str, response: HttpResponseBase, body: bytes, failures: list[str]) -> Answer:
    control = response.headers.get("Cache-Control", "")
    vary = {one.strip().lower() for one in response.headers.get("Vary", "").split(",")}
    answer = Answer(
        address, response.status_code, response.headers.get("Content-Type", "application/octet-stream"),
        response.headers.get("Content-Language", ""), body, response.headers.get("Location", ""),
        personal=bool(response.cookies) or "private" in control or "no-store" in control
        or ("accept-language" in vary and _has_language(address)),
        headers=dict(response.headers),
    )  # fmt: skip
    if answer.status >= 500:
        answer.trouble = failures[-1] if failures else f"answers {answer.status}"
    elif len(body) > LARGEST:
        answer.trouble = f"is {len(body):,} bytes long"
    return answer


def _has_language(address: str) -> bool:
    return address.split("/", 2)[1] in dict(settings.LANGUAGES)


def _body(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response)
    return cast(HttpResponse, response).content


def _as_wsgi(address: str) -> str:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(address).decode("latin-1")


def _hushed(signal: Any) -> Any:
    """Keeps a signal from closing the connection for a while; returns what undoes it."""
    signal.disconnect(close_old_connections)
    return lambda: signal.connect(close_old_connections)
