"""The baked tree in S3-compatible storage: what differs is copied, in an order in which no page lacks what it needs.

First what pages refer to, then pages, then redirects; what is gone is deleted last. What the bucket holds is read from
its listing, by the MD5 that storage tells of each object, so that an interrupted copy goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clarion.publishing import manifest
from clarion.publishing.edge import policies, redirects
from clarion.publishing.layout import address_for

ASSETS = ("static/", "media/", "theme/")
AT_ONCE = 8
DELETED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """An object that the bucket is to hold."""

    key: str
    body: bytes
    more: dict[str, str] = field(default_factory=dict)

    @property
    def md5(self) -> str:
        return hashlib.md5(self.body, usedforsecurity=False).hexdigest()


@dataclass
class Synced:
    """What a copy did."""

    uploaded: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    kept: int = 0


def sync(
    client: Any, bucket: str, site: Path, *, prefix: str = "", shared_for: int = 0, everything: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Synced:  # fmt: skip
    """Makes the bucket hold the tree of a site directory. `everything`: also what has not changed, for new headers.

    Objects below `prefix` that are not of the tree are deleted: the bucket, or the prefix, is the site's alone.

    Raises:
        ValueError: nothing was baked: an empty tree would empty the bucket.
    """
    entries = manifest.read(site / "manifest.json")
    if not entries:
        raise ValueError(f"nothing was baked in {site}")
    there = dict(_listed(client, bucket, prefix))
    synced, wanted_keys = Synced(), set()
    root = (site / "current").resolve()
    paths = sorted(entries, key=lambda path: (not path.startswith(ASSETS), path))
    done, total = 0, len(paths)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for is_asset in (True, False):
            group = [path for path in paths if path.startswith(ASSETS) == is_asset]
            waiting = []
            for path in group:
                one = _object(root, path, entries[path], prefix, shared_for)
                wanted_keys.add(one.key)
                done += 1
                progress(done, total)
                if not everything and there.get(one.key) == one.md5:
                    synced.kept += 1
                    continue
                waiting.append((one.key, pool.submit(_put, client, bucket, one)))
                if len(waiting) >= AT_ONCE * 4:
                    _finish(waiting, synced)
            _finish(waiting, synced)
    for one in _redirects(root, prefix):
        if one.key not in wanted_keys:
            wanted_keys.add(one.key)
            if everything or there.get(one.key) != one.md5:
                _put(client, bucket, one)
                synced.uploaded.append(one.key)
            else:
                synced.kept += 1
    gone = sorted(there.keys() - wanted_keys)
    for at in range(0, len(gone), DELETED_AT_ONCE):
        some = gone[at : at + DELETED_AT_ONCE]
        client.delete_objects(
            Bucket=bucket, Delete={"Objects": [{"Key": one} for one in some], "Quiet": True}
        )
        synced.deleted += some
    return synced


def key_of(path: str) -> str:
    """The name of an object. A CDN asks for `/en/news/feed/` by just that; index pages are found by its index rule."""
    name = path.rpartition("/")[2]
    is_other_index = name.startswith("index.") and name != "index.html"
    return address_for(path)[1:] if is_other_index else path


def _object(root: Path, path: str, entry: manifest.Entry, prefix: str, shared_for: int) -> Wanted:
    more = {"ContentType": entry.type, "CacheControl": policies.kept_for(path, shared_for)}
    if entry.language:
        more["ContentLanguage"] = entry.language
    file = root / path
    twin = file.with_name(f"{file.name}.gz")
    # Storage does not negotiate; there is no browser that does not read gzip.
    if twin.is_file():
        file, more["ContentEncoding"] = twin, "gzip"
    return Wanted(prefix + key_of(path), file.read_bytes(), more)


def _redirects(root: Path, prefix: str) -> Iterator[Wanted]:
    """Empty objects that lead on, as S3 serves them from a website endpoint. Their body tells where, to be compared."""
    for address, moved in redirects.read(root / "_redirects").items():
        key = address[1:] + ("index.html" if address.endswith("/") else "")
        yield Wanted(
            prefix + key, moved.target.encode(),
            {"WebsiteRedirectLocation": moved.target, "ContentType": "text/plain; charset=utf-8",
             "CacheControl": policies.HOUR},
        )  # fmt: skip


def _put(client: Any, bucket: str, one: Wanted) -> None:
    client.put_object(Bucket=bucket, Key=one.key, Body=one.body, **one.more)


def _finish(waiting: list[tuple[str, Any]], synced: Synced) -> None:
    for key, put in waiting:
        put.result()
        synced.uploaded.append(key)
    waiting.clear()


def _listed(client: Any, bucket: str, prefix: str) -> Iterable[tuple[str, str]]:
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for one in page.get("Contents", []):
            yield one["Key"], one["ETag"].strip('"')
