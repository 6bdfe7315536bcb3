"""Every address has one place in the tree, and every file one address."""

from __future__ import annotations

import pytest

from clarion.publishing.layout import NoPlace, address_for, path_for

PLACES = [
    ("/en/advocacy/", "text/html; charset=utf-8", "en/advocacy/index.html"),
    ("/en/news/feed/", "application/atom+xml; charset=utf-8", "en/news/feed/index.xml"),
    ("/en/counts/", "text/csv", "en/counts/index.csv"),
    ("/en/counts/", "application/json", "en/counts/index.json"),
    ("/sitemap.xml", "application/xml", "sitemap.xml"),
    ("/.well-known/security.txt", "text/plain", ".well-known/security.txt"),
    ("/en/legislation/dates.ics", "text/calendar", "en/legislation/dates.ics"),
    ("/static/clarion/css/site.0a1b2c3d4e5f.css", "text/css", "static/clarion/css/site.0a1b2c3d4e5f.css"),
    ("/media/images/a%20b.png", "image/png", "media/images/a b.png"),
]


@pytest.mark.parametrize(("address", "media_type", "path"), PLACES)
def test_an_address_and_its_file_name_each_other(address: str, media_type: str, path: str) -> None:
    assert path_for(address, media_type) == path
    assert address_for(path) == address


@pytest.mark.parametrize(
    "address",
    [
        "en/", "/en/../../etc/passwd", "/en/%2e%2e/x", "/en//x/", "/en/a%00b", "/en/a%0Ab/", "/en/?page=2", "/x#y",
        "/en/\\x/", "/en/x.br", f"/en/{'x' * 300}/", "//other.example/",
    ],
)  # fmt: skip
def test_what_cannot_be_a_file_of_the_tree_has_no_place(address: str) -> None:
    with pytest.raises(NoPlace):
        path_for(address)
