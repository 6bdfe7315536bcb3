"""Answers that are data: CSV, JSON and pictures, cacheable by anybody and readable from any origin."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

FRESH_FOR = 300
"""Seconds for which a cache need not ask again."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""

Cell = str | int | None


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV by RFC 4180 with a header row; None is an empty cell.

    Text that a spreadsheet would run as a formula gets an apostrophe in front. Numbers stay numbers, negative
    ones too.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def inert(text: str) -> str:
    """`text` as a spreadsheet shows it, never as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_answer(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponseBase:
    """A CSV file to keep, called `name`.csv."""
    body = csv_text(columns, rows).encode()
    return answer(
        request, body, "text/csv; charset=utf-8; header=present", f'attachment; filename="{name}.csv"'
    )


def json_answer(request: HttpRequest, name: str, content: dict[str, Any]) -> HttpResponseBase:
    """A JSON document, called `name`.json when it is kept."""
    body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    return answer(request, body, "application/json", f'inline; filename="{name}.json"')


def answer(
    request: HttpRequest, body: bytes, content_type: str, disposition: str, *, fresh_for: int = FRESH_FOR
) -> HttpResponseBase:
    """The body with a strong ETag, or 304 for who has it already (RFC 9110, section 13)."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={fresh_for}"
    response["Content-Disposition"] = disposition
    conditional = get_conditional_response(request, etag=etag, response=response) or response
    conditional["Access-Control-Allow-Origin"] = "*"
    conditional["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
    return conditional
