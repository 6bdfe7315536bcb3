"""Files as the desk hands them out: one for one person, kept by nobody, and running nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from clarion.register.errors import NoKey, NotAllowed, RegisterError
from clarion.register.pictures import Picture

INERT = "sandbox; default-src 'none'"


def picture_answer(picture: Picture) -> HttpResponse:
    """A page as a picture that we drew."""
    return _inert(HttpResponse(picture.content, content_type="image/webp"))


def download_answer(content: bytes, name: str) -> HttpResponse:
    """A file as it came, to be saved and never shown."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _inert(response)


def refusal(error: RegisterError) -> HttpResponse:
    """Why there is no picture or file, in one line."""
    status = 403 if isinstance(error, NotAllowed) else 503 if isinstance(error, NoKey) else 422
    return _inert(HttpResponse(f"{error}\n", status=status, content_type="text/plain; charset=utf-8"))


def _inert(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
