"""Which of Wagtail's paths a public address is; and pages, asked for with and without a cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from clarion.pages.addresses import address_of, url_path_of

SHOWN = ("", "advocacy/", "policy/copyright/", "news/", "about/people/")
PATHS = ("", "advocacy", "/advocacy/", "policy/copyright/")


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    caches["default"] = DummyCache("", {})
    yield
    del caches["default"]


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
class TestPaths:
    def test_each_live_page_is_found_by_its_address(self) -> None:
        for page in Page.objects.live().filter(depth__gte=2).select_related("locale"):
            code = page.locale.language_code
            address = address_of(page.url_path, code)
            assert url_path_of(address.removeprefix(f"/{code}"), code) == page.url_path

    def test_a_page_shows_the_same_whether_or_not_anything_is_kept(
        self, client: Client, request: pytest.FixtureRequest
    ) -> None:
        shown = [f"/{code}/{path}" for code in dict(settings.LANGUAGES) for path in SHOWN]
        # Forms are signed with the second in which they were shown.
        with time_machine.travel(timezone.now(), tick=False):
            kept = {path: client.get(path).content for path in shown}
            request.getfixturevalue("nothing_kept")
            assert {path for path in shown if client.get(path).content != kept[path]} == set()

    def test_it_is_the_same_whether_or_not_anything_is_kept(self, request: pytest.FixtureRequest) -> None:
        asked = [(path, code) for path in PATHS for code in (*dict(settings.LANGUAGES), "tlh")]
        kept = [url_path_of(*one) for one in asked]
        request.getfixturevalue("nothing_kept")
        assert [url_path_of(*one) for one in asked] == kept
        assert kept[0] is not None
        assert kept[-1] is None
