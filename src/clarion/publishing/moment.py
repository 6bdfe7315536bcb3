"""A page that is made for one reader is of one moment too, as a file is.

A page asks in several statements. Were each answered as things are when it is asked, an editor who moves a page
meanwhile would be half seen: the old address in the menu, the new one beneath it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clarion.core import replica
from clarion.core.snapshot import snapshot
from clarion.publishing import addresses

_within: ContextVar[str] = ContextVar("within", default="")
"""The database whose snapshot answers this request; empty where none does, or where it has failed."""


class OfOneMoment:
    """Answers readers' requests for what may be a file from one snapshot of the database they are asked from.

    A page may write: the size of a picture that is shown for the first time. Within a snapshot that fails where
    somebody else has written since; the page is then made once more without, and without the replica.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_asked = replica.is_of_reader(request) and addresses.asks_database(request.path_info)
        if not is_asked or connection.in_atomic_block:
            return self.get_response(request)
        database = replica.asked_for_readers()
        mark = _within.set(database)
        try:
            with snapshot(database):
                response = self.get_response(request)
            return response if _within.get() else self.get_response(request)
        finally:
            _within.reset(mark)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Keeps what the database refused from being told as a failure before the second attempt."""
        database = _within.get()
        if not isinstance(exception, DatabaseError) or not database:
            return None
        _within.set("")
        transaction.set_rollback(True, using=database)
        replica.forgo()
        return HttpResponse(status=503)
