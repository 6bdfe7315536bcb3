"""OpenSearch for what editors look up in the admin, by setting. Where it does not answer, the database does.

The worker keeps both indices. What the server missed while it was away it gets with the next night's rebuilding, or at
`clarion manage update_index`. Nothing of the register is in them: only pages, pictures and documents are indexed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Self, TypeVar, cast

from modelsearch.backends import get_search_backend
from modelsearch.backends.opensearch3 import (
    OpenSearch3Index,
    OpenSearch3SearchBackend,
    OpenSearch3SearchResults,
)
from opensearchpy.exceptions import OpenSearchException

log = logging.getLogger(__name__)

INSTEAD = "database"
"""The name of the backend that answers where the server does not."""

Found = TypeVar("Found")


class Results(OpenSearch3SearchResults):
    """What the server finds, or else what the database finds."""

    def _do_search(self) -> list[Any]:
        return self._asked(lambda: list(super(Results, self)._do_search()), lambda: list(self._instead()))

    def _do_count(self) -> int:
        return self._asked(super()._do_count, lambda: int(self._instead().count()))

    def facet(self, field_name: str) -> Any:
        return self._asked(
            lambda: super(Results, self).facet(field_name), lambda: self._instead().facet(field_name)
        )

    def _asked(self, server: Callable[[], Found], database: Callable[[], Found]) -> Found:
        try:
            return server()
        except OpenSearchException as error:
            log.warning("The search server has no answer (%s): the database is asked.", type(error).__name__)
            return database()

    def _instead(self) -> Any:
        """The same question to the database, with the same bounds."""
        asked, other = self.query_compiler, get_search_backend(INSTEAD)
        is_beginning = isinstance(asked, self.backend.autocomplete_query_compiler_class)
        ask = other.autocomplete if is_beginning else other.search
        found = ask(
            asked.query, asked.queryset, fields=asked.fields, order_by_relevance=asked.order_by_relevance
        )
        found = found.annotate_score(self._score_field) if self._score_field else found
        return found[self.start : self.stop]


class Index(OpenSearch3Index):
    """An index that is there once it was filled, and not before."""

    def add_item(self, item: Any) -> None:
        """Gives the server one page, picture or document.

        Of what is written to a name that it does not know, the server makes an index that holds nothing else.
        """
        if self.is_alias():
            super().add_item(item)


def where() -> str:
    """The server's host and port."""
    one = SearchBackend.chosen().hosts[0]
    return f"{one['host']}:{one['port']}"


def trouble() -> str:
    """Why the server cannot answer all that editors ask, in one line; blank where it can."""
    backend = SearchBackend.chosen()
    try:
        missing = [str(one) for one in backend.all_indexes() if not one.is_alias()]
    except OpenSearchException as error:
        return type(error).__name__
    return f"not filled: {', '.join(missing)}" if missing else ""


class SearchBackend(OpenSearch3SearchBackend):
    """The server, as the admin's searches ask it."""

    index_class = Index
    results_class = Results

    @classmethod
    def chosen(cls) -> Self:
        """The one of the settings."""
        return cast(Self, get_search_backend("default"))
