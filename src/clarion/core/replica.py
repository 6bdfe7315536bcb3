"""Reads of anonymous readers may go to a replica of the database; everything else never does.

A replica is a moment behind. A reader does not notice; who has just written, or decides something, would. So the
replica is asked only within a GET or HEAD of somebody who is not signed in, outside any transaction, before anything
was written, and for tables of what is published.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

REPLICA = "replica"
PUBLISHED = frozenset(
    {
        "contenttypes", "media", "news", "organisation", "pages", "policy", "site_search", "taggit", "tracker",
        "transparency", "translation", "wagtail_localize", "wagtailcore", "wagtaildocs", "wagtailimages",
        "wagtailredirects",
    }
)  # fmt: skip
"""Applications whose tables the replica may be asked for: none holds a demand, a person, a form or a task."""

_may_use: ContextVar[bool] = ContextVar("may_use_replica", default=False)


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
        mark = _may_use.set(is_of_reader(request))
        try:
            return self.get_response(request)
        finally:
            _may_use.reset(mark)


class ReplicaRouter:
    """Django's question which database to ask (https://docs.djangoproject.com/en/5.2/topics/db/multi-db/)."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        if (
            not _may_use.get()
            or model._meta.app_label not in PUBLISHED
            or connections["default"].in_atomic_block
        ):
            return None
        return REPLICA

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        # What is read after this may be what was written.
        _may_use.set(False)
        return "default"

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None
