"""What every public read has in common."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

READS = ["figures", "figures/takedown-requests-received.2017", "tallies?kind=content", "openapi.json", "docs"]
pytestmark = pytest.mark.usefixtures("wikimedia")
everywhere = pytest.mark.parametrize("path", READS)


@everywhere
def test_anybody_may_read_from_anywhere_and_gets_no_cookie(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"].startswith("public, max-age=")


@everywhere
def test_what_a_reader_has_already_is_not_sent_again(client: Client, path: str) -> None:
    address = f"/api/v1/{path}"
    first = client.get(address)
    tag = first["ETag"]
    assert tag.startswith('"')
    assert client.get(address)["ETag"] == tag
    again = client.get(address, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": '"other"'}).content == first.content


@everywhere
def test_head_answers_like_get_without_the_body(client: Client, path: str) -> None:
    head, get = client.head(f"/api/v1/{path}"), client.get(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head[name] == get[name]


@everywhere
def test_a_browser_may_ask_beforehand(client: Client, path: str) -> None:
    headers = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    answer = client.options(f"/api/v1/{path}", headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer["Access-Control-Allow-Methods"]
    assert answer["Access-Control-Allow-Headers"] == "*"


def test_a_compressed_answer_is_the_same_answer_with_a_tag_of_its_own(client: Client) -> None:
    plain = client.get("/api/v1/tallies")
    packed = client.get("/api/v1/tallies", headers={"accept-encoding": "br, gzip;q=0.8"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert len(packed.content) < len(plain.content) / 5
    assert "Content-Encoding" not in client.get("/api/v1/tallies", headers={"accept-encoding": "gzip;q=0"})


def test_a_precondition_that_no_longer_holds_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/tallies", headers={"if-match": '"old"'})
    assert answer.status_code == 412
    assert answer["Content-Type"] == "application/problem+json"


def test_json_does_not_depend_on_the_readers_language(client: Client) -> None:
    answers = [client.get("/api/v1/figures", headers={"accept-language": one}) for one in ("en", "ar")]
    assert answers[0].content == answers[1].content
    assert "Accept-Language" not in answers[0]["Vary"]
