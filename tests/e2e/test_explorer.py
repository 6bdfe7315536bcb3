"""The explorer in a browser: the same with scripts and without, at addresses that can be shared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]

ADDRESS = "/en/transparency/data/explore/?kind=content&rows=country&columns=none&period=2017"


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_view_is_asked_for_sorted_and_shared(visit: Callable[..., Page], scripts: bool) -> None:
    page = visit("/en/transparency/data/explore/", scripts=scripts)
    page.locator("#explore-kind").select_option("content")
    page.locator("#explore-rows").select_option("country")
    page.locator("#explore-columns").select_option("outcome")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#view-title")).to_have_text("Requests: Country × Outcome")
    page.locator(".view-table thead").get_by_role("link", name="Country").click()
    expect(page.locator('[aria-sort="ascending"]')).to_have_text("Country↑")
    assert "kind=content" in page.url
    assert "sort=name" in page.url


def test_a_choice_is_shown_in_place_told_and_gone_back_from(visit: Callable[..., Page]) -> None:
    page = visit(ADDRESS)
    page.evaluate("window.stayed = true")
    page.locator("#explore-period").select_option("2017-h1")
    expect(page.locator("#view .section-head")).to_contain_text("January to June 2017")
    expect(page.locator("#explore-status")).to_have_text("Requests: Country")
    assert "period=2017-h1" in page.url
    page.go_back()
    expect(page.locator("#explore-period")).to_have_value("2017")
    expect(page.locator("#view .section-head")).not_to_contain_text("January")
    page.locator(".view-table thead").get_by_role("link", name="Requests").click()
    expect(page.locator('[aria-sort="ascending"] a')).to_be_focused()
    assert page.evaluate("window.stayed")
