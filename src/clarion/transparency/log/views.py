"""The log as files, at the paths of C2SP tlog-tiles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from clarion.transparency.log import keys, reading, tiles

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
_YEAR = 31_536_000


@require_safe
@conditional_page
def checkpoint(request: HttpRequest) -> HttpResponseBase:
    """The newest signed head, with the cosignatures of witnesses."""
    head = reading.newest()
    if head is None:
        return _absent("The log has no checkpoint yet.\n")
    return _answer(reading.note_of(head).encode(), TEXT, seconds=60)


@require_safe
@conditional_page
def key(request: HttpRequest) -> HttpResponseBase:
    """The public keys in the form of signed notes, a line each, the newest first."""
    found = keys.verifiers()
    if not found:
        return _absent("The log has no key yet.\n")
    return _answer("".join(f"{one}\n" for one in found).encode(), TEXT, seconds=300)


@require_safe
@conditional_page
def tile(request: HttpRequest, level: int, path: str) -> HttpResponseBase:
    """One tile of hashes."""
    named = tiles.read_path(path)
    found = reading.tile(level, *named) if named and level < 64 // tiles.HEIGHT else None
    if found is None:
        return _absent("The log has no such tile.\n")
    return _answer(found, BYTES, seconds=_YEAR)


@require_safe
@conditional_page
def entries(request: HttpRequest, path: str) -> HttpResponseBase:
    """The entries of one tile of the lowest level: commitments of 32 bytes, each after its length."""
    named = tiles.read_path(path)
    found = reading.bundle(*named) if named else None
    if found is None:
        return _absent("The log has no such entries.\n")
    return _answer(found, BYTES, seconds=_YEAR)


def _answer(content: bytes, media_type: str, *, seconds: int) -> HttpResponse:
    """What any page may read. Tiles never change: what a tile holds at one width, it holds for ever."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Access-Control-Allow-Origin"] = "*"
    if seconds == _YEAR:
        patch_cache_control(answer, public=True, max_age=seconds, immutable=True)
    else:
        patch_cache_control(answer, public=True, max_age=seconds)
    return answer


def _absent(text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=TEXT, status=404)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
