"""A newcomer stands in the editor within a minute: the printed login goes straight in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_editor_signs_in_and_puts_a_figure_into_a_sentence(
    visit: Callable[..., Page], served_demo: tuple[str, Path]
) -> None:
    login, password = (served_demo[1] / "staff-login").read_text().split()
    page = visit("/admin/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.locator("form button[type=submit]").first.click()
    expect(page.locator("body")).to_contain_text("second factor", timeout=15_000)
    page.goto("/admin/pages/")
    found = page.evaluate(
        "fetch('/admin/api/main/pages/?slug=research&fields=_,id').then(answer => answer.json())"
    )
    page.goto(f"/admin/pages/{found['items'][0]['id']}/edit/")
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    page.keyboard.type("/figure", delay=40)
    page.keyboard.press("Enter")
    dialogue = page.locator("dialog.figure-dialogue")
    dialogue.locator("select[name=measure]").select_option("takedown-requests-received")
    dialogue.locator("select[name=period]").select_option("2017")
    expect(dialogue.locator("output")).to_contain_text("684 takedown requests")
    dialogue.locator("button[value=insert]").click()
    expect(page.locator(".figure-entity").first).to_be_visible()
    expect(page.locator("input[name=opening]")).to_have_value(re.compile("takedown-requests-received"))
    stored = json.loads(page.locator("input[name=opening]").input_value())
    assert [one["data"] for one in stored["entityMap"].values()] == [
        {"figure": "takedown-requests-received.2017", "format": "phrase"}
    ]
