"""The API as one application: its routers, and its description in OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Schema
from ninja.renderers import JSONRenderer
from pydantic import Field

from clarion import __version__
from clarion.api import editions, figures, log, problems, tallies

PREFIX = "/api/v1/"
PARAGRAPHS = (
    _("Every figure and every count that this site publishes, computed when it is asked for."),
    _("Reading needs no key. Any page may read it from its reader's browser."),
    _("Null is a value that nobody recorded: it is not zero. A blank parameter is as good as none."),
    _("Answers carry an ETag: send it back as If-None-Match, and what you have already is not sent again."),
)


class Readable(JSONRenderer):
    """JSON with letters of every script as they are."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class ProblemShape(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description=_("The address that names and explains the kind of problem."))
    title: str = Field(description=_("The kind of problem in a few words."))
    status: int = Field(description=_("The HTTP status."))
    detail: str = Field(description=_("What is wrong here, and how to mend it."))
    instance: str = Field(description=_("The path that was asked for."))
    parameter: str | None = Field(None, description=_("The parameter that is wrong."))
    allowed: list[str] | None = Field(None, description=_("What would do, where that can be listed."))


api = NinjaAPI(
    title="Clarion",
    version=__version__,
    description="\n\n".join(PARAGRAPHS),
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url=None,
    renderer=Readable(),
    servers=[{"url": settings.BASE_URL}],
)
api.add_router("", figures.router)
api.add_router("", tallies.router)
api.add_router("", log.router)
api.add_router("", editions.router)


def _pass_on(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    raise error


# Whatever goes wrong is told by `public_read`.
api.add_exception_handler(Exception, _pass_on)


def description() -> dict[str, Any]:
    """The API in OpenAPI 3.1, with what every public read has in common added to each operation."""
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    schemas = told["components"]["schemas"]
    schemas["Problem"] = ProblemShape.model_json_schema()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            _complete(operation, may_be_absent="{" in path or "/log/" in path)
    return told


def _complete(operation: dict[str, Any], *, may_be_absent: bool) -> None:
    answers = operation["responses"]
    etag = {"ETag": {"description": "What If-None-Match is compared with.", "schema": {"type": "string"}}}
    answers["200"]["headers"] = etag
    answers["304"] = {"description": "You have this answer already."}
    statuses = [HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.PRECONDITION_FAILED]
    if may_be_absent:
        statuses.append(HTTPStatus.NOT_FOUND)
    for status in statuses:
        titles = dict.fromkeys(kind.title for kind in problems.KINDS if kind.status == status)
        answers[str(int(status))] = {
            "description": "; ".join(titles) + ".",
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = dict(sorted(answers.items()))
