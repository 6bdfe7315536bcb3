"""The page of a figure, its data and its picture."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from clarion.transparency import measures
from clarion.transparency.models import Tally

RECEIVED = "/en/transparency/figures/takedown-requests-received.2017/"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_figure_page_has_value_parts_definition_source_and_date(demo_site: Path, client: Client) -> None:
    html = page(client, RECEIVED)
    assert '<p class="figure-number">684</p>' in html
    assert "684 = 341 + 343" in html
    assert "Requests from outside to alter or remove content" in html
    assert 'href="https://github.com/wikimedia/wikimedia-TransparencyReport"' in html
    assert "January 15, 2020" in html
    assert "all of 2017" in html


def test_its_parts_are_figures_with_pages_of_their_own(demo_site: Path, client: Client) -> None:
    html = page(client, RECEIVED)
    for half in ("2017-h1", "2017-h2"):
        address = f"/en/transparency/figures/takedown-requests-received.{half}/"
        assert f'href="{address}"' in html
        page(client, address)


def test_the_series_is_a_chart_with_the_figure_in_the_accent_and_a_table(
    demo_site: Path, client: Client
) -> None:
    html = page(client, RECEIVED)
    assert len(re.findall(r'class="bar bar-on"', html)) == 2
    assert re.search(r"July to December 2018.*?492", html.split('class="chart-table"')[1], re.DOTALL)


def test_it_says_how_to_use_it(demo_site: Path, client: Client) -> None:
    html = page(client, RECEIVED)
    assert "<code>takedown-requests-received.2017</code>" in html
    assert "http://127.0.0.1:8000/api/v1/figures/takedown-requests-received.2017" in html
    for file in ("data.csv", "data.json", "share.png"):
        assert f'href="{RECEIVED}{file}"' in html
        assert client.get(RECEIVED + file).status_code == 200


def test_a_shared_link_shows_the_figure_by_an_absolute_address(demo_site: Path, client: Client) -> None:
    html = page(client, RECEIVED)
    picture = f"http://127.0.0.1:8000{RECEIVED}share.png"
    assert f'<meta property="og:image" content="{picture}">' in html
    assert '<meta property="og:title" content="Takedown requests received, 2017">' in html


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_picture_has_the_size_of_open_graph_and_differs_by_language(
    demo_site: Path, client: Client, language: str
) -> None:
    response = client.get(f"/{language}/transparency/figures/takedown-requests-received.2017/share.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    other = client.get("/fr/transparency/figures/takedown-requests-received.2017/share.png")
    assert other.content != response.content


def test_an_unknown_figure_is_a_dash_with_its_reason_and_never_a_zero(
    demo_site: Path, client: Client
) -> None:
    html = page(client, "/en/transparency/figures/takedown-requests-granted.2024/")
    number = html.split('class="figure-number">')[1].split("</p>")[0]
    assert "—" in number
    assert "0" not in number
    assert "not the same as zero" in html


def test_a_figure_that_covers_a_part_says_which(demo_site: Path, client: Client) -> None:
    Tally.objects.filter(period_start="2017-07-01").delete()
    html = page(client, RECEIVED)
    assert '<p class="figure-number">341</p>' in html
    assert "January to June 2017 only" in html


def test_countries_are_not_said_to_add_up(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/figures/countries-of-takedown-requests.2017/")
    assert '<p class="figure-number">61</p>' in html
    assert "These do not add up" in html
    assert "42 + 48" not in html


def test_the_same_measure_is_offered_for_other_periods(demo_site: Path, client: Client) -> None:
    html = page(client, RECEIVED).split('id="related"', 1)[1]
    assert 'href="/en/transparency/figures/takedown-requests-received.2018/"' in html
    assert 'href="/en/transparency/figures/takedown-requests-granted.2017/"' in html


def test_a_filter_keeps_through_the_other_periods(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/figures/takedown-requests-received.2017.country-de/")
    assert '<p class="figure-number">67</p>' in html
    assert 'href="/en/transparency/figures/takedown-requests-received.2018.country-de/"' in html


@pytest.mark.parametrize(
    "key", ["nonsense", "takedown-requests-received", "takedown-requests-received.2017.country-xx", "a.b.c"]
)
@pytest.mark.parametrize("file", ["", "data.csv", "data.json", "share.png"])
def test_what_is_no_figure_is_not_found_and_says_why(
    demo_site: Path, client: Client, key: str, file: str
) -> None:
    assert "There is no such figure" in page(client, f"/en/transparency/figures/{key}/{file}", 404)


def test_other_spellings_lead_to_the_one_address(demo_site: Path, client: Client) -> None:
    response = client.get("/en/transparency/figures/takedown-requests-received.year:2017/")
    assert (response.status_code, response["Location"]) == (302, RECEIVED)


def test_every_measure_is_listed_with_its_definition(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/figures/")
    for measure in measures.every():
        assert f"<code>{measure.key}</code>" in html


def test_a_figure_page_takes_at_most_9_queries(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        page(client, RECEIVED)
