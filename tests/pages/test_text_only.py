"""The site as text: everything that is said, and little that weighs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from clarion.core.models import User
from clarion.news.models import ArticlePage
from clarion.pages.text_only.addresses import in_text, text_address
from clarion.pages.text_only.markup import plain

BUDGET = 15_000
STYLE = Path(__file__).parents[2] / "src/clarion/pages/static/clarion/css/text.css"
KINDS = (
    "", "advocacy/", "policy/copyright/", "news/", "legislation/", "litigation/", "transparency/", "transparency/2017/",
    "transparency/data/", "transparency/figures/takedown-requests-received.2017/", "transparency/cases/",
    "transparency/glossary/", "contact/", "subscribe/", "search/?q=law", "privacy/", "about/",
)  # fmt: skip


def as_text(markup: str) -> str:
    return plain(markup, in_text, "/en/contact/")


def get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_pictures_become_their_words_and_looks_go() -> None:
    said = as_text(
        '<figure class="wide"><picture><source srcset="/a.avif"><img src="/a.jpg" alt="A &amp; B" width="3"></picture>'
        '<img src="/b.jpg" alt=""><svg><title>drawn</title><path d="M0"/></svg><span class="x">kept</span></figure>'
    )
    assert said == "<figure>[Picture: A &amp; B]kept</figure>"


def test_what_only_decorates_or_runs_goes_whole() -> None:
    said = as_text(
        '<p>a<span aria-hidden="true">—<span>x</span></span>b<script>if (1 < 2) {}</script>c</p><!-- d -->'
    )
    assert said == "<p>abc</p>"


def test_what_is_folded_stands_open() -> None:
    assert (
        as_text("<details><summary>s</summary>t</details>") == "<details open><summary>s</summary>t</details>"
    )


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/en/", "/en/text/"),
        ("/zh-hans/news/?page=2#top", "/zh-hans/text/news/?page=2#top"),
        ("/en/news/feed/", ""),
        ("/en/text/news/", ""),
        ("/en/transparency/2017/report.pdf", ""),
        ("/admin/pages/", ""),
        ("https://example.org/en/", ""),
        ("//example.org/en/", ""),
        ("#here", ""),
    ],
)
def test_pages_have_a_text_address_and_nothing_else_has(address: str, text: str) -> None:
    assert text_address(address) == text
    assert in_text(address) == (text or address)


def test_a_relative_link_starts_from_the_whole_page() -> None:
    assert (
        as_text('<a href="data.csv?a=1&amp;b=2">x</a>') == '<a href="/en/contact/data.csv?a=1&amp;b=2">x</a>'
    )
    assert as_text('<a href="explore/">x</a>') == '<a href="/en/text/contact/explore/">x</a>'
    assert as_text('<a href="?sort=name">x</a>') == '<a href="?sort=name">x</a>'


def test_a_form_still_goes_where_it_went() -> None:
    assert (
        as_text('<form class="c" method="post"></form>')
        == '<form method="post" action="/en/contact/"></form>'
    )
    assert as_text('<form action="/en/search/"></form>') == '<form action="/en/text/search/"></form>'


@pytest.mark.parametrize(
    "broken", ["<svg>a", "</span>", "a < b > c", '<p title="a>b">é</p', "<img", "<span><span>", "<!--"]
)
def test_no_markup_makes_it_fail(broken: str) -> None:
    assert isinstance(as_text(broken), str)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_of_page_has_a_light_text(demo_site: Path, client: Client, language: str) -> None:
    style = len(brotli.compress(STYLE.read_bytes()))
    for below in KINDS:
        whole = get(client, f"/{language}/{below}")
        text = get(client, f"/{language}/text/{below}")
        assert len(brotli.compress(text.encode(), quality=5)) + style < BUDGET, below
        assert not re.search(r"<(img|picture|svg|script|style|iframe)\b|\bstyle=|\bclass=", text), below
        assert re.findall(r'<link rel="(stylesheet|preload)"', text) == ["stylesheet"], below
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", whole, re.DOTALL)
        assert heading, below
        assert as_text(heading[1]) in text, below
        assert '<meta name="robots" content="noindex">' in text, below
        address, _, _ = below.partition("?")
        assert f'<a href="/{language}/text/{address}">' in whole, below
        assert f'<a href="/{language}/{below}">' in text, below
        assert text.count('rel="canonical"') == 1, below
        assert f'<link rel="canonical" href="http://127.0.0.1:8000/{language}/{address}">' in text or (
            below == "transparency/"
        ), below


@pytest.mark.django_db
def test_figures_and_charts_are_read_as_text(demo_site: Path, client: Client) -> None:
    text = get(client, "/en/text/advocacy/")
    assert "<p>684</p>" in text
    assert '<th scope="row">July to December 2017</th><td>343</td>' in text
    assert 'href="/en/text/transparency/figures/takedown-requests-received.2017/"' in text
    assert 'href="/ar/text/advocacy/"' in text
    assert "<p>٦٨٤</p>" in get(client, "/ar/text/advocacy/")


@pytest.mark.django_db
def test_what_is_no_page_is_sent_for_at_its_own_address(demo_site: Path, client: Client) -> None:
    assert client.get("/en/text/no-such-page/").status_code == 404
    assert client.get("/en/text/news/feed/").status_code == 404
    assert client.post("/en/text/contact/").status_code == 405
    assert client.get("/en/text/advocacy")["Location"] == "/en/text/advocacy/"
    assert "/text/" not in get(client, "/sitemap.xml")


@pytest.mark.django_db
def test_a_page_that_is_not_there_offers_no_text(demo_site: Path, client: Client) -> None:
    assert "Text only" not in client.get("/en/no-such-page/").content.decode()


@pytest.mark.django_db
def test_text_shows_nothing_that_readers_may_not_see(demo_site: Path, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada@example.org", "a long enough password"))
    hidden, private = ArticlePage.objects.live().filter(locale__language_code="en").order_by("-date")[:2]
    assert "wagtail-userbar" not in get(client, f"/en/text/news/{private.slug}/")
    Page.objects.filter(pk=hidden.pk).update(live=False, go_live_at=timezone.now() + timedelta(days=1))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert hidden.title not in client.get(f"/en/text/news/{hidden.slug}/").content.decode()
    assert client.get(f"/en/text/news/{private.slug}/").status_code == 302
