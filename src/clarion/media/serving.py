"""Pictures at their addresses here, from the data directory or from the bucket that they are kept in."""

from __future__ import annotations

import logging
from mimetypes import guess_type
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, storages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import serve

log = logging.getLogger(__name__)

_DOCUMENTS = "documents/"
_PIECE = 64 * 1024


@require_safe
def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture. Documents are at addresses of their own, where it is asked who may read them."""
    if name.startswith(_DOCUMENTS):
        raise Http404
    kept_in = storages["default"]
    if isinstance(kept_in, FileSystemStorage):
        return serve(request, name, document_root=str(settings.MEDIA_ROOT))
    try:
        return _from_bucket(request, kept_in, name)
    except (FileNotFoundError, SuspiciousOperation) as error:
        raise Http404 from error
    except OSError as error:
        log.warning("%s cannot be fetched: %s", name, error)
        return HttpResponse(status=503, headers={"Retry-After": "10"})


def _from_bucket(request: HttpRequest, bucket: Any, name: str) -> HttpResponseBase:
    has_copy = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
    if has_copy or request.method == "HEAD":
        told = bucket.look(name)
        unchanged = get_conditional_response(
            request, etag=told.etag, last_modified=int(told.modified.timestamp()), response=HttpResponse()
        )
        if unchanged is not None and unchanged.status_code == 304:
            return unchanged
        if request.method == "HEAD":
            return _headed(HttpResponse(), told, name)
    told = bucket.fetch(name)
    return _headed(StreamingHttpResponse(told.body.iter_chunks(_PIECE)), told, name)


def _headed(response: HttpResponseBase, told: Any, name: str) -> HttpResponseBase:
    response["Content-Type"] = guess_type(name)[0] or "application/octet-stream"
    response["Content-Length"] = str(told.size)
    response["ETag"] = told.etag
    response["Last-Modified"] = http_date(told.modified.timestamp())
    response["Cache-Control"] = "max-age=86400, public"
    return response
