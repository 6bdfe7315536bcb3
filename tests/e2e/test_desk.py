"""The desk in a real browser: a demand from the letter on the table to closed, by two people, in the demonstration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SignIn = Callable[..., Page]


@pytest.fixture
def at_the_desk(browser: Browser, served_demo: tuple[str, Path]) -> Iterator[SignIn]:
    """The inbox as a colleague sees it; fails on errors, refusals by the content policy, and requests elsewhere."""
    address, data_dir = served_demo
    logins = dict(line.split() for line in (data_dir / "register-logins").read_text().splitlines())
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def signed_in(name: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": 1440, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda sent: (
                None if sent.url.startswith((address, "data:", "blob:")) else complaints.append(sent.url)
            ),
        )
        page.goto("/admin/desk/")
        page.locator("input[name=login]").fill(f"{name}@demo.example")
        page.locator("input[name=password]").fill(logins[f"{name}@demo.example"])
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url("**/admin/desk/")
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert complaints == []


def _step(page: Page, label: str) -> None:
    page.locator("#next, #people").get_by_role("link", name=label, exact=True).click()


def _press(page: Page, label: str, told: str) -> None:
    page.locator(".desk-step").get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_text(told)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_people_take_a_demand_from_received_to_closed(at_the_desk: SignIn, scripts: bool) -> None:
    page = at_the_desk("reviewer", scripts=scripts)
    page.locator("main").get_by_role("link", name="Enter a demand").click()
    page.get_by_role("link", name="Content alteration or removal").click()
    page.get_by_label("Addresses that it names").fill(
        "en.example.org/wiki/One\nhttps://en.example.org/wiki/Two"
    )
    page.get_by_label("Name", exact=True).fill("Ann Example")
    page.get_by_label("What it says").fill("Take both pages down.")
    page.get_by_role("button", name="Receive").click()
    expect(page.locator(".desk-receipt__secret")).to_be_visible()
    page.get_by_role("link", name="Open the demand").click()
    address = page.url

    _step(page, "Let in to review")
    _press(page, "Let in to review", "The demand is under review.")
    _step(page, "Take it")
    _press(page, "Take it", "The demand is yours.")
    _step(page, "Propose a decision")
    page.get_by_label("Granted in part", exact=True).check()
    page.get_by_label("2. https://en.example.org/wiki/Two").select_option("refused")
    page.get_by_label("Note for colleagues").fill("The first page copies a letter.")
    _press(page, "Propose a decision", "Another person approves it.")
    expect(page.get_by_text("Your roles do not allow this.").first).to_be_attached()

    other = at_the_desk("approver", scripts=scripts)
    other.get_by_role("link", name="To approve").click()
    other.goto(address)
    _step(other, "Approve the decision")
    expect(other.get_by_text("2. https://en.example.org/wiki/Two: Refused")).to_be_visible()
    _press(other, "Approve the decision", "The demand is decided.")

    page.goto(address)
    _step(page, "Record as carried out")
    _press(page, "Record as carried out", "Answer it next.")
    _step(page, "Record an answer given otherwise")
    _press(page, "Record an answer given otherwise", "The demand is answered.")
    page.get_by_role("link", name="Tell, or record why not").click()
    page.get_by_label("has been told").check()
    page.get_by_label("How, or what was tried").fill("On the talk page.")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("it is recorded that the person was told")).to_be_visible()
    page.goto(address)
    _step(page, "Close")
    _press(page, "Close", "The demand is closed.")
    expect(page.locator("#next")).to_contain_text("Closed")


def test_the_inbox_is_worked_with_keys(at_the_desk: SignIn) -> None:
    page = at_the_desk("legal.lead")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    second = page.locator("[data-desk-row]").nth(1)
    expect(second.locator("input[type=checkbox]")).to_be_checked()
    page.keyboard.press("?")
    expect(page.locator("#desk-keys dl")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#id_q")).to_be_focused()
    page.keyboard.type("jk?x")
    expect(page.locator("#id_q")).to_have_value("jk?x")
    page.locator("[data-desk-row]").first.locator("th a").focus()
    page.keyboard.press("j")
    reference = second.locator("th a").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(reference)


def test_every_page_of_the_desk_fits_a_telephone(at_the_desk: SignIn) -> None:
    page = at_the_desk("legal.lead")
    first = page.locator("[data-desk-row] th a").first.get_attribute("href")
    page.set_viewport_size({"width": 360, "height": 800})
    for place in (
        "/admin/desk/",
        "/admin/desk/dashboard/",
        "/admin/desk/receive/?kind=copyright",
        first or "",
    ):
        page.goto(place)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, place


def test_the_eu_report_is_read_with_keys_and_scrolls_in_its_own_boxes(at_the_desk: SignIn) -> None:
    page = at_the_desk("legal.lead")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/admin/desk/eu-report/?period=2026")
        assert page.locator(".desk-annex").count() == 11
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        box = page.get_by_role("region", name="Part 3: Orders of Member States")
        box.focus()
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("element => element.scrollLeft > 0", arg=box.element_handle())
