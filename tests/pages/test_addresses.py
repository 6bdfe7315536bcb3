"""Which of Wagtail's paths a public address is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from wagtail.models import Page

from clarion.pages.addresses import address_of, url_path_of

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

    def test_it_is_the_same_whether_or_not_anything_is_kept(self, request: pytest.FixtureRequest) -> None:
        asked = [(path, code) for path in PATHS for code in (*dict(settings.LANGUAGES), "tlh")]
        kept = [url_path_of(*one) for one in asked]
        request.getfixturevalue("nothing_kept")
        assert [url_path_of(*one) for one in asked] == kept
        assert kept[0] is not None
        assert kept[-1] is None
