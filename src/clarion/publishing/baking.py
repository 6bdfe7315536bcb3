"""A full bake: everything that can be reached from the beginnings is rendered, and then shown at once."""

from __future__ import annotations

import hashlib
import mimetypes
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from clarion.publishing import addresses
from clarion.publishing.layout import NoPlace, not_found_path, path_for
from clarion.publishing.links import links_of
from clarion.publishing.manifest import Entry, Manifest
from clarion.publishing.rendering import Answer, Reader
from clarion.publishing.trees import Site

Progress = Callable[[int, int], None]


@dataclass
class Baked:
    """What a bake did."""

    files: int = 0
    changed: int = 0
    troubles: dict[str, str] = field(default_factory=dict)


def bake(site: Site, progress: Progress = lambda done, total: None) -> Baked:
    """Renders the whole site, and shows it. A file that cannot be rendered keeps its last good content."""
    reader, wanted, baked = Reader(), Manifest(), Baked()
    before = site.shown()
    queue = deque(addresses.beginnings())
    seen = set(queue)
    done = 0
    while queue:
        address = queue.popleft()
        progress(done, done + len(queue) + 1)
        done += 1
        if addresses.is_asset(address):
            _take_asset(site, address, wanted, queue, seen)
            continue
        answer = reader.ask(address)
        if answer.trouble:
            baked.troubles[address] = answer.trouble
            kept = _last_good(before, address)
            if kept:
                wanted[kept] = before[kept]
            continue
        if not answer.is_file:
            continue
        _keep(site, answer, path_for(address, answer.type), wanted)
        _follow(links_of(address, answer.type, answer.body), queue, seen)
    for code, _ in settings.LANGUAGES:
        answer = reader.ask(f"/{code}/-/-/")
        if answer.status == 404:
            _keep(site, answer, not_found_path(code), wanted)
    baked.changed = site.show(wanted)
    baked.files = len(wanted)
    return baked


def _follow(links: list[str], queue: deque[str], seen: set[str]) -> None:
    for link in links:
        if link not in seen and addresses.is_file(link):
            seen.add(link)
            queue.append(link)


def _last_good(before: Manifest, address: str) -> str | None:
    for kind in ("text/html", "application/atom+xml", "text/csv", "application/json", "text/plain"):
        try:
            path = path_for(address, kind)
        except NoPlace:
            return None
        if path in before:
            return path
    return None


def _keep(site: Site, answer: Answer, path: str, wanted: Manifest) -> None:
    sha256 = site.objects.keep(answer.body, answer.type)
    wanted[path] = Entry(sha256, len(answer.body), answer.type, answer.language, _now())


def _take_asset(site: Site, address: str, wanted: Manifest, queue: deque[str], seen: set[str]) -> None:
    source = asset_file(address)
    if source is None:
        return
    body = source.read_bytes()
    sha256 = hashlib.sha256(body).hexdigest()
    site.objects.adopt(source, sha256)
    kind = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
    wanted[path_for(address, kind)] = Entry(sha256, len(body), kind, "", _now())
    _follow(links_of(address, kind, body), queue, seen)


def asset_file(address: str) -> Path | None:
    """The file that an address of a static file or a picture stands for, if it is there."""
    for prefix, root in (
        (settings.STATIC_URL, settings.STATIC_ROOT),
        (settings.MEDIA_URL, settings.MEDIA_ROOT),
    ):
        if address.startswith(prefix):
            found = Path(root) / unquote(address.removeprefix(prefix))
            inside = Path(root).resolve() in found.resolve().parents
            return found if inside and found.is_file() else None
    return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
