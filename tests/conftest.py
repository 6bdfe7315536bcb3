"""What every test may ask for.

`db` / `@pytest.mark.django_db` give a migrated, otherwise empty database. `demo_site` gives the built demonstration
instead. `demo_address` is the address of a real server that serves the demonstration, for tests that speak HTTP or
drive a browser.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import Settings

from support import databases, servers


class ServedDemo(NamedTuple):
    """Where a demonstration is served, and where it keeps its data."""

    address: str
    data_dir: Path


_DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "demo_site"}


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Databases are prepared for each test before its fixtures are, in `pytest_runtest_setup`."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, tests that never ask a database are left out: they say the same on any. On SQLite, those are left
    out that only PostgreSQL can pass.
    """
    if settings.SERVER_URL:
        asking = [one for one in items if _asks_a_database(one) or _asks_for_its_own(one)]
        chosen = [one for one in asking if not one.get_closest_marker("once")]
    else:
        chosen = [one for one in items if not one.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=list(set(items).difference(chosen)))
    items[:] = chosen
    items.sort(key=_place)


def _asks_a_database(item: pytest.Item) -> bool:
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return bool(item.get_closest_marker("django_db") or is_case or _wanted(item) & _DATABASE_FIXTURES)


def _asks_for_its_own(item: pytest.Item) -> bool:
    return "served_demo" in _wanted(item) or bool(item.get_closest_marker("postgresql"))


def _wanted(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _place(item: pytest.Item) -> tuple[bool, bool, bool]:
    """Tests of the demonstration stay together, so that its database is not copied again and again.

    Those with a browser come last: it keeps an event loop in the worker, beside which Django asks no database. Of
    each, the slow ones come first, so that at the end no worker waits for another.
    """
    wanted = _wanted(item)
    is_slow = item.get_closest_marker("slow") is not None
    return "browser" in wanted, bool({"demo_site", "demo_address"} & wanted), not is_slow


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if not _asks_a_database(item):
        return
    wanted, marker = _wanted(item), item.get_closest_marker("django_db")
    databases.use("demo" if "demo_site" in wanted else "empty")
    if (marker and marker.kwargs.get("transaction")) or wanted & {"transactional_db", "live_server"}:
        databases.soil()


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A request leaves its language behind; the next test begins with the first."""
    translation.activate(settings.LANGUAGE_CODE)


def pytest_configure(config: pytest.Config) -> None:
    # A test that commits leaves its database behind; the next one gets a fresh copy, data of migrations included.
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[attr-defined,method-assign]


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or not settings.configured:
        return
    databases.drop_all()
    shutil.rmtree(settings.RUN_DIR, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"database: {'PostgreSQL' if settings.SERVER_URL else 'SQLite'}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (`CLARION_TEST_NO_SKIPS=1`), a skip fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CLARION_TEST_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a process keeps of one database (addresses of sites, ids of content types) is not true of the next."""
    cache.clear()
    ContentType.objects.clear_cache()


@pytest.fixture
def demo_site(db: None, settings: Settings) -> Path:
    """The demonstration, in the database of this test and in `MEDIA_ROOT`. Changes are undone after the test.

    Returns:
        The data directory it was built in: read it, never write.
    """
    built = databases.demo_directory()
    settings.MEDIA_ROOT = built / "media"
    settings.CLARION_EDITIONS_DIR = built / "editions"
    settings.DOSSIER_IDENTITY_FILE = built / "dossier-identity"
    settings.DOSSIER_RECIPIENTS = (built / "dossier-recipients").read_text().split()
    return built


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    """A real server on a private copy of the demonstration, and the directory it keeps its data in."""
    data_dir = tmp_path_factory.mktemp("demo")
    shutil.copytree(databases.demo_directory(), data_dir, dirs_exist_ok=True)
    with servers.demo(data_dir) as address:
        yield ServedDemo(address, data_dir)


@pytest.fixture(scope="session")
def demo_address(served_demo: ServedDemo) -> str:
    """The address (`http://127.0.0.1:port`) of a real server on a private copy of the demonstration."""
    return served_demo.address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; the test is skipped, and says so, where there is none."""
    found = os.environ.get("CHROMIUM") or next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if not found:
        pytest.skip("no Chromium found: install it, or set CHROMIUM to its path")
    return found
