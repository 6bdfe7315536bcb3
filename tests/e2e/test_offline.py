"""Where there is no network, what was read before still opens, and the rest is told in the reader's language."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.browser import first_view
from e2e.test_budgets import BUDGETS, KINDS
from support import databases, servers

pytestmark = [pytest.mark.browser, pytest.mark.once]

KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
    return found;
}"""
WORDS = {"en": ("You are not connected.", "ltr"), "ar": ("لستَ متصلًا بالشبكة.", "rtl")}


@pytest.fixture(scope="module")
def keeping_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration whose pages browsers keep."""
    data_dir = tmp_path_factory.mktemp("keeping")
    shutil.copytree(databases.demo_directory(), data_dir, dirs_exist_ok=True)
    with servers.demo(data_dir, CLARION_OFFLINE="true") as address:
        yield address


@pytest.fixture
def context(browser: Browser, keeping_address: str) -> Iterator[BrowserContext]:
    """A browser of its own; it ends without a cookie and without a request elsewhere."""
    one = browser.new_context(base_url=keeping_address)
    elsewhere: list[str] = []
    one.on(
        "request", lambda sent: None if sent.url.startswith(keeping_address) else elsewhere.append(sent.url)
    )
    yield one
    cookies = one.cookies()
    one.close()
    assert cookies == []
    assert [sent for sent in elsewhere if not sent.startswith("data:")] == []


@pytest.fixture
def begin(context: BrowserContext) -> Callable[[str], Page]:
    """Opens a first page, and waits until it and its parts are kept."""

    def begun(address: str) -> Page:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function("() => navigator.serviceWorker.controller")
        until_kept(page, address)
        until_kept(page, f"/{address.split('/')[1]}/offline/")
        return page

    return begun


def until_kept(page: Page, address: str) -> None:
    for _ in range(100):
        if address in page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} was not kept: {page.evaluate(KEPT)}")


def test_the_page_with_the_longest_script_keeps_to_its_budget_with_that_of_keeping(
    browser: Browser, keeping_address: str
) -> None:
    loaded = first_view(browser, f"{keeping_address}/en/{KINDS['proof']}", scripts=True)
    scripts = [one for one in loaded if one.kind == "Script"]
    assert len(scripts) == 2
    assert sum(one.size for one in scripts) <= BUDGETS["Script"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_read_still_opens_and_the_rest_is_told(
    context: BrowserContext, begin: Callable[[str], Page], language: str
) -> None:
    page = begin(f"/{language}/advocacy/")
    heading = page.locator("h1").inner_text()
    page.goto(f"/{language}/policy/")
    until_kept(page, f"/{language}/policy/")
    title = page.title()

    context.set_offline(True)
    page.goto(f"/{language}/advocacy/")
    assert page.locator("h1").inner_text() == heading
    assert page.evaluate("() => [...document.styleSheets].filter(one => one.cssRules.length).length") > 0
    page.goto(f"/{language}/about/")
    words, direction = WORDS[language]
    expect(page.locator("h1")).to_have_text(words)
    assert page.locator("html").get_attribute("dir") == direction
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith(
        ("Clarion", '"Clarion')
    )
    links = page.locator("[data-kept-pages] a")
    expect(links).to_have_count(2)
    links.get_by_text(title, exact=True).click()
    page.wait_for_url(f"**/{language}/policy/")
    assert page.title() == title

    context.set_offline(False)
    page.goto(f"/{language}/about/")
    assert page.locator("h1").inner_text() != words


def test_forms_questions_and_what_is_not_for_everybody_are_never_kept(
    context: BrowserContext, begin: Callable[[str], Page]
) -> None:
    page = begin("/en/")
    never = ["/en/search/?q=censorship", "/en/contact/", "/en/requests/", "/en/requests/status/", "/en/text/contact/",
             "/en/help/", "/en/subscribe/", "/en/news/?page=1", "/api/v1/figures", "/accounts/login/"]  # fmt: skip
    for address in never:
        page.goto(address)
    page.goto("/en/news/first-of-none/")
    page.goto("/en/about/")
    until_kept(page, "/en/about/")
    kept = [one for one in page.evaluate(KEPT) if not one.startswith(("/static/", "/media/", "/theme/"))]
    assert sorted(kept) == ["/en/", "/en/about/", "/en/offline/"]
    context.set_offline(True)
    page.goto("/en/contact/")
    expect(page.locator("h1")).to_have_text(WORDS["en"][0])
    context.clear_cookies()  # Those of the door for staff.


def test_the_oldest_pages_go_and_another_release_replaces_all(begin: Callable[[str], Page]) -> None:
    page = begin("/en/")
    page.evaluate(
        """async () => {
            const name = (await caches.keys()).find(one => one.startsWith('clarion-pages-'));
            const cache = await caches.open(name);
            for (let number = 0; number < 70; number++) await cache.put(`/en/made-${number}/`, new Response('x'));
            await (await caches.open('clarion-pages-before')).put('/en/old/', new Response('x'));
            await (await caches.open('another')).put('/en/mine/', new Response('x'));
        }"""
    )
    page.goto("/en/about/")
    until_kept(page, "/en/about/")
    page.wait_for_timeout(300)
    kept = page.evaluate(KEPT)
    pages = [one for one in kept if one.startswith(("/en/made-", "/en/about/")) or one == "/en/"]
    assert len(pages) == 60
    assert "/en/made-69/" in pages
    assert "/en/" not in pages
    # Another release begins as the first one did.
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).unregister()")
    page.goto("/en/")
    page.wait_for_function("async () => !(await caches.keys()).includes('clarion-pages-before')")
    assert "/en/mine/" in page.evaluate(KEPT)
