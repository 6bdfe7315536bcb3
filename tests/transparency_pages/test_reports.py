"""The report of a period."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from clarion.transparency.models import Tally
from transparency_pages.conftest import LANGUAGES

TABLES = ("half-years", "kind", "outcome", "country", "project", "requester", "process")


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def section(html: str, key: str) -> str:
    return html.split(f'id="{key}"', 1)[1].split("</section>", 1)[0]


def table_of(html: str, figure: int = 0) -> list[tuple[str, str]]:
    """The rows of a chart's table: name (with its note) and value, without markup."""
    table = re.findall(r'<table class="chart-table".*?</table>', html, re.DOTALL)[figure]
    rows = re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td>', table, re.DOTALL)
    return [(re.sub(r"<[^>]+>", "", name).strip(), re.sub(r"<[^>]+>", "", value)) for name, value in rows]


def test_the_newest_report_is_the_newest_year_that_data_covers_from_end_to_end(
    demo_site: Path, client: Client
) -> None:
    html = page(client, "/en/transparency/")
    assert "<h1>2018</h1>" in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/transparency/2018/">' in html


@pytest.mark.parametrize(
    ("language", "number"), [("en", "684"), ("ar", "٦٨٤"), ("zh-hans", "684"), ("fr", "684"), ("es", "684")]
)
def test_a_report_says_its_figures_in_the_digits_of_the_language(
    demo_site: Path, client: Client, language: str, number: str
) -> None:
    html = page(client, f"/{language}/transparency/2017/")
    assert f'<p class="fact-number">{number}</p>' in html
    assert f'<p class="lead">{number}' in html or number in html.split('class="lead">')[1].split("</p>")[0]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_named_drawing_a_table_twin_and_files(
    demo_site: Path, client: Client, table: str
) -> None:
    shown = section(page(client, "/en/transparency/2017/"), table)
    for drawing in re.findall(r"<svg.*?</svg>", shown, re.DOTALL):
        assert "<title" in drawing
        assert "<desc" in drawing
    assert shown.count("<figure") == shown.count('class="chart-table"') > 0
    for form in ("csv", "json"):
        assert f'href="/en/transparency/2017/{table}.{form}"' in shown
        assert client.get(f"/en/transparency/2017/{table}.{form}").status_code == 200


def test_countries_are_ranked_with_the_unknown_ones_as_a_row_of_their_own(
    demo_site: Path, client: Client
) -> None:
    rows = table_of(section(page(client, "/en/transparency/2017/"), "country"))
    assert rows[:3] == [("United States", "151"), ("Germany", "67"), ("United Kingdom", "50")]
    assert rows[-1] == ("Unknown", "119")
    assert sum(int(value) for _, value in rows) == 684


def test_countries_go_by_their_names_in_the_language(demo_site: Path, client: Client) -> None:
    rows = table_of(section(page(client, "/ar/transparency/2017/"), "country"))
    assert rows[0] == ("الولايات المتحدة", "١٥١")


def test_requests_that_stand_in_no_row_have_a_row_that_says_so(demo_site: Path, client: Client) -> None:
    shown = section(page(client, "/en/transparency/2017/"), "requester")
    assert ("not in any row", "673") in table_of(shown)
    assert "Of 684 in all, 673 stand in no row." in shown


def test_rows_that_exceed_their_total_are_a_row_and_a_sentence_too(
    record: Callable[..., Tally], client: Client
) -> None:
    record("2017-h1", 5)
    record("2017-h1", 7, country="DE")
    shown = section(page(client, "/en/transparency/2017-h1/"), "country")
    assert ("in the rows but not in the total", "-2") in table_of(shown)
    assert "The rows together are 2 more than the total on record, 5." in shown


def test_a_kind_that_nobody_recorded_is_not_zero(demo_site: Path, client: Client) -> None:
    rows = dict(table_of(section(page(client, "/en/transparency/2017/"), "kind")))
    assert rows["Legal threat against a contributor"] == "not recorded"
    assert rows["Counter-notice"] == "0"


def test_copyright_and_content_stay_apart(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/2017/")
    kinds = dict(table_of(section(html, "kind")))
    assert (kinds["Content alteration or removal"], kinds["Copyright notice"]) == ("684", "23")
    assert "707" not in re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)


def test_a_period_recorded_in_part_says_which_part(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/2013/")
    assert "These figures speak of less than the whole" in html
    assert "Takedown requests received: July to December 2013 only" in html


def test_a_table_recorded_in_part_says_which_part(demo_site: Path, client: Client) -> None:
    process = section(page(client, "/en/transparency/2018/"), "process")
    assert "Some rows speak of less than the whole period: January to June 2018." in process


def test_the_contradictions_of_the_period_are_told_in_plain_words(demo_site: Path, client: Client) -> None:
    told = section(page(client, "/en/transparency/2016-h2/"), "contradictions")
    assert "We use 12,255. Another place says 12,258." in told
    assert "sh.wikipedia" not in told


def test_a_period_without_contradictions_has_no_such_section(demo_site: Path, client: Client) -> None:
    assert 'id="contradictions"' not in page(client, "/en/transparency/2018-h2/")


def test_the_report_leads_to_its_half_years_and_marks_where_the_reader_is(
    demo_site: Path, client: Client
) -> None:
    html = page(client, "/en/transparency/2017/")
    navigation = html.split('class="periods"', 1)[1].split("</nav>", 1)[0]
    assert 'href="/en/transparency/2017-h1/"' in navigation
    assert re.findall(r'href="([^"]+)" aria-current="page"', navigation) == ["/en/transparency/2017/"]


def test_deleting_a_half_year_changes_the_report_while_no_edition_is_published(
    record: Callable[..., Tally], client: Client
) -> None:
    record("2017-h1", 341)
    record("2017-h2", 343)
    assert '<p class="fact-number">684</p>' in page(client, "/en/transparency/2017/")
    Tally.objects.filter(period_start="2017-07-01").delete()
    html = page(client, "/en/transparency/2017/")
    assert '<p class="fact-number">341</p>' in html
    assert "Takedown requests received: January to June 2017 only" in html


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("2017-H1", "2017-h1"),
        ("half:2017-H1", "2017-h1"),
        ("year:2017", "2017"),
        ("all", "2012-07-01--2024-12-31"),
    ],
)
def test_other_spellings_lead_to_the_one_address(
    demo_site: Path, client: Client, written: str, address: str
) -> None:
    response = client.get(f"/en/transparency/{written}/")
    assert (response.status_code, response["Location"]) == (302, f"/en/transparency/{address}/")


def test_relative_periods_lead_to_absolute_ones(record: Callable[..., Tally], client: Client) -> None:
    from django.utils import timezone

    last = timezone.localdate().year - 1
    record(f"{last}-h1", 3)
    response = client.get("/en/transparency/last_year/")
    assert (response.status_code, response["Location"]) == (302, f"/en/transparency/{last}/")


@pytest.mark.parametrize("period", ["nonsense", "2017-h3", "0000", "2017-13-45--2017-01-01", "logs"])
def test_what_is_no_period_is_not_found_and_says_what_would_do(
    demo_site: Path, client: Client, period: str
) -> None:
    html = page(client, f"/en/transparency/{period}/", 404)
    assert "No report for this period" in html
    assert 'href="/en/transparency/2017/"' in html


def test_a_period_that_nobody_recorded_is_not_found_and_is_no_zero(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/2030/", 404)
    assert "Nothing is on record for 2030. That is unknown, which is not the same as zero." in html


def test_a_period_inside_a_longer_one_leads_there(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/2012/", 404)
    assert '<a href="/en/transparency/2012-07-01--2013-06-30/">July 2012 to June 2013</a>' in html


def test_without_any_record_the_page_says_so(db: None, client: Client) -> None:
    assert "Nothing is on record yet." in page(client, "/en/transparency/")


@pytest.mark.parametrize("address", ["", "2017/", "2017-h1/", "2012-07-01--2013-06-30/", "2024/"])
def test_a_report_takes_at_most_30_queries(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    with django_assert_max_num_queries(30):
        page(client, f"/en/transparency/{address}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", ["2017/", "figures/takedown-requests-received.2017/", "figures/", "data/"]
)
def test_pages_carry_no_inline_style_script_or_cookie(
    demo_site: Path, client: Client, language: str, address: str
) -> None:
    response = client.get(f"/{language}/transparency/{address}")
    html = response.content.decode()
    assert not re.search(
        r'<style|<script(?![^>]*(\bsrc=|type="application/ld\+json"))|\sstyle=|\son[a-z]+=', html
    )
    assert not response.cookies
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("address", ["2018/", "2013/", "figures/takedown-requests-granted.2024/", "data/"])
def test_no_english_is_left_on_the_pages_of_other_languages(
    demo_site: Path, client: Client, language: str, address: str
) -> None:
    html = page(client, f"/{language}/transparency/{address}").split("<main", 1)[1].split("</main>", 1)[0]
    own = re.sub(r'<(bdi|span|p|li)[^>]*lang="en".*?</\1>', " ", html, flags=re.DOTALL)
    own = re.sub(r"<code.*?</code>|<[^>]+>|wmf_\S+", " ", own, flags=re.DOTALL)
    assert not re.search(r"\b(the|and|requests|received|recorded|record|period|Unknown)\b", own)
