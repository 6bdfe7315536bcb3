"""What cannot be answered is answered with problem details (RFC 9457)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarion.api import problems
from clarion.api.public import public_read
from clarion.transparency.filters import PARAMETERS

pytestmark = pytest.mark.django_db


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "no-store"
    told: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(told)
    assert told["status"] == status
    assert told["instance"] == quote(answer.wsgi_request.path)
    return told


@pytest.mark.parametrize(
    ("address", "parameter", "allows"),
    [
        ("tallies?kind=taxes", "kind", "content"),
        ("tallies?period=twelve", "period", None),
        ("tallies?period=0000", "period", None),
        ("tallies?period=2017-13-01--2017-14-01", "period", None),
        ("tallies?country=Germany", "country", None),
        ("tallies?country=QQ", "country", None),
        ("tallies?project=*", "project", None),
        ("tallies?requester=aunt", "requester", "government"),
        ("tallies?process=polite", "process", "court_order"),
        ("tallies?outcome=maybe", "outcome", "granted"),
        ("tallies?unit=kilogram", "unit", "request"),
        ("tallies?group_by=colour", "group_by", "country"),
        ("tallies?group_by=kind,colour", "group_by", "country"),
        ("tallies?country=DE&group_by=country", "group_by", None),
        ("tallies?colour=blue", "colour", "kind"),
        ("tallies?kind=content&kind=copyright", "kind", None),
        ("tallies?country=%00", "country", None),
        ("tallies?project=" + "x" * 1000, "project", None),
        ("figures?measure=nonsense", "measure", "takedown-requests-received"),
        ("figures?period=soon", "period", None),
        ("figures?limit=", "limit", None),
        ("figures?limit=0", "limit", None),
        ("figures?limit=201", "limit", None),
        ("figures?limit=ten", "limit", None),
        ("figures?limit=١٠", "limit", None),
        ("figures?offset=-1", "offset", None),
        ("figures?language=tlh", "language", "ar"),
        ("figures/takedown-requests-received.2017?language=tlh", "language", "ar"),
        ("figures/takedown-requests-received.2017?kind=content", "kind", "language"),
        ("docs?language=tlh", "language", "ar"),
    ],
)
def test_a_bad_parameter_is_named_and_what_would_do_is_listed(
    client: Client, address: str, parameter: str, allows: str | None
) -> None:
    told = problem(client.get(f"/api/v1/{address}"), 400)
    assert told["parameter"] == parameter
    assert allows is None or allows in told["allowed"]


@pytest.mark.parametrize(
    "key", ["nonsense", "nonsense.2017", "takedown-requests-received.soon", "a.b.c-d", "x" * 400]
)
def test_a_key_that_names_no_figure_is_not_found(client: Client, key: str) -> None:
    told = problem(client.get(f"/api/v1/figures/{key}"), 404)
    assert told["parameter"] == "key"


@pytest.mark.parametrize(
    "path", ["", "nothing", "nothing/", "figures/", "tallies/x", "figures/a/b", "docs/", "%0a", "é"]
)
def test_an_unknown_address_is_a_problem_and_no_page(client: Client, path: str) -> None:
    told = problem(client.get(f"/api/v1/{path}"), 404)
    assert "/api/v1/figures" in told["allowed"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["figures", "figures/x.2017", "tallies", "openapi.json", "docs", "nothing"])
def test_a_method_that_is_not_allowed_is_a_problem_that_lists_those_that_are(
    client: Client, method: str, path: str
) -> None:
    answer = client.generic(method, f"/api/v1/{path}")
    told = problem(answer, 405)
    assert answer["Allow"] == ", ".join(told["allowed"]) == "GET, HEAD, OPTIONS"


def test_a_null_byte_in_the_path_is_a_problem(client: Client) -> None:
    problem(client.get("/api/v1/figures/%00"), 400)


def test_far_too_many_parameters_are_a_problem(client: Client) -> None:
    problem(client.get("/api/v1/tallies?" + "a&" * 2000), 400)
    problem(client.get("/api/v1/tallies?" + "a&" * 11_000), 400)


def test_a_fault_of_ours_is_a_problem_too_and_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("secret")

    answer = public_read(broken)(RequestFactory().get("/api/v1/figures"))
    assert answer.status_code == 500
    assert b"secret" not in answer.content
    assert "secret" in caplog.text


def test_every_kind_of_problem_is_explained_where_its_type_points(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    for kind in problems.KINDS:
        assert problems.type_of(kind).endswith(f"/api/v1/docs#{kind.slug}")
        assert f'id="{kind.slug}"' in page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from([one.name for one in PARAMETERS]), value=st.text(max_size=400))
def test_no_text_whatever_breaks_a_parameter(client: Client, name: str, value: str) -> None:
    encoded = quote(value, errors="surrogatepass")
    answer = client.get(f"/api/v1/tallies?{name}={encoded}")
    assert answer.status_code in {200, 400}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_no_bytes_whatever_break_an_address(client: Client, raw: bytes) -> None:
    answer = client.get("/api/v1/figures/" + quote(raw) + "?" + quote(raw, safe="=&"))
    assert answer.status_code in {200, 400, 404}
