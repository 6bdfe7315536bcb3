"""What files do not answer, and who does."""

from __future__ import annotations

import threading

import pytest

from publishing.edge.conftest import Answer
from support.servers import wait_until

pytestmark = pytest.mark.once


def test_the_first_page_is_in_the_readers_language(ask):
    said = ask("/", accept_language="ar, en;q=0.5")
    assert (said.status, said.headers["Location"], said.headers["Vary"]) == (302, "/ar/", "Accept-Language")
    assert ask("/?p=12").text == "from Django"


def test_what_has_moved_leads_on(ask):
    assert (ask("/en/old/").status, ask("/en/old/").headers["Location"]) == (301, "/en/advocacy/")
    assert (ask("/en/away/").status, ask("/en/away/").headers["Location"]) == (302, "https://example.org/")


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/en/advocacy/", {"host": "evil.example"}),
        ("/en/advocacy/", {"cookie": "a=b; clarion_staff=1"}),
        ("/en/advocacy/?page=2", {}),
        ("/en/advocacy/?utm_source=x&page=2", {}),
    ],
)
def test_who_may_see_something_else_is_answered_by_django(ask, address, headers):
    assert ask(address, **headers).text == "from Django"


def test_a_banner_that_counts_its_readers_does_not_send_them_past_the_files(ask, behind):
    for query in ("utm_source=a&utm_campaign=b%20c", "wprov=banner", "fbclid=x"):
        assert ask(f"/en/advocacy/?{query}").status == 200
    assert ask("/static/clarion/plain.css?v=2").status == 200
    assert not behind.asked


def test_only_reading_is_answered_from_files(ask):
    for method in ("POST", "PUT", "OPTIONS"):
        assert ask("/en/advocacy/", method).text == "from Django"


def test_over_tls_alone_where_the_site_is(ask, edge):
    edge.gate.over_tls = True
    assert ask("/en/advocacy/").text == "from Django"
    assert ask("/en/advocacy/", x_forwarded_proto="https").headers["ETag"]


def test_the_demonstration_is_shown_to_this_machine_alone(ask, edge):
    edge.gate.here_alone = True
    assert ask("/en/advocacy/").headers["ETag"]
    assert ask("/en/advocacy/", x_forwarded_for="127.0.0.1").text == "from Django"


def test_a_dead_link_that_many_follow_costs_one_question(ask, behind, baked, edge):
    behind.status = "404 Not Found"
    assert ask("/fr/rien/").text == "from Django"
    said = [ask("/fr/rien/") for _ in range(5)]
    assert {(one.status, one.text) for one in said} == {(404, "<title>Rien ici</title>")}
    assert len(behind.asked) == 1
    assert not {"ETag", "Cache-Control"} & set(said[0].headers)
    baked.show()
    edge.tree.look()
    assert ask("/fr/rien/").text == "from Django"


def test_without_a_tree_everything_is_djangos(ask, baked, edge):
    (baked.folder / "live").unlink()
    edge.tree.look()
    assert [ask(one).text for one in ("/", "/en/advocacy/", "/en/old/")] == ["from Django"] * 3


def test_a_failure_of_django_is_a_failure(ask, behind):
    def fails(environ):
        raise ZeroDivisionError

    behind.answers = fails
    with pytest.raises(ZeroDivisionError):
        ask("/healthz")


def test_a_streamed_answer_comes_in_pieces_and_is_closed_by_the_thread_that_began_it(ask, behind, edge):
    threads = []

    class Streamed(Answer):
        def __iter__(self):
            for piece in self.pieces:
                threads.append(threading.get_ident())
                yield piece

        def close(self):
            threads.append(threading.get_ident())
            self.closed = True

    answer = Streamed([b"%d," % number for number in range(100)], streaming=True)
    behind.answers = lambda environ: answer
    assert ask("/healthz").text == "".join(f"{number}," for number in range(100))
    wait_until("it is closed", lambda: answer.closed, 5)
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


def test_a_reader_who_leaves_frees_the_room(behind, edge):
    answers = [Answer([b"x" * 1000] * 10_000, streaming=True) for _ in range(4)]
    waiting = list(answers)
    behind.answers = lambda environ: waiting.pop()
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "QUERY_STRING": ""}
    for _ in answers:  # More than there are rooms.
        body = edge(environ, lambda status, headers: None)
        next(iter(body))
        body.close()
    wait_until("all are closed", lambda: all(one.closed for one in answers), 10)
