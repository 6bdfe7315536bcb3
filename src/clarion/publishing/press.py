"""The process that renders: asks, records, keeps the content, and says what it found."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import pickle
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection, transaction

from clarion.core import media_addresses, replica
from clarion.publishing import addresses, assets, day
from clarion.publishing.guards import Guard, guards_of
from clarion.publishing.layout import NoPlace, not_found_path, path_for
from clarion.publishing.links import links_of
from clarion.publishing.manifest import Entry
from clarion.publishing.objects import Objects
from clarion.publishing.record import NewQuery, Rendered
from clarion.publishing.recording import Recorder, recording
from clarion.publishing.rendering import Answer, Reader
from clarion.publishing.twins import text_answer, twin_of
from clarion.publishing.watched import unwatched, watched

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

    def render(self, address: str) -> list[Rendered]:
        """Renders an address, and the text of what is there with it.

        What fails is tried a second time, in case the database was merely busy.
        """
        if address == BEGINNINGS:
            return [self._beginnings()]
        if addresses.is_asset(address):
            return [self._asset(address)]
        answers, recorder = self._ask(address)
        if any(one.trouble for one in answers):
            answers, recorder = self._ask(address)
        return [self._told(one, recorder) for one in answers]

    def _ask(self, address: str) -> tuple[list[Answer], Recorder]:
        """An answer of one moment, as `moment` sees to, or of the moment of others; and the text that is made of it."""
        with recording() as recorder, day.standing_still(recorder.note_clock), _sparing_others():
            answers = [self._reader.ask(address)]
            if answers[0].trouble and _is_within_others():
                transaction.set_rollback(True)
            if twin := twin_of(address):
                answers.append(text_answer(answers[0], twin))
        return answers, recorder

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
        with suppress(NoPlace):
            if path := _path_of(answer):
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
                noted = tuple(_noted(guards))
                told.fresh.append(NewQuery(query.key, query.sql, query.params, query.digest, noted))
                self._sent[query.key] = query.digest
        told.day = day.today().isoformat() if recorder.read_clock else ""

    def _asset(self, address: str) -> Rendered:
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        try:
            path = path_for(address, kind)
        except NoPlace:
            return Rendered(address, 404)
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
        told = Rendered(address, 200, path, Entry(sha256, len(body), kind, "", _now()))
        told.links = told.assets = [one for one in links_of(address, kind, body) if addresses.is_asset(one)]
        return told

    def _kept(self, body: bytes, media_type: str, language: str) -> Entry:
        return Entry(self._objects.keep(body, media_type), len(body), media_type, language, _now())


def _noted(guards: Iterable[Guard]) -> Iterator[Guard]:
    """The guards that are kept: of tables whose changes are noted, and of others of ours that they are read at all."""
    for one in guards:
        if one.table in watched():
            yield one
        elif one.table in unwatched():
            yield Guard(one.table, "")


def _path_of(answer: Answer) -> str:
    """Where the file of an answer lies; empty where it is none.

    Raises:
        NoPlace: no file can be named so.
    """
    if answer.status == 404 and is_not_found_address(answer.address):
        return not_found_path(answer.address.split("/")[1])
    return path_for(answer.address, answer.type) if answer.is_file else ""


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
        with media_addresses.our_own(), replica.forgone():
            yield
    finally:
        log.setLevel(kept)
        del caches["default"]


def _sparing_others() -> AbstractContextManager[None]:
    """Keeps the failure of one file from being that of those whose moment it shares."""
    return transaction.atomic() if _is_within_others() else nullcontext()


def _is_within_others() -> bool:
    """Whether a failure would end the moment of others: SQLite goes on by itself after one."""
    return connection.vendor == "postgresql" and connection.in_atomic_block


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
