"""Reads of anonymous readers may go to a replica of the database; everything else never does.

A replica is a moment behind. A reader does not notice; who has just written, or decides something, would. So the
replica is asked only within a GET or HEAD of somebody who is not signed in, outside any transaction, before anything
was written, and for tables of what is published. While it does not answer, the primary does. Nor is it ever asked by a
process that makes files: they are to say what has just been changed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clarion.core.complaint import first_line

log = logging.getLogger(__name__)

REPLICA = "replica"
PUBLISHED = frozenset(
    {
        "contenttypes", "media", "news", "organisation", "pages", "policy", "site_search", "taggit", "tracker",
        "transparency", "translation", "wagtail_localize", "wagtailcore", "wagtaildocs", "wagtailimages",
        "wagtailredirects",
    }
)  # fmt: skip
"""Applications whose tables the replica may be asked for: none holds a demand, a person, a form or a task."""

_AGAIN_AFTER = 10.0
"""Seconds for which a replica that did not answer is not asked."""

_may_use: ContextVar[bool] = ContextVar("may_use_replica", default=False)
_silent_until = 0.0
_is_forgone = False


def is_of_reader(request: HttpRequest) -> bool:
    """Whether a request only reads, and comes from nobody who is signed in."""
    return request.method in {"GET", "HEAD"} and settings.SESSION_COOKIE_NAME not in request.COOKIES


class ReadersMayUseReplica:
    """Marks the requests during which the replica may be asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.DATABASE_ROUTERS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        mark = _may_use.set(is_of_reader(request) and not _is_forgone and _answers())
        try:
            return self.get_response(request)
        finally:
            _may_use.reset(mark)


def asked_for_readers() -> str:
    """The database that is asked at this moment for what is published."""
    return (
        REPLICA if _may_use.get() and not connections[DEFAULT_DB_ALIAS].in_atomic_block else DEFAULT_DB_ALIAS
    )


def forgo() -> None:
    """Has the primary asked for the rest of this request."""
    _may_use.set(False)


@contextmanager
def forgone() -> Iterator[None]:
    """Has the primary asked for everything by this process and those that it forks."""
    global _is_forgone
    kept, _is_forgone = _is_forgone, True
    try:
        yield
    finally:
        _is_forgone = kept


def _answers() -> bool:
    """Whether the replica can be asked; a connection that is kept is tried as Django would try it."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        connections[REPLICA].close_if_health_check_failed()
        connections[REPLICA].ensure_connection()
    except DatabaseError as error:
        _silent_until = time.monotonic() + _AGAIN_AFTER
        log.warning("The replica does not answer (%s): the primary is asked.", first_line(error))
        return False
    return True


class ReplicaRouter:
    """Django's question which database to ask (https://docs.djangoproject.com/en/5.2/topics/db/multi-db/)."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        is_replica = asked_for_readers() == REPLICA and model._meta.app_label in PUBLISHED
        return REPLICA if is_replica else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        # What is read after this may be what was written.
        forgo()
        return "default"

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None
