"""The admin in a real browser: it asks no other server for anything, and looks like ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]

PLACES = (
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/snippets/",
    "/admin/reports/needs-an-editor/",
    "/admin/users/",
    "/admin/account/",
    "/admin/workflows/list/",
    "/en/advocacy/",
    "/ar/advocacy/",
)


def sign_in(page: Page, data_dir: Path, key: str) -> None:
    logins = dict(line.split() for line in (data_dir / "role-logins").read_text().splitlines())
    email = f"{key}@demo.example"
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(logins[email])
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")


@pytest.fixture
def desk(browser: Browser, demo_address: str) -> Iterator[Page]:
    """A member of staff's browser: fails on errors, refusals by the content policy, and requests elsewhere."""
    context = browser.new_context(base_url=demo_address, viewport={"width": 1280, "height": 844})
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda sent: complaints.append(sent.url) if _is_foreign(sent.url, demo_address) else None
    )
    page.goto("/admin/")
    yield page
    context.close()
    # The checker says in the console what it found on a page; that is its work.
    assert [one for one in complaints if not one.startswith("axe.run results")] == []


def _is_foreign(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "blob:"))


def test_no_page_of_the_admin_asks_another_server_for_anything(
    desk: Page, served_demo: tuple[str, Path]
) -> None:
    page = desk
    sign_in(page, served_demo[1], "administrator")
    for place in PLACES:
        page.goto(place)
        page.wait_for_load_state("networkidle")
    expect(page.locator("wagtail-userbar")).to_be_attached()


def test_a_writer_sees_the_page_and_its_translation_beside_the_editor(
    desk: Page, served_demo: tuple[str, Path]
) -> None:
    page = desk
    sign_in(page, served_demo[1], "writer")
    expect(page.locator(".clarion-mark")).to_be_visible()
    found = page.evaluate(
        "fetch('/admin/api/main/pages/?slug=participate&fields=_,id').then(answer => answer.json())"
    )
    page.goto(f"/admin/pages/{found['items'][0]['id']}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("iframe#w-preview-iframe")
    expect(shown.locator("html")).to_have_attribute("lang", "en", timeout=15_000)
    page.get_by_label("Preview mode").select_option("ar")
    expect(shown.locator("html")).to_have_attribute("dir", "rtl", timeout=15_000)
