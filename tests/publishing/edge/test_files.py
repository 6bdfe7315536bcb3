"""What readers get from the baked files."""

from __future__ import annotations

import hashlib
from email.utils import formatdate

import pytest

from clarion.publishing.edge.coding import accepted
from support.baked import PAGE, STYLE

pytestmark = pytest.mark.once
TAG = f'"{hashlib.sha256(PAGE.encode()).hexdigest()[:32]}"'


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br;q=0, gzip", "gzip"), ("*", "br"),
        ("br;q=0.5, gzip;q=0.9", "gzip"), ("identity", ""), ("", ""), (None, ""), ("GZIP", "gzip"), ("br;q=x", ""),
        ("identity;q=0, *;q=0", ""),
    ],
)  # fmt: skip
def test_the_best_coding_that_is_accepted_is_chosen(header, best):
    assert accepted(header)[0] == best
    assert accepted(header)[-1] == ""


def test_a_page_comes_whole_with_its_length_its_tag_its_language_and_its_policies(ask, behind):
    said = ask("/en/advocacy/", accept_encoding="gzip, br")
    assert (said.status, said.text) == (200, PAGE)
    assert said.headers["Content-Encoding"] == "br"
    assert said.headers["Content-Length"] == str(len(said.body))
    assert said.headers["ETag"] == f'{TAG[:-1]}-br"'
    assert said.headers["Vary"] == "Accept-Encoding"
    assert said.headers["Content-Language"] == "en"
    assert said.headers["Content-Type"] == "text/html; charset=utf-8"
    assert said.headers["Content-Security-Policy"] == "default-src 'none'"
    assert said.headers["Cache-Control"] == "max-age=0, must-revalidate, public"
    assert ask("/en/advocacy/").headers["ETag"] == TAG
    assert not behind.asked


def test_other_types_are_told_by_the_manifest(ask):
    assert ask("/en/news/feed/").headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ask("/fr/été/").status == 200


def test_what_is_named_by_its_digest_is_kept_for_ever_and_nothing_else(ask):
    assert "immutable" in ask(f"/{STYLE}").headers["Cache-Control"]
    assert "Content-Security-Policy" not in ask(f"/{STYLE}").headers
    for address in ("/static/clarion/plain.css", "/media/images/one.webp", "/en/advocacy/"):
        assert "immutable" not in ask(address).headers["Cache-Control"]


def test_who_has_the_page_already_gets_no_second_one(ask):
    tag = ask("/en/advocacy/", accept_encoding="br").headers["ETag"]
    said = ask("/en/advocacy/", accept_encoding="br", if_none_match=f'"other", W/{tag}')
    assert (said.status, said.body) == (304, b"")
    assert said.headers["ETag"] == tag
    assert {"Cache-Control", "Vary"} <= set(said.headers)
    assert ask("/en/advocacy/", accept_encoding="gzip", if_none_match=tag).status == 200
    since = ask("/en/advocacy/").headers["Last-Modified"]
    assert ask("/en/advocacy/", if_modified_since=since).status == 304
    assert ask("/en/advocacy/", if_modified_since=since, if_none_match='"other"').status == 200


def test_a_condition_that_does_not_hold_is_said(ask):
    assert ask("/en/advocacy/", if_match='"other"').status == 412
    assert ask("/en/advocacy/", if_match=TAG).status == 200
    assert ask("/en/advocacy/", if_match=f"W/{TAG}").status == 412
    assert ask("/en/advocacy/", if_unmodified_since=formatdate(0, usegmt=True)).status == 412


@pytest.mark.parametrize("address", ["/media/images/one.webp", "/media/documents/large.bin"])
@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=5-9", 5, 9), ("bytes=-3", -3, None), ("bytes=2000-999999999", 2000, None)],
)
def test_a_part_is_that_part(ask, address, asked, first, last):
    whole = ask(address).body
    said = ask(address, range=asked)
    wanted = whole[first:] if last is None else whole[first : last + 1]
    assert (said.status, said.body) == (206, wanted)
    at = first % len(whole)
    assert said.headers["Content-Range"] == f"bytes {at}-{at + len(wanted) - 1}/{len(whole)}"
    assert said.headers["Content-Length"] == str(len(wanted))


def test_a_part_of_what_has_changed_or_several_parts_are_the_whole(ask):
    address = "/media/images/one.webp"
    tag = ask(address).headers["ETag"]
    assert ask(address, range="bytes=0-1", if_range=tag).status == 206
    for one in ({"if_range": '"other"'}, {"if_range": formatdate(usegmt=True)}):
        assert ask(address, range="bytes=0-1", **one).status == 200
    for asked in ("bytes=0-1,5-6", "pages=1-2", "bytes=9-3", "bytes=", "bytes=-"):
        assert ask(address, range=asked).status == 200
    for asked in ("bytes=999999-", "bytes=-0"):
        said = ask(address, range=asked)
        assert (said.status, said.headers["Content-Range"]) == (416, "bytes */2048")


def test_a_change_is_seen_by_the_next_reader(ask, baked, edge):
    before = ask("/en/advocacy/")
    baked.put("en/advocacy/index.html", "<title>New</title>", language="en")
    del baked.files["ar/advocacy/index.html"]
    baked.show()
    edge.tree.look()
    after = ask("/en/advocacy/")
    assert after.text == "<title>New</title>"
    assert after.headers["ETag"] != before.headers["ETag"]
    # So fresh that its second may not be over yet: a date would tell it from no other.
    assert "Last-Modified" not in after.headers
    assert ask("/ar/advocacy/").text == "from Django"


@pytest.mark.parametrize(
    "address",
    [
        "/_redirects", "/404/en.html", "/en/advocacy/index.html", "/en/advocacy/index.html.br", "/en/../en/advocacy/",
        "//en/advocacy/", "/en/advocacy", "/en//advocacy/", "/../manifest.json", "/en/advocacy/\\", "/en/\0/",
        "/en/figures/one/embed/", "/en/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_file_is_djangos(ask, behind, address):
    assert ask(address).text == "from Django"
    assert len(behind.asked) == 1
