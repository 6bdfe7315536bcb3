"""Old addresses: they lead to where a page is now, as long as it is anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from clarion.pages.models import ContentPage
from clarion.publishing.redirects import rules
from publishing.following.conftest import add_page, home, small_site

__all__ = ["small_site"]


@pytest.fixture
def below(small_site: Path) -> ContentPage:
    """A page at `/en/rules/below/`, which was once at `/en/below/`."""
    page = add_page(home("en"), "below", "Words.")
    Page.objects.get(pk=page.pk).move(Page.objects.get(slug="rules", locale=page.locale), pos="last-child")
    page.refresh_from_db()
    return page


def answer(client: Client, address: str) -> str:
    """The status, and where it leads."""
    got = client.get(address)
    return f"{got.status_code} {got.headers.get('Location', '')}".strip()


def test_an_old_address_leads_to_the_new_one_with_a_query_and_as_text_too(
    client: Client, below: ContentPage
) -> None:
    assert answer(client, "/en/below/") == "301 /en/rules/below/"
    assert answer(client, "/en/below/?from=a-letter") == "301 /en/rules/below/"
    assert answer(client, "/en/text/below/") == "301 /en/text/rules/below/"
    assert answer(client, "/en/text/rules/below/") == "200"


def test_where_a_withdrawn_page_was_moved_to_is_told_to_nobody(client: Client, below: ContentPage) -> None:
    Page.objects.get(pk=below.pk).unpublish()
    assert answer(client, "/en/below/") == "404"
    assert answer(client, "/en/text/below/") == "404"
    below.refresh_from_db()
    below.save_revision().publish()
    assert answer(client, "/en/below/") == "301 /en/rules/below/"


def test_a_page_that_has_come_back_and_is_withdrawn_leads_nowhere_but_not_in_a_circle(
    client: Client, below: ContentPage
) -> None:
    Page.objects.get(pk=below.pk).move(home("en"), pos="last-child")
    assert answer(client, "/en/below/") == "200"
    assert Redirect.objects.filter(old_path="/en/below").exists(), "or there is nothing to try"
    Page.objects.get(pk=below.pk).unpublish()
    assert answer(client, "/en/below/") == "404"
    assert answer(client, "/en/text/below/") == "404"


def test_rules_for_other_servers_lead_where_the_site_does(client: Client, below: ContentPage) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/en/rules/")
    Redirect.objects.create(old_path="/en/circle", redirect_link="/en/circle/")
    Redirect.objects.create(old_path="/hidden", redirect_page=below, is_permanent=False)
    told = rules([])["tree/_redirects"].splitlines()
    assert told == [
        "/hidden /en/rules/below/ 302", "/hidden/ /en/rules/below/ 302", "/old /en/rules/ 301", "/old/ /en/rules/ 301",
    ]  # fmt: skip
    assert answer(client, "/old/") == "301 /en/rules/"
    assert answer(client, "/hidden/") == "302 /en/rules/below/"
    Page.objects.get(pk=below.pk).unpublish()
    assert "hidden" not in rules([])["tree/_redirects"]
    assert answer(client, "/hidden/") == "302 /en/hidden/", "as any address without a language"
    assert answer(client, "/en/hidden/") == "404"
