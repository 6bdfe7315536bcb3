"""The baked tree in S3-compatible storage, and what a CDN is told."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.frontend_cache.backends import BaseBackend

from clarion.config.environment import SettingError
from clarion.config.settings.publishing import Publishing, _frontend_cache
from clarion.publishing import purging
from clarion.publishing.manifest import Entry
from clarion.publishing.syncing import sync
from support.baked import PAGE, STYLE, BakedTree, small_site
from support.buckets import bucket_server


@pytest.fixture(scope="module")
def storage() -> Iterator[Any]:
    with bucket_server() as server:
        yield server.client


@pytest.fixture
def bucket(storage: Any, request: pytest.FixtureRequest) -> str:
    name = f"site-{abs(hash(request.node.name))}"
    storage.create_bucket(Bucket=name)
    return name


@pytest.fixture
def tree(tmp_path) -> BakedTree:
    return small_site(tmp_path / "site")


def keys(storage: Any, bucket: str) -> set[str]:
    return {one["Key"] for one in storage.list_objects_v2(Bucket=bucket).get("Contents", [])}


def test_only_what_has_changed_is_copied_assets_first_and_deletions_last(storage, bucket, tree, monkeypatch):
    # Rules of redirects become objects that lead on.
    first = sync(storage, bucket, tree.folder)
    assert not first.deleted
    assert {"en/advocacy/index.html", "en/news/feed/", STYLE, "404/en.html", "en/old/index.html"} <= keys(
        storage, bucket
    )
    at = [first.uploaded.index(one) for one in (STYLE, "en/advocacy/index.html", "en/old/index.html")]
    assert at == sorted(at)
    page = storage.get_object(Bucket=bucket, Key="en/advocacy/index.html")
    assert gzip.decompress(page["Body"].read()).decode() == PAGE
    assert (page["ContentEncoding"], page["ContentType"], page["ContentLanguage"]) == (
        "gzip", "text/html; charset=utf-8", "en",
    )  # fmt: skip
    assert page["CacheControl"] == "max-age=0, must-revalidate, public"
    assert "immutable" in storage.head_object(Bucket=bucket, Key=STYLE)["CacheControl"]
    assert (
        storage.head_object(Bucket=bucket, Key="en/old/index.html")["WebsiteRedirectLocation"]
        == "/en/advocacy/"
    )
    assert storage.head_object(Bucket=bucket, Key="en/news/feed/")["ContentType"].startswith(
        "application/atom+xml"
    )

    assert sync(storage, bucket, tree.folder).uploaded == []
    tree.put("en/advocacy/index.html", "<title>New</title>", language="en")
    del tree.files["ar/advocacy/index.html"]
    tree.show()
    again = sync(storage, bucket, tree.folder)
    assert (again.uploaded, again.deleted) == (["en/advocacy/index.html"], ["ar/advocacy/index.html"])


def test_a_copy_that_was_interrupted_goes_on_where_it_was(storage, bucket, tree):
    class Breaking:
        def __init__(self) -> None:
            self.left = 4

        def __getattr__(self, name: str) -> Any:
            return getattr(storage, name)

        def put_object(self, **told: Any) -> None:
            self.left -= 1
            if self.left < 0:
                raise ConnectionError
            storage.put_object(**told)

    with pytest.raises(ConnectionError):
        sync(Breaking(), bucket, tree.folder)
    whole = len(tree.files) - 1 + 2  # Without `_redirects`, with its two rules.
    there = len(keys(storage, bucket))
    assert 0 < there < whole
    rest = sync(storage, bucket, tree.folder)
    # The hand-made manifest lists the rules themselves too.
    assert len(rest.uploaded) == len(keys(storage, bucket)) - there


def test_a_site_that_was_never_baked_empties_no_bucket(storage, bucket, tmp_path):
    storage.put_object(Bucket=bucket, Key="a", Body=b"")
    with pytest.raises(ValueError, match="nothing was baked"):
        sync(storage, bucket, tmp_path)
    assert keys(storage, bucket) == {"a"}


def entry(letter: str) -> Entry:
    return Entry(letter * 64, 1, "text/html", "en", "2026-11-29")


@pytest.mark.django_db
def test_a_cdn_is_told_of_exactly_what_a_bake_has_changed(settings):
    settings.BASE_URL = "https://www.example.org"
    before = {"en/index.html": entry("a"), "en/a/index.html": entry("b"), "en/gone/index.html": entry("c")}
    after = {"en/index.html": entry("a"), "en/a/index.html": entry("d"), "fr/news/feed/index.xml": entry("e")}
    assert purging.purge(before, after) == []
    assert not DBTaskResult.objects.exists()
    settings.WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": "http://cdn.example",
        }
    }
    purging.purge(before, after)
    told = DBTaskResult.objects.get().args_kwargs["args"][0]
    assert sorted(told) == [
        f"https://www.example.org{one}" for one in ("/en/a/", "/en/gone/", "/fr/news/feed/")
    ]


def test_each_kind_of_cdn_is_one_that_wagtail_knows():
    for kind in ("http", "cloudflare", "cloudfront"):
        chosen = Publishing(cdn=kind, cdn_url="http://cdn.example", cdn_zone="zone", cdn_token="token")
        assert issubclass(import_string(_frontend_cache(chosen)["default"]["BACKEND"]), BaseBackend)
    with pytest.raises(SettingError, match="zoneid"):
        _frontend_cache(Publishing(cdn="cloudflare", cdn_token="token"))
