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


def test_without_scripts_everything_is_done_by_the_form(visit: Callable[..., Page]) -> None:
    """Narrowed by every field there is, turned over, taken as a file; and what cannot be is said beside its field."""
    page = visit("/en/transparency/data/explore/", scripts=False)
    for name, value in {
        "kind": "content", "period": "2017", "country": "DE", "unit": "request", "rows": "period", "columns": "none",
    }.items():  # fmt: skip
        page.locator(f"#explore-{name}").select_option(value)
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    for told in ("kind=content", "period=2017", "country=DE", "unit=request", "rows=period", "columns=none"):
        assert told in page.url
    expect(page.locator("#view-title")).to_have_text("Requests: Period")
    expect(page.locator("#view .section-head")).to_contain_text("Germany")
    for name, value in {"kind": "content", "country": "DE", "rows": "period"}.items():
        expect(page.locator(f"#explore-{name}")).to_have_value(value)

    page.goto(ADDRESS.replace("columns=none", "columns=outcome"))
    expect(page.locator("#view-title")).to_have_text("Requests: Country × Outcome")
    page.get_by_role("link", name="Change rows and columns over").click()
    expect(page.locator("#view-title")).to_have_text("Requests: Outcome × Country")
    csv = page.locator("#view .files").get_by_role("link", name="CSV").get_attribute("href")
    assert csv
    answer = page.request.get(csv)
    assert answer.ok
    assert answer.text().startswith("kind,unit,rows,row,")

    refused = page.request.get(ADDRESS.replace("columns=none", "columns=country"))
    assert refused.status == 400
    assert 'name="columns" aria-invalid="true" aria-describedby="explore-error"' in refused.text()
