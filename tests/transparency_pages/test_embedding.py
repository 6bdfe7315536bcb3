"""A figure on somebody else's page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from transparency_pages.conftest import LANGUAGES

FIGURE = "takedown-requests-received.2017"
PAGE = f"/en/transparency/figures/{FIGURE}/"
BASE = "http://127.0.0.1:8000"


def asked(client: Client, address: str, more: str = "") -> tuple[int, dict[str, object]]:
    response = client.get(f"/en/transparency/oembed/?url={quote(address, safe='')}{more}")
    is_json = response["Content-Type"].startswith("application/json")
    return response.status_code, json.loads(response.content) if is_json else {}


@pytest.mark.parametrize(("code", "number"), [(one, "٦٨٤" if one == "ar" else "684") for one in LANGUAGES])
def test_the_frame_says_the_figure_with_its_source(
    demo_site: Path, client: Client, code: str, number: str
) -> None:
    html = client.get(f"/{code}/transparency/figures/{FIGURE}/embed/").content.decode()
    assert f'<p class="embedded-number">{number}</p>' in html
    assert f'href="{BASE}/{code}/transparency/figures/{FIGURE}/" target="_blank" rel="noopener"' in html


def test_any_site_may_frame_it_and_it_alone(demo_site: Path, client: Client) -> None:
    framed = client.get(f"{PAGE}embed/")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    page = client.get(PAGE)
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_frame_follows_nobody(demo_site: Path, client: Client) -> None:
    response = client.get(f"{PAGE}embed/?chart=yes")
    html = response.content.decode()
    assert not response.cookies
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", html)
    assert set(re.findall(r'(?:src|href)="(?:https?:)?//([^/"]+)', html)) == {"127.0.0.1:8000"}


def test_the_frame_can_show_the_series(demo_site: Path, client: Client) -> None:
    assert "<svg" in client.get(f"{PAGE}embed/?chart=yes").content.decode()
    assert "<svg" not in client.get(f"{PAGE}embed/").content.decode()


def test_the_frame_takes_at_most_9_queries(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        client.get(f"{PAGE}embed/?chart=yes")


def test_who_has_the_frame_already_is_told_so(demo_site: Path, client: Client) -> None:
    etag = client.get(f"{PAGE}embed/")["ETag"]
    assert client.get(f"{PAGE}embed/", headers={"if-none-match": etag}).status_code == 304


def test_a_figure_that_is_none_has_a_frame_that_says_so(demo_site: Path, client: Client) -> None:
    response = client.get("/en/transparency/figures/nothing.2017/embed/")
    assert response.status_code == 404
    assert "There is no such figure" in response.content.decode()
    assert "frame-ancestors *" in response["Content-Security-Policy"]


def test_programs_find_the_frame_from_the_page(demo_site: Path, client: Client) -> None:
    html = client.get(PAGE).content.decode()
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', html)
    assert found
    told = client.get(found[1].removeprefix(BASE).replace("&amp;", "&")).json()
    assert (told["type"], told["version"], told["title"]) == (
        "rich",
        "1.0",
        "Takedown requests received, 2017",
    )
    assert f'src="{BASE}{PAGE}embed/"' in told["html"]
    assert f'<code class="paste" dir="ltr">{escape(told["html"])}</code>' in html


def test_a_frame_is_no_larger_than_was_asked_for(demo_site: Path, client: Client) -> None:
    _, told = asked(client, BASE + PAGE, "&maxwidth=300&maxheight=200")
    assert (told["width"], told["height"]) == (300, 200)
    assert 'width="300" height="200"' in str(told["html"])


def test_the_answer_is_in_the_language_of_the_address(demo_site: Path, client: Client) -> None:
    _, told = asked(client, f"{BASE}/fr/transparency/figures/{FIGURE}/")
    assert told["title"] == "Demandes de retrait reçues, 2017"


@pytest.mark.parametrize(
    "address",
    ["", "https://elsewhere.example/en/transparency/figures/takedown-requests-received.2017/",
     f"{BASE}/en/transparency/figures/nothing.2017/", f"{BASE}/en/", "http://[",
     f"{BASE}/xx/transparency/figures/{FIGURE}/"],
)  # fmt: skip
def test_an_address_that_is_no_figure_of_ours_is_not_found(
    demo_site: Path, client: Client, address: str
) -> None:
    assert asked(client, address)[0] == 404


def test_another_format_is_not_implemented(demo_site: Path, client: Client) -> None:
    assert asked(client, BASE + PAGE, "&format=xml")[0] == 501
