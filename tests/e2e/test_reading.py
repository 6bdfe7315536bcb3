"""A reader on the advocacy page, with scripts and without, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
SIZES = pytest.mark.parametrize("width", ["phone", "desk"])
NUMBERS = {"en": "684", "ar": "٦٨٤"}


@BOTH
@SIZES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_figures_can_be_read_and_followed_to_their_source(
    visit: Callable[..., Page], language: str, width: str, scripts: bool
) -> None:
    page = visit(f"/{language}/advocacy/", width=width, scripts=scripts)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(page.locator(".fact-number").first).to_have_text(NUMBERS[language])
    page.locator(".framing .fig").first.click()
    assert "/transparency/figures/takedown-requests-received.2017/" in page.url
    expect(page.locator("main")).to_contain_text(NUMBERS[language])


@BOTH
def test_the_menu_folds_on_a_phone_and_opens_without_scripts(
    visit: Callable[..., Page], scripts: bool
) -> None:
    page = visit("/en/advocacy/", width="phone", scripts=scripts)
    menu = page.locator(".menu-folded")
    expect(menu.get_by_role("link", name="Research")).to_be_hidden()
    menu.locator("summary").click()
    menu.get_by_role("link", name="Research").click()
    assert page.url.endswith("/en/research/")


@BOTH
def test_the_switcher_keeps_the_reader_on_the_page(visit: Callable[..., Page], scripts: bool) -> None:
    page = visit("/en/policy/copyright/", scripts=scripts)
    page.get_by_role("link", name="العربية").click()
    assert page.url.endswith("/ar/policy/copyright/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visit: Callable[..., Page]) -> None:
    page = visit("/en/advocacy/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_second_stop_leads_to_the_navigation(visit: Callable[..., Page]) -> None:
    page = visit("/en/advocacy/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to navigation")
    page.keyboard.press("Enter")
    expect(page.locator("#navigation")).to_be_focused()


@BOTH
def test_the_table_behind_a_chart_opens(visit: Callable[..., Page], scripts: bool) -> None:
    page = visit("/en/advocacy/", scripts=scripts)
    chart = page.locator("figure.chart").first
    chart.locator("summary").click()
    expect(chart.locator("table")).to_contain_text("343")


def test_every_picture_of_the_page_is_really_there(visit: Callable[..., Page]) -> None:
    page = visit("/ar/advocacy/")
    page.evaluate("document.querySelectorAll('img').forEach(one => one.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    assert (
        page.evaluate(
            "[...document.images].filter(one => !one.complete || !one.naturalWidth).map(one => one.src)"
        )
        == []
    )
