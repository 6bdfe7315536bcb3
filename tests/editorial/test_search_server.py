"""Editors' searches, where a search server answers them, and where it does not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from modelsearch.backends import get_search_backend
from wagtail.models import Page

from clarion.commands.checks import search_server as examined
from clarion.config.environment import SettingError
from clarion.config.settings.search import SearchServer
from clarion.core import clock
from clarion.pages.models import ContentPage, HomePage
from support.search_server import SearchServer as Server
from support.search_server import search_server

Desk = Callable[..., Client]
PAGES = "clarion_wagtailcore_page"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A search server, and the settings that name it."""
    with search_server() as one:
        settings.SEARCH_SERVER = SearchServer(opensearch_url=one.address)
        settings.WAGTAILSEARCH_BACKENDS = {
            "default": {
                "BACKEND": "clarion.editorial.search_server", "URLS": [one.address], "INDEX_PREFIX": "clarion_",
                "TIMEOUT": 3, "OPTIONS": {"max_retries": 0},
            },
            "database": {"BACKEND": "wagtail.search.backends.database"},
        }  # fmt: skip
        yield one


@pytest.fixture
def gone(server: Server, settings: Any) -> Server:
    """The settings name a server, but nobody listens there any more."""
    with search_server() as other:
        address = other.address
    settings.WAGTAILSEARCH_BACKENDS["default"]["URLS"] = [address]
    settings.SEARCH_SERVER = SearchServer(opensearch_url=address)
    return server


def worked() -> None:
    """Lets the worker do what waits."""
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0, queue_name="*")


def found(client: Client, words: str) -> list[str]:
    """The titles that the admin's search finds."""
    answer = client.get("/admin/pages/search/", {"q": words})
    assert answer.status_code == 200
    return [one.title for one in answer.context["pages"]]


def add(home: HomePage, title: str) -> ContentPage:
    made: ContentPage = home.add_child(
        instance=ContentPage(title=title, slug=title.lower().replace(" ", "-"), locale=home.locale)
    )
    worked()
    return made


def test_what_is_written_is_found_by_the_server_and_what_is_deleted_is_not(
    server: Server, desk: Desk, home: HomePage
) -> None:
    call_command("update_index", verbosity=0)
    page, editor = add(home, "Lanterns of the north"), desk("publisher")
    assert found(editor, "lanterns") == ["Lanterns of the north"]
    assert found(editor, "lant") == ["Lanterns of the north"]
    assert found(editor, "south") == []
    assert f"POST /{PAGES}/_search" in server.asked
    page.title = "Lanterns of the south"
    page.save()
    worked()
    assert found(editor, "south") == ["Lanterns of the south"]
    page.delete()
    assert found(editor, "south") == []


def test_a_server_that_is_away_costs_nobody_a_search_or_a_page(
    gone: Server, desk: Desk, home: HomePage, caplog: pytest.LogCaptureFixture
) -> None:
    page, editor = add(home, "Lanterns of the north"), desk("publisher")
    assert found(editor, "lanterns") == ["Lanterns of the north"]
    assert found(editor, "lant") == ["Lanterns of the north"]
    assert "has no answer (ConnectionError): the database is asked" in caplog.text
    page.delete()
    assert found(editor, "lanterns") == []
    assert not Page.objects.filter(slug=page.slug).exists()


def test_results_are_cut_alike_whoever_finds_them(server: Server, home: HomePage, settings: Any) -> None:
    call_command("update_index", verbosity=0)
    for number in range(5):
        add(home, f"Lantern {number}")

    def asked() -> Any:
        return get_search_backend().search("lantern", Page)

    by_server = {one.title for one in asked()[1:3]} | {one.title for one in asked()[3:5]}
    assert (len(by_server), asked().count(), len(asked()[1:3])) == (4, 5, 2)
    server.indices.clear()
    server.aliases.clear()
    by_database = {one.title for one in asked()[1:3]} | {one.title for one in asked()[3:5]}
    assert (len(by_database), asked().count(), len(asked()[1:3])) == (4, 5, 2)


def test_each_night_the_server_gets_what_it_missed_beside_what_answers(
    server: Server, home: HomePage
) -> None:
    add(home, "Lanterns of the north")
    server.indices.clear()
    clock.discover()
    clock.run_due()
    worked()
    done = DBTaskResult.objects.get(task_path="clarion.editorial.tasks.fill_search_server")
    assert done.status == "SUCCESSFUL", done.traceback
    assert "Lanterns of the north" in {
        one["title"] for one in server.index(PAGES).documents.values() if "title" in one
    }
    first = server.aliases[PAGES]
    call_command("update_index", verbosity=0)
    assert server.aliases[PAGES] != first
    assert first not in server.indices


def test_without_the_setting_nothing_is_filled() -> None:
    clock.discover()
    clock.run_due()
    assert not DBTaskResult.objects.filter(task_path="clarion.editorial.tasks.fill_search_server").exists()


def test_the_server_is_given_pages_pictures_and_documents_and_nothing_else(server: Server) -> None:
    call_command("update_index", verbosity=0)
    assert {name.removeprefix("clarion_") for name in server.aliases} == {
        "wagtailcore_page", "media_creditedimage", "wagtailimages_image", "wagtaildocs_document",
    }  # fmt: skip


def test_the_doctor_says_whether_it_answers_and_is_filled(
    server: Server, gone: Server, home: HomePage, settings: Any
) -> None:
    away = examined()
    assert not away.good
    assert away.found.endswith("ConnectionError")
    settings.WAGTAILSEARCH_BACKENDS["default"]["URLS"] = [server.address]
    add(home, "Lanterns of the north")
    empty = examined()
    assert not empty.good
    assert "not filled: " in empty.found
    assert PAGES in empty.found
    assert "update_index" in empty.mend
    call_command("update_index", verbosity=0)
    assert examined().good
    settings.SEARCH_SERVER = SearchServer()
    assert (examined().good, examined().found) == (True, "answered by the database")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CLARION_OPENSEARCH_URL", "search.example.org:9200", "is not an address"),
        ("CLARION_OPENSEARCH_PREFIX", "Upper", "CLARION_OPENSEARCH_PREFIX"),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError, match=said):
        SearchServer.load()
