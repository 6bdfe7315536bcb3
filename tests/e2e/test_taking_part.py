"""Signing up and writing to the team, from the form to the mailbox, without scripts."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support import databases, servers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]


def mailbox(data_dir: Path, address: str) -> list[EmailMessage]:
    """Lets the worker do its work, and returns the messages to an address, oldest first."""
    from clarion.commands.demo import settings_of

    settings = settings_of(data_dir, 0) | {"CLARION_DATABASE_URL": databases.served_demo_url()}
    done = servers.clarion("manage", "db_worker", "--batch", "--queue-name", "*", cwd=data_dir, **settings)
    assert done.returncode == 0, done.stderr
    messages = []
    for path in sorted((data_dir / "mail").glob("*.log"), key=lambda one: one.stat().st_mtime):
        for raw in re.split(rb"\n-{79}\n", path.read_bytes()):
            if raw.strip():
                messages.append(email.message_from_bytes(raw.lstrip(), policy=default))
    return [one for one in messages if address in str(one["To"])]


def test_a_subscription_begins_only_when_the_reader_confirms(
    visit: Callable[..., Page], served_demo: tuple[str, Path]
) -> None:
    reader = "reader@example.net"
    page = visit("/ar/advocacy/", scripts=False, width="phone")
    page.locator(".signup input[type=email]").fill(reader)
    page.wait_for_timeout(2200)  # The form takes nobody who is quicker than a person.
    page.locator(".signup button").click()
    assert "/ar/subscribe/" in page.url
    (confirm,) = mailbox(served_demo[1], reader)
    text = confirm.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    link = re.search(r"http\S+/subscribe/confirm/\S+", text)
    assert link, text
    page.goto(re.sub(r"^http://[^/]+", served_demo[0], link.group()))
    page.locator("main form button").click()
    assert page.url.endswith("/ar/subscribe/confirmed/")
    welcome = mailbox(served_demo[1], reader)[-1]
    assert welcome["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_message_reaches_the_team_and_the_sender_hears_so(
    visit: Callable[..., Page], served_demo: tuple[str, Path]
) -> None:
    sender = "journalist@example.net"
    page = visit("/en/contact/", scripts=False)
    page.get_by_label("Your name").fill("Ada Example")
    page.get_by_label("E-mail address").fill(sender)
    page.get_by_label("Your message").fill("What did you refuse last year?")
    page.wait_for_timeout(3300)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/en/contact/thanks/")
    assert mailbox(served_demo[1], sender)
