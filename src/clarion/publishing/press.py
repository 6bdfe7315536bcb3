"""The process that renders: asks, records, keeps the content, and says what it found."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache, lru_cache

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection, transaction

from clarion.core import media_addresses
from clarion.publishing import addresses, assets, day
from clarion.publishing.guards import guards_of
from clarion.publishing.layout import NoPlace, not_found_path, path_for
from clarion.publishing.links import links_of
from clarion.publishing.manifest import Entry
from clarion.publishing.objects import Objects
from clarion.publishing.record import NewQuery, Rendered
from clarion.publishing.recording import Recorder, recording
from clarion.publishing.rendering import Answer, Reader
from clarion.publishing.watched import watched

BEGINNINGS = "beginnings"
"""In the record, what the addresses of the site are: it stands on queries as a file does."""

_MOVED = {301, 302, 303, 307, 308}
_NOWHERE = "/{}/-/-/"


class Press:
    """Renders addresses, one after another."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._reader = Reader()
        self._sent: dict[bytes, bytes] = {}

    def render(self, address: str) -> Rendered:
        """Renders an address. What fails is tried a second time, in case the database was merely busy."""
        try:
            if address == BEGINNINGS:
                return self._beginnings()
            if addresses.is_asset(address):
                return self._asset(address)
            rendered = self._page(address, together=True)
            return self._page(address, together=False) if rendered.trouble else rendered
        except NoPlace:
            return Rendered(address, 404)

    def _page(self, address: str, *, together: bool) -> Rendered:
        moment = _within_snapshot() if together else nullcontext()
        with recording() as recorder, day.standing_still(recorder.note_clock), moment:
            answer = self._reader.ask(address)
        return self._told(answer, recorder)

    def _beginnings(self) -> Rendered:
        with recording() as recorder, day.standing_still(recorder.note_clock):
            found = [*addresses.beginnings(), *(not_found_address(code) for code, _ in settings.LANGUAGES)]
        told = Rendered(BEGINNINGS, 0, links=found)
        self._stand_on(told, recorder)
        return told

    def _told(self, answer: Answer, recorder: Recorder) -> Rendered:
        told = Rendered(answer.address, answer.status, trouble=answer.trouble)
        self._stand_on(told, recorder)
        if answer.status in _MOVED and not answer.personal:
            told.location = answer.location
            told.links = [one for one in links_to(answer.location, answer.address) if addresses.is_file(one)]
        nowhere = answer.status == 404 and is_not_found_address(answer.address)
        if answer.is_file or nowhere:
            path = path_for(answer.address, answer.type)
            if nowhere:
                path = not_found_path(answer.address.split("/")[1])
            told.path, told.entry = path, self._kept(answer.body, answer.type, answer.language)
            found = links_of(answer.address, answer.type, answer.body)
            told.assets = [one for one in found if addresses.is_asset(one)]
            told.links = [one for one in found if addresses.is_file(one)]
        return told

    def _stand_on(self, told: Rendered, recorder: Recorder) -> None:
        for query in recorder.queries.values():
            told.queries.append(query.key)
            if self._sent.get(query.key) != query.digest:
                params = pickle.loads(query.params)  # noqa: S301 - made a moment ago
                guards = guards_of(query.sql, params)
                noted = tuple(one for one in guards if one.table in watched())
                told.fresh.append(NewQuery(query.key, query.sql, query.params, query.digest, noted))
                self._sent[query.key] = query.digest
            told.uneasy = told.uneasy or reads_unwatched(query.sql)
        told.day = day.today().isoformat() if recorder.read_clock else ""

    def _asset(self, address: str) -> Rendered:
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith("javascript"):
            kind += "; charset=utf-8"
        if assets.is_in_bucket(address):
            try:
                body = assets.body_of(address)
            except OSError as error:
                return Rendered(address, 503, trouble=str(error)[:500])
            if body is None:
                return Rendered(address, 404, uneasy=True)
            sha256 = self._objects.keep(body, kind)
        else:
            source = assets.file_of(address)
            if source is None:
                return Rendered(address, 404, uneasy=True)
            body = source.read_bytes()
            sha256 = hashlib.sha256(body).hexdigest()
            self._objects.adopt(source, sha256)
        told = Rendered(address, 200, path_for(address, kind), Entry(sha256, len(body), kind, "", _now()))
        told.links = told.assets = [one for one in links_of(address, kind, body) if addresses.is_asset(one)]
        return told

    def _kept(self, body: bytes, media_type: str, language: str) -> Entry:
        return Entry(self._objects.keep(body, media_type), len(body), media_type, language, _now())


@lru_cache(maxsize=20_000)
def reads_unwatched(sql: str) -> bool:
    """Whether a query reads a table of ours of which no change is noted."""
    return any(one.table in _all_tables() and one.table not in watched() for one in guards_of(sql, None))


@cache
def _all_tables() -> frozenset[str]:
    return frozenset(one._meta.db_table for one in apps.get_models(include_auto_created=True))


def not_found_address(language: str) -> str:
    """An address at which there is nothing, in a language."""
    return _NOWHERE.format(language)


def is_not_found_address(address: str) -> bool:
    """Whether an address stands for all at which there is nothing."""
    return address.endswith("/-/-/") and address.count("/") == 4


def links_to(location: str, address: str) -> list[str]:
    """The path of this site that a redirect leads to, if it is one."""
    return links_of(address, "text/html", f'<a href="{location}">'.encode())


@contextmanager
def at_the_press() -> Iterator[None]:
    """Makes a process fit to render: nothing is kept between two renderings that would hide what they read."""
    caches["default"] = DummyCache("", {})
    log = logging.getLogger("django.request")
    kept = log.level
    # What is missing is no news here, and what fails is told with the address.
    log.setLevel(logging.CRITICAL)
    try:
        with media_addresses.our_own():
            yield
    finally:
        log.setLevel(kept)
        del caches["default"]


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything that is read meanwhile is of one moment, and nobody who writes is kept waiting."""
    if connection.in_atomic_block:
        yield
        return
    database = connection
    kept = getattr(database, "transaction_mode", None)
    if connection.vendor == "sqlite":
        database.transaction_mode = None  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        if connection.vendor == "sqlite":
            database.transaction_mode = kept  # type: ignore[attr-defined]


@contextmanager
def _within_snapshot() -> Iterator[None]:
    """A file of its own moment, or within the moment of others, so that its failure is not theirs."""
    if connection.in_atomic_block:
        if connection.vendor == "sqlite":
            yield
            return
        with transaction.atomic():
            yield
        return
    with snapshot():
        yield


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
