"""Two periods side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from clarion.transparency.models import Tally
from transparency_pages.conftest import LANGUAGES


def compared(client: Client, query: str, code: str = "en", status: int = 200) -> str:
    response = client.get(f"/{code}/transparency/compare/?{query}")
    assert response.status_code == status
    return response.content.decode()


def line(html: str, name: str) -> list[str]:
    """The cells of a row, without markup and sources."""
    row = re.search(rf'<th scope="row">(?:<bdi>)?{name}.*?</tr>', html, re.DOTALL)
    assert row, name
    cells = re.findall(r'<td class="n">(.*?)</td>', row[0], re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def test_each_figure_stands_in_both_periods_with_its_difference(demo_site: Path, client: Client) -> None:
    html = compared(client, "a=2017-h1&b=2017-h2")
    assert line(html, "Takedown requests received") == ["341", "343", "+2 +1%"]


def test_what_nobody_recorded_has_no_difference(record: Callable[..., Tally], client: Client) -> None:
    record("2017-h1", 5)
    record("2017-h2", None)
    html = compared(client, "a=2017-h1&b=2017-h2")
    assert line(html, "Takedown requests received") == ["5", "— not known", "— not known"]


def test_from_nothing_to_something_is_no_share(record: Callable[..., Tally], client: Client) -> None:
    record("2017-h1", 0)
    record("2017-h2", 3)
    html = compared(client, "a=2017-h1&b=2017-h2")
    assert line(html, "Takedown requests received") == ["0", "3", "+3"]


def test_periods_of_different_length_are_told_to_be(demo_site: Path, client: Client) -> None:
    html = compared(client, "a=2017-h1&b=2018")
    assert "These periods are not equally long: January to June 2017 has 181 days, 2018 has 365." in html
    assert "not equally long" not in compared(client, "a=2017-h1&b=2017-h2")


def test_countries_can_be_told_apart(demo_site: Path, client: Client) -> None:
    html = compared(client, "a=2017&b=2018&by=country")
    assert line(html, "United States")[0] == "151"
    assert "selected>Country</option>" in html


@pytest.mark.parametrize("way", ["country", "project", "requester", "process", "outcome"])
def test_every_way_of_telling_apart_takes_at_most_25_queries(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, way: str
) -> None:
    with django_assert_max_num_queries(25):
        compared(client, f"a=2016&b=2017&by={way}")


def test_without_a_choice_the_newest_report_stands_beside_the_year_before(
    demo_site: Path, client: Client
) -> None:
    html = compared(client, "")
    assert '<option value="2017" selected>' in html
    assert '<option value="2018" selected>' in html


def test_what_is_no_period_is_said_in_a_line(demo_site: Path, client: Client) -> None:
    html = compared(client, "a=nonsense&b=2017", status=400)
    assert "is no period" in html
    assert '<select id="compare-a"' in html


def test_without_any_record_the_form_stands_alone(db: None, client: Client) -> None:
    assert 'id="compared-figures"' not in compared(client, "")


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_no_english_is_left_in_the_comparison(demo_site: Path, client: Client, code: str) -> None:
    html = compared(client, "a=2013&b=2017&by=requester", code).split("<main", 1)[1].split("</main>", 1)[0]
    own = re.sub(r"<[^>]+>", " ", html)
    assert not re.search(r"\b(the|and|requests|received|recorded|period|Unknown)\b", own)
