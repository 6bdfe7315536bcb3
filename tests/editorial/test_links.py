"""Asking after links, on a real server; private networks are never reached."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from itertools import pairwise

import pytest
from django.utils import timezone

from clarion.editorial import looking
from clarion.editorial.links.asking import Answer, ask, is_public
from clarion.editorial.links.services import check_due, note_links
from clarion.editorial.models import ExternalLink, Finding
from clarion.pages.models import ContentPage
from support.servers import free_port


class _Handler(BaseHTTPRequestHandler):
    """Answers with the status in the path; `/onward/N` leads on; `/get-only` knows no HEAD."""

    asked: list[tuple[str, str, float]] = []

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, time.monotonic()))
        parts = self.path.partition("?")[0].strip("/").split("/")
        if parts[0] == "onward":
            self.send_response(302)
            self.send_header("Location", "/".join(["", *parts[1:]]))
        elif parts[0] == "round":
            self.send_response(301)
            self.send_header("Location", "/round")
        elif parts[0] == "inward":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
        elif parts[0] == "get-only":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(parts[0]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    _Handler.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def loopback(address: object) -> bool:
    return str(address) == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/200", Answer("", 200)),
        ("/404", Answer("missing", 404)),
        ("/410", Answer("missing", 410)),
        ("/500", Answer("failing", 500)),
        ("/403", Answer("", 403)),
        ("/429", Answer("", 429)),
        ("/get-only", Answer("", 200)),
        ("/onward/200", Answer("", 200)),
        ("/onward/404", Answer("missing", 404)),
        ("/round", Answer("failing", 508)),
        ("/inward", Answer("refused")),
        ("/200?q=ä", Answer("", 200)),
        ("/200/ä b", Answer("", 200)),
    ],
)
def test_an_answer_says_whether_anything_is_there(elsewhere: str, path: str, expected: Answer) -> None:
    assert ask(elsewhere + path, loopback) == expected


def test_a_server_that_is_not_there_is_silent() -> None:
    assert ask(f"http://127.0.0.1:{free_port()}/", loopback) == Answer("silent")


def test_a_private_network_is_never_reached(elsewhere: str) -> None:
    assert ask(f"{elsewhere}/200") == Answer("refused")
    assert _Handler.asked == []


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "http:///x", "http://[::1", "http://exa mple.org/"]
)
def test_what_is_no_address_of_the_web_is_refused_or_silent(address: str) -> None:
    assert ask(address, loopback).problem in {"refused", "silent"}


@pytest.mark.parametrize(
    "private",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.1", "::1", "fe80::1",
     "fd00::1", "::ffff:127.0.0.1", "224.0.0.1"],
)  # fmt: skip
def test_no_private_address_is_public(private: str) -> None:
    assert not is_public(ip_address(private))


@pytest.mark.parametrize("public", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_open_internet_is(public: str) -> None:
    assert is_public(ip_address(public))


@pytest.mark.django_db
def test_a_broken_link_comes_onto_the_report_and_goes_when_it_is_well(
    elsewhere: str, page: ContentPage
) -> None:
    note_links(page=page, addresses=[f"{elsewhere}/404", f"{elsewhere}/200"])
    assert check_due(permit=loopback, pause=0) == 2
    looking.look_for(concern="elsewhere")
    (finding,) = Finding.objects.filter(concern="elsewhere")
    assert (finding.problem, finding.detail) == ("missing", f"{elsewhere}/404 (404)")
    ExternalLink.objects.update(problem="", status=200)
    looking.look_for(concern="elsewhere")
    assert not Finding.objects.filter(concern="elsewhere").exists()


@pytest.mark.django_db
def test_a_link_is_asked_after_once_a_week_and_a_server_not_faster_than_it_likes(
    elsewhere: str, page: ContentPage
) -> None:
    note_links(page=page, addresses=[f"{elsewhere}/200?{number}" for number in range(3)])
    check_due(permit=loopback, pause=0.2)
    times = [at for _method, _path, at in _Handler.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.19
    assert check_due(permit=loopback, pause=0) == 0
    ExternalLink.objects.update(checked_at=timezone.now() - timedelta(days=8))
    assert check_due(permit=loopback, pause=0) == 3


@pytest.mark.django_db
def test_when_nobody_answers_it_is_we_who_are_cut_off_and_no_link_is_blamed(page: ContentPage) -> None:
    note_links(page=page, addresses=[f"http://127.0.0.1:{free_port()}/{number}" for number in range(3)])
    assert check_due(permit=loopback, pause=0) == 0
    assert not ExternalLink.objects.broken().exists()
    assert ExternalLink.objects.due().count() == 3
