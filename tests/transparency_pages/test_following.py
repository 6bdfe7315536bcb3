"""What changed of a figure: noticed by the clock, told by a feed."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from clarion.transparency.figures import Figure
from clarion.transparency.following import services
from clarion.transparency.following.models import Value
from clarion.transparency.models import Tally

ATOM = "{http://www.w3.org/2005/Atom}"
FIGURE = "takedown-requests-received.2017"


def titles(client: Client, code: str = "en", figure: str = FIGURE) -> list[str]:
    response = client.get(f"/{code}/transparency/figures/{figure}/feed/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    return [str(one.findtext(f"{ATOM}title")) for one in feed.iter(f"{ATOM}entry")]


def told(figure: str = FIGURE) -> list[tuple[str, int | None]]:
    return [(str(one.day), one.low) for one in services.changes(Figure.parse(figure), 10)]


@pytest.fixture
def cell(record: Callable[..., Tally]) -> Tally:
    return record("2017-h1", 5)


def at(day: int, hour: int = 12) -> time_machine.travel:
    return time_machine.travel(datetime(2026, 5, day, hour, tzinfo=UTC), tick=False)


def move(cell: Tally, count: int | None) -> None:
    Tally.objects.filter(pk=cell.pk).update(low=count, high=count)


def test_a_figure_that_stays_has_one_row(cell: Tally) -> None:
    with at(1):
        assert services.notice() > 0
        assert services.notice() == 0
    with at(2):
        assert services.notice() == 0
    assert told() == [("2026-05-01", 5)]


def test_a_figure_that_moves_has_a_row_for_the_day(cell: Tally) -> None:
    with at(1):
        services.notice()
    move(cell, 7)
    with at(3):
        services.notice()
    assert told() == [("2026-05-03", 7), ("2026-05-01", 5)]


def test_several_moves_of_a_day_are_one_row_with_the_last_value(cell: Tally) -> None:
    with at(1):
        services.notice()
    for hour, count in ((8, 6), (9, 9), (10, 8)):
        move(cell, count)
        with at(2, hour):
            services.notice()
    assert told() == [("2026-05-02", 8), ("2026-05-01", 5)]


def test_a_move_and_back_within_a_day_is_no_change(cell: Tally) -> None:
    with at(1):
        services.notice()
    for hour, count in ((8, 6), (9, 5)):
        move(cell, count)
        with at(2, hour):
            services.notice()
    assert told() == [("2026-05-01", 5)]


def test_what_becomes_unknown_is_a_change_and_no_zero(cell: Tally, client: Client) -> None:
    with at(1):
        services.notice()
    move(cell, None)
    with at(2):
        services.notice()
    assert told() == [("2026-05-02", None), ("2026-05-01", 5)]
    assert titles(client)[0] == "Takedown requests received, 2017: not known (before: 5)"


def test_what_nobody_ever_recorded_has_no_row(cell: Tally) -> None:
    services.notice()
    assert not Value.objects.filter(figure="copyright-notices-received.2017").exists()


def test_the_feed_tells_each_change_with_what_was_before(cell: Tally, client: Client) -> None:
    with at(1):
        services.notice()
    move(cell, 7)
    with at(3):
        services.notice()
    assert titles(client) == [
        "Takedown requests received, 2017: 7 (before: 5)",
        "Takedown requests received, 2017: 5",
    ]


def test_a_figure_that_is_not_followed_tells_what_it_says_now(demo_site: Path, client: Client) -> None:
    assert titles(client, figure=f"{FIGURE}.country-de") == ["Takedown requests received, Germany, 2017: 67"]


def test_the_entry_of_such_a_figure_is_another_one_when_it_moves(cell: Tally, client: Client) -> None:
    def identity() -> str | None:
        answer = client.get(f"/en/transparency/figures/{FIGURE}/feed/")
        feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
        return feed.findtext(f"{ATOM}entry/{ATOM}id")

    before = identity()
    assert identity() == before
    move(cell, 7)
    assert identity() != before


def test_the_feed_speaks_the_language(demo_site: Path, client: Client) -> None:
    assert titles(client, "ar")[0].endswith("٦٨٤")


def test_the_page_of_a_figure_leads_to_its_feed(demo_site: Path, client: Client) -> None:
    html = client.get(f"/en/transparency/figures/{FIGURE}/").content.decode()
    assert f'href="http://127.0.0.1:8000/en/transparency/figures/{FIGURE}/feed/"' in html


def test_a_figure_that_is_none_has_no_feed(demo_site: Path, client: Client) -> None:
    assert client.get("/en/transparency/figures/nothing.2017/feed/").status_code == 404


def test_the_whole_demonstration_is_noticed_in_few_rows(demo_site: Path) -> None:
    moved = services.notice()
    assert moved == Value.objects.count() > 100
    assert services.notice() == 0
