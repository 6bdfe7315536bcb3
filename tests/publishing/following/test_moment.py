"""A page that is made for one reader is of one moment, whoever edits meanwhile."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from wagtail.models import Page

from clarion.pages.models import Organisation, SiteTexts

PAGE = "/en/rules/"
STATEMENTS = 24
"""More than a page of the small site asks one after another before it knows what to say."""

pytestmark = pytest.mark.django_db(transaction=True)


def edit(number: int) -> None:
    """Gives the page and the site new names, in one transaction of another connection."""

    def work() -> None:
        try:
            with transaction.atomic():
                Page.objects.filter(slug="rules").update(title=f"Rules {number}")
                SiteTexts.objects.update(name=f"Commons {number}")
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


class After:
    """Does something once a number of statements have been answered."""

    def __init__(self, statements: int, do: Callable[[], None]) -> None:
        self.left, self.do = statements, do

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT"):
            self.left -= 1
            if self.left == 0:
                self.do()
        return answer


def names(client: Client, path: str = PAGE) -> set[str]:
    """The numbers of the names that a page shows."""
    return set(re.findall(r"(?:Rules|Commons) (\d+)", client.get(path).content.decode()))


def test_an_edit_between_two_statements_of_a_page_is_seen_whole_or_not_at_all(
    small_site: Path, client: Client
) -> None:
    edit(0)
    assert names(client) == {"0"}
    for number in range(1, STATEMENTS):
        after = After(number, lambda number=number: edit(number))
        with connection.execute_wrapper(after):
            assert names(client) == {str(number - 1)}
        if after.left > 0:
            break
        assert names(client) == {str(number)}
    assert number > 2, "few statements: the page hardly had a chance to be mixed"


def test_what_a_form_or_an_editor_asks_for_is_true_now(
    small_site: Path, client: Client, settings: Any
) -> None:
    edit(0)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    with connection.execute_wrapper(After(1, lambda: edit(1))):
        assert names(client) == {"1"}
    del client.cookies[settings.SESSION_COOKIE_NAME]
    with connection.execute_wrapper(After(1, lambda: edit(2))):
        assert names(client, "/en/contact/") == {"2"}


def test_a_page_that_may_not_write_within_its_moment_is_made_once_more(
    small_site: Path, client: Client
) -> None:
    """As when something is shown for the first time that is written down then, while others write."""
    edit(0)
    Organisation.objects.all().delete()
    statements = Statements()
    with connection.execute_wrapper(After(1, lambda: edit(1))), connection.execute_wrapper(statements):
        shown = names(client)
    assert Organisation.objects.exists(), "the page had nothing to write"
    # On PostgreSQL nothing that others wrote is in the way.
    assert shown == ({"1"} if connection.vendor == "sqlite" else {"0"})
    assert statements.within[0]
    assert statements.within[-1] == (connection.vendor == "postgresql")


def test_what_is_wrong_at_the_second_attempt_too_is_a_failure(small_site: Path, client: Client) -> None:
    client.raise_request_exception = False

    def refuse(*asked: Any) -> Any:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(refuse):
        assert client.get(PAGE).status_code == 500
    assert client.get(PAGE).status_code == 200


class Statements:
    """Whether each statement was within a transaction."""

    def __init__(self) -> None:
        self.within: list[bool] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith("SELECT"):
            self.within.append(connection.in_atomic_block)
        return execute(sql, params, many, context)
