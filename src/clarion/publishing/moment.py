"""A page that is made for one reader is of one moment too, as a file is.

A page asks in several statements. Were each answered as things are when it is asked, an editor who moves a page
meanwhile would be half seen: the old address in the menu, the new one beneath it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from clarion.core.replica import REPLICA, is_of_reader
from clarion.core.snapshot import snapshot
from clarion.publishing import addresses

_may_fail: ContextVar[bool] = ContextVar("may_fail", default=False)


class OfOneMoment:
    """Answers readers' requests for what may be a file from one snapshot of the database they are asked from.

    A page may write: the size of a picture that is shown for the first time. Within a snapshot that fails where
    somebody else has written since; the page is then made once more without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.database = REPLICA if settings.DATABASE_ROUTERS else DEFAULT_DB_ALIAS

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        is_page = is_of_reader(request) and addresses.is_file(path) and not addresses.is_asset(path)
        if not is_page or connection.in_atomic_block:
            return self.get_response(request)
        mark = _may_fail.set(True)
        try:
            with snapshot(self.database):
                response = self.get_response(request)
            return response if _may_fail.get() else self.get_response(request)
        finally:
            _may_fail.reset(mark)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Keeps what the database refused from being told as a failure before the second attempt."""
        if not isinstance(exception, DatabaseError) or not _may_fail.get():
            return None
        _may_fail.set(False)
        transaction.set_rollback(True, using=self.database)
        return HttpResponse(status=503)
