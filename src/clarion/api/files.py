"""Files of any size over HTTP: whole or in ranges (RFC 9110, section 14), with a tag known beforehand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt

from clarion.api import problems
from clarion.api.problems import Problem
from clarion.api.public import FRESH_FOR, preflight, require_method, told

FOREVER = 365 * 24 * 60 * 60
_PIECE = 1 << 16
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file on the disk, as it is answered. `is_final`: what lies at this address never changes."""

    path: Path
    name: str
    media_type: str
    sha256: str
    is_final: bool = False


def public_file(find: Callable[..., ServedFile]) -> Callable[..., HttpResponseBase]:
    """Opens a file that `find` finds to any origin, with tags, ranges, and problems instead of pages."""

    @csrf_exempt
    @wraps(find)
    def answering(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        try:
            response = _answer(find, request, *args, **parts)
        except Problem as problem:
            response = told(request, problem)
        except OSError:
            response = problems.answer(request, Problem(problems.FAULT, "The file cannot be read."))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Content-Range, Accept-Ranges, Content-Disposition"
        return response

    return answering


def _answer(
    find: Callable[..., ServedFile], request: HttpRequest, *args: Any, **parts: Any
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return preflight()
    require_method(request)
    file = find(request, *args, **parts)
    size = file.path.stat().st_size
    tag = f'"{file.sha256[:32]}"'
    part = _part(request, size, tag)
    first, last = part or (0, size - 1)
    response: HttpResponseBase = HttpResponse(content_type=file.media_type)
    if request.method != "HEAD":
        pieces = _pieces(file.path, first, last - first + 1)
        response = StreamingHttpResponse(pieces, content_type=file.media_type)
    response["Content-Length"] = str(last - first + 1)
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = (
        f"public, max-age={FOREVER}, immutable" if file.is_final else f"public, max-age={FRESH_FOR}"
    )
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    conditional = get_conditional_response(request, etag=tag)
    if conditional is not None:
        if conditional.status_code == HTTPStatus.PRECONDITION_FAILED:
            raise Problem(problems.PRECONDITION_FAILED, "The file has another entity tag by now.")
        conditional["ETag"] = tag
        return conditional
    return response


def _part(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """The first and the last byte that are asked for; None for the whole file.

    Raises:
        Problem: they lie outside the file.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    condition = request.headers.get("If-Range", tag)
    if found is None or condition != tag or found[0] == "bytes=-":
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
        if found[2] and int(found[2]) < first:
            return None
    if first >= size or first > last:
        raise Problem(problems.NO_SUCH_RANGE, f"The file has {size} bytes.")
    return first, last


def _pieces(path: Path, first: int, count: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while count > 0 and (piece := file.read(min(_PIECE, count))):
            count -= len(piece)
            yield piece
