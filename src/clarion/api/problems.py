"""Errors as problem details (RFC 9457). A new kind of problem is one entry in `KINDS`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

MEDIA_TYPE = "application/problem+json"
_LONGEST_DETAIL = 1500


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem. `slug` ends its `type`, an address that explains it; `meaning` is that explanation."""

    slug: str
    status: HTTPStatus
    title: str
    meaning: str


BAD_PARAMETER = ProblemKind(
    "bad-parameter",
    HTTPStatus.BAD_REQUEST,
    _("A parameter means nothing here"),
    _(
        "The value of the named parameter cannot be used, alone or together with the others. Where the values "
        "that would do can be listed, allowed lists them."
    ),
)
UNKNOWN_PARAMETER = ProblemKind(
    "unknown-parameter",
    HTTPStatus.BAD_REQUEST,
    _("There is no such parameter"),
    _("The address has a parameter that this address does not know; allowed lists those it knows."),
)
REPEATED_PARAMETER = ProblemKind(
    "repeated-parameter",
    HTTPStatus.BAD_REQUEST,
    _("A parameter is given more than once"),
    _("Every parameter can be given once. Several values of group_by are separated by commas."),
)
BAD_REQUEST = ProblemKind(
    "bad-request",
    HTTPStatus.BAD_REQUEST,
    _("The request cannot be read"),
    _("The address is not well formed: it holds characters that no address has, or is far too long."),
)
NO_SUCH_FIGURE = ProblemKind(
    "no-such-figure",
    HTTPStatus.NOT_FOUND,
    _("No figure has this key"),
    _(
        "The key names no measure, period or filter that exists. A figure that exists and has no value is no "
        "problem: it is answered, with the reason."
    ),
)
NO_SUCH_LEAF = ProblemKind(
    "no-such-leaf",
    HTTPStatus.NOT_FOUND,
    _("The log has no such leaf"),
    _(
        "No leaf of the signed log has this commitment or index. What is new gets its place in the log once a day: "
        "ask again later."
    ),
)
NO_CHECKPOINT = ProblemKind(
    "no-checkpoint",
    HTTPStatus.NOT_FOUND,
    _("The log has not been signed yet"),
    _("The log has no checkpoint yet, so that nothing can be proved by it."),
)
NO_SUCH_EDITION = ProblemKind(
    "no-such-edition",
    HTTPStatus.NOT_FOUND,
    _("No edition of this period is published"),
    _("The period is none, or nothing is published for it; allowed lists the periods that have an edition."),
)
NO_SUCH_RANGE = ProblemKind(
    "no-such-range",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    _("The file has no such bytes"),
    _("The range that is asked for begins behind the end of the file."),
)
NO_SUCH_ADDRESS = ProblemKind(
    "no-such-address",
    HTTPStatus.NOT_FOUND,
    _("There is nothing at this address"),
    _("The address is not one of the API; allowed lists those there are."),
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    _("The method is not allowed here"),
    _("The address exists, but does not answer this method; allowed lists those it answers."),
)
PRECONDITION_FAILED = ProblemKind(
    "precondition-failed",
    HTTPStatus.PRECONDITION_FAILED,
    _("The answer is not the one asked for"),
    _("The request asks for an answer with an entity tag (If-Match) that it no longer has."),
)
FAULT = ProblemKind(
    "fault",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Something broke on our side"),
    _("The request may be right; the fault is ours, and is in our log."),
)
KINDS = (
    BAD_PARAMETER,
    UNKNOWN_PARAMETER,
    REPEATED_PARAMETER,
    BAD_REQUEST,
    NO_SUCH_FIGURE,
    NO_SUCH_LEAF,
    NO_CHECKPOINT,
    NO_SUCH_EDITION,
    NO_SUCH_RANGE,
    NO_SUCH_ADDRESS,
    METHOD_NOT_ALLOWED,
    PRECONDITION_FAILED,
    FAULT,
)


class Problem(Exception):
    """What is wrong with a request, raised anywhere below an API view, answered as problem details."""

    def __init__(
        self, kind: ProblemKind, detail: str, *, parameter: str = "", allowed: Sequence[str] = ()
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.parameter = parameter
        self.allowed = tuple(allowed)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as an answer. It is never cached."""
    told: dict[str, object] = {
        "type": type_of(problem.kind),
        "title": problem.kind.title,
        "status": int(problem.kind.status),
        "detail": problem.detail[:_LONGEST_DETAIL],
        "instance": quote(request.path[:_LONGEST_DETAIL]),
    }
    if problem.parameter:
        told["parameter"] = problem.parameter
    if problem.allowed:
        told["allowed"] = list(problem.allowed)
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False), status=problem.kind.status, content_type=MEDIA_TYPE
    )
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = "en"
    return response


def type_of(kind: ProblemKind) -> str:
    """The address that names the kind of problem, and explains it."""
    return f"{settings.BASE_URL}/api/v1/docs#{kind.slug}"
