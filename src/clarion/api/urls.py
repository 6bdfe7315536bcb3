"""Addresses below `/api/v1/`. Whatever is not one of them is answered with a problem, not with a page."""

from __future__ import annotations

from typing import NoReturn

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path

from clarion.api import editions, problems, reference
from clarion.api.application import PREFIX, api
from clarion.api.problems import Problem
from clarion.api.public import public_read


def nothing_here(request: HttpRequest) -> NoReturn:
    """Names the addresses that there are."""
    known = [f"{PREFIX}openapi.json", f"{PREFIX}docs", *(f"{PREFIX}{one.pattern}" for one in _reads)]
    raise Problem(
        problems.NO_SUCH_ADDRESS,
        f"The API has nothing at {request.path[:200]!r}.",
        allowed=[one.replace("<", "{").replace(">", "}") for one in known],
    )


_reads = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]

urlpatterns = [
    path("openapi.json", public_read(reference.openapi), name="openapi"),
    path("docs", public_read(reference.docs), name="docs"),
    path("editions/archive.zip", editions.whole_archive, name="archive"),
    *(path(str(one.pattern), public_read(one.callback), name=one.name) for one in _reads),
    path("editions/<str:period>/<int:number>/<str:name>", editions.numbered_file, name="edition-file"),
    path("editions/<str:period>/<str:name>", editions.newest_file, name="newest-file"),
    re_path(r"[\s\S]*", public_read(nothing_here), name="nothing-here"),
]
