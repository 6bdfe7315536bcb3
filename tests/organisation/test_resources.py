"""Downloads: described before they are taken, narrowed by address alone, and verifiable afterwards."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.models import Document

from clarion.organisation.filters import Filters
from clarion.organisation.models import Resource, ResourcesPage

pytestmark = pytest.mark.django_db
PATH = "/en/about/resources/"


def items(page: str) -> int:
    return page.count('class="download-note"')


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 5),
        ("?kind=data", 2),
        ("?year=2024", 1),
        ("?kind=data&year=2019", 2),
        ("?kind=guide&year=2019", 0),
    ],
)
def test_the_list_narrows_by_kind_and_year(demo_site: object, client: Client, asked: str, count: int) -> None:
    assert items(client.get(PATH + asked).content.decode()) == count


@pytest.mark.parametrize("asked", ["?kind=poem", "?year=1066", "?kind=%3Cscript%3E", "?year=x&kind=data"])
def test_what_nobody_offers_gets_an_ordinary_page_and_one_line(
    demo_site: object, client: Client, asked: str
) -> None:
    answer = client.get(PATH + asked)
    assert answer.status_code == 200
    assert "Nothing here is filed under" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


def test_sizes_are_said_as_the_reader_says_them(demo_site: object, client: Client) -> None:
    for language, unit in (("en", "kB"), ("fr", "ko"), ("ar", "كيلوبايت")):
        page = client.get(f"/{language}/about/resources/").content.decode()
        notes = re.findall(r'class="download-note">.*?</small>', page)
        assert any(unit in note for note in notes), language


def test_a_file_that_was_downloaded_has_the_checksum_that_was_shown(
    demo_site: object, client: Client
) -> None:
    page = client.get(PATH).content.decode()
    links = re.findall(r'href="(/documents/[^"]+)"', page)
    shown = set(re.findall(r'<code dir="ltr">([0-9a-f]{64})</code>', page))
    downloaded = {hashlib.sha256(b"".join(client.get(link).streaming_content)).hexdigest() for link in links}
    assert len(links) == 4
    assert downloaded == shown


def test_another_file_in_the_same_place_gets_another_checksum(db: None) -> None:
    def add(content: bytes) -> Document:
        return Document.objects.create(title="A", file=ContentFile(content, name="a.txt"))

    first, second = (Resource(title="A", document=add(content)) for content in (b"one", b"two"))
    assert first.sha256 == hashlib.sha256(b"one").hexdigest()
    assert second.sha256 == hashlib.sha256(b"two").hexdigest()


@pytest.mark.parametrize("both", [True, False])
def test_a_download_is_a_file_or_an_address(db: None, both: bool) -> None:
    document = Document.objects.create(title="A", file=ContentFile(b"one", name="a.txt"))
    row = Resource(title="A", document=document if both else None, url="https://example.org/" if both else "")
    with pytest.raises(ValidationError, match="one of the two"):
        row.clean()


def test_more_downloads_cost_no_more_queries(demo_site: object, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PATH).status_code == 200
        return len(queries)

    asked()
    before = asked()
    page = ResourcesPage.objects.get(locale__language_code="en")
    document = Document.objects.first()
    for number in range(8):
        page.resources.create(title=f"File {number}", document=document, date=date(2020, 1, 1))
    assert asked() == before


KINDS = st.sampled_from(["report", "guide", "data"])
ROWS = st.lists(st.tuples(KINDS, st.integers(2015, 2026)), max_size=12)


@given(ROWS, st.text(max_size=6) | KINDS, st.text(max_size=6) | st.integers(2014, 2027).map(str))
def test_counts_say_what_following_the_link_would_show(
    rows: list[tuple[str, int]], kind: str, year: str
) -> None:
    everything = [
        SimpleNamespace(kind=one, date=date(when, 1, 1), get_kind_display=lambda one=one: one)
        for one, when in rows
    ]
    filters = Filters(everything, {"kind": kind, "year": year}, "en")
    for choice in (*filters.kinds, *filters.years):
        followed = Filters(everything, QueryDict(choice.address.removeprefix("?")), "en")
        assert str(len(followed.found)) == choice.count
        assert followed.unknown == []
