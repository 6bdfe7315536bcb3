"""What every public read has in common: methods, origins, caching, and problems instead of pages."""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from clarion.api import problems
from clarion.api.problems import Problem

View = Callable[..., HttpResponse]

METHODS = ("GET", "HEAD", "OPTIONS")
FRESH_FOR = 60
"""Seconds for which a cache may answer without asking us."""

_PREFLIGHT_HOLDS = 24 * 60 * 60
_LONGEST_ADDRESS = 4096
_WORTH_COMPRESSING = 1000
_log = logging.getLogger(__name__)


def public_read(view: View) -> View:
    """Opens a view that answers GET to any origin, without a key.

    It then answers HEAD and OPTIONS too, carries a strong `ETag`, answers 304 to whoever has it already, and
    says with a problem what it cannot answer, whatever goes wrong inside.
    """

    @csrf_exempt
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        try:
            response = _answer(view, request, *args, **parts)
        except Problem as problem:
            response = told(request, problem)
        except SuspiciousOperation:
            response = problems.answer(request, Problem(problems.BAD_REQUEST, "The address cannot be read."))
        except Exception:
            _log.exception("a public read failed")
            response = problems.answer(request, Problem(problems.FAULT, "Please try again later."))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        if response.content:
            response["Content-Length"] = str(len(response.content))
        if request.META["REQUEST_METHOD"] == "HEAD":
            response.content = b""
        return response

    return answering


def _answer(view: View, request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return preflight()
    require_method(request)
    if len(request.get_full_path()) > _LONGEST_ADDRESS:
        raise Problem(problems.BAD_REQUEST, f"The address is longer than {_LONGEST_ADDRESS} characters.")
    if "\0" in request.path:
        raise Problem(problems.BAD_REQUEST, "The address holds a null byte.")
    request.method = "GET"
    response = view(request, *args, **parts)
    return _conditional(request, response) if response.status_code == HTTPStatus.OK else response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    tag = hashlib.sha256(response.content).hexdigest()[:32]
    patch_vary_headers(response, ["Accept-Encoding"])
    if len(response.content) >= _WORTH_COMPRESSING and _takes_gzip(request):
        # A strong tag names the very bytes sent, so each encoding has its own.
        tag += "-gzip"
        response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
        response["Content-Encoding"] = "gzip"
    response["ETag"] = f'"{tag}"'
    response.headers.setdefault("Cache-Control", f"public, max-age={FRESH_FOR}")
    answered = get_conditional_response(request, etag=response["ETag"], response=response) or response
    if answered.status_code == HTTPStatus.PRECONDITION_FAILED:
        raise Problem(problems.PRECONDITION_FAILED, "The answer has another entity tag by now.")
    return answered


def _takes_gzip(request: HttpRequest) -> bool:
    for one in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _, weight = one.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem as an answer, which names the methods that would do where another was used."""
    response = problems.answer(request, problem)
    if problem.kind is problems.METHOD_NOT_ALLOWED:
        response["Allow"] = ", ".join(METHODS)
    return response


def require_method(request: HttpRequest) -> None:
    """That the request only reads.

    Raises:
        Problem: it does not.
    """
    if request.method not in METHODS:
        raise Problem(
            problems.METHOD_NOT_ALLOWED, f"{request.path} does not answer this method.", allowed=METHODS
        )


def preflight() -> HttpResponse:
    """What a browser asks before it reads from another origin (CORS)."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Allow"] = ", ".join(METHODS)
    response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "*"
    response["Access-Control-Max-Age"] = str(_PREFLIGHT_HOLDS)
    return response
