"""A real browser on the demonstration: in two languages, with and without JavaScript, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = {"phone": 390, "desk": 1280}


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium, headless. It reaches nothing but this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, demo_address: str) -> Iterator[Callable[..., Page]]:
    """Opens a path of the demonstration as a reader would; fails on any error, refusal or request elsewhere."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: str, *, width: str = "desk", scripts: bool = True, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=demo_address,
            viewport={"width": WIDTHS[width], "height": 844},
            java_script_enabled=scripts,
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda sent: (
                None
                if sent.url.startswith((demo_address, "data:"))
                else complaints.append(f"request to {sent.url}")
            ),
        )
        page.goto(path)
        return page

    yield opened
    cookies = [cookie["name"] for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert complaints == []
    assert [name for name in cookies if not name.startswith(("clarion_staff", "csrftoken"))] == []
