"""Where editors' searches in the admin are answered. Readers' searches never leave the database."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from clarion.config.environment import Concern, http_address, needs_libraries


class SearchServer(Concern):
    """A search server for what editors look up in the admin: pages, pictures and documents."""

    opensearch_url: str = Field(
        "",
        description="https://user:password@host:9200, an OpenSearch server for editors' searches. Empty: the database.",
    )
    opensearch_prefix: str = Field(
        "clarion_",
        description="What the names of its indices begin with, where several sites share it.",
        pattern=r"^[a-z0-9][a-z0-9_-]*$",
    )

    @field_validator("opensearch_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        return http_address(value, "https://user:password@search.example.org:9200")


_PATIENCE = 3
"""Seconds to wait for the search server before the database is asked."""

SEARCH_SERVER = SearchServer.load()


def _backends() -> dict[str, dict[str, Any]]:
    database = {"BACKEND": "wagtail.search.backends.database"}
    if not SEARCH_SERVER.opensearch_url:
        return {"default": database}
    needs_libraries("CLARION_OPENSEARCH_URL", opensearchpy="opensearch-py")
    server = {
        "BACKEND": "clarion.editorial.search_server",
        "URLS": [SEARCH_SERVER.opensearch_url],
        "INDEX_PREFIX": SEARCH_SERVER.opensearch_prefix,
        "TIMEOUT": _PATIENCE,
        "OPTIONS": {"max_retries": 0},
    }
    # Kept up as well: it answers where the server does not.
    return {"default": server, "database": database}


WAGTAILSEARCH_BACKENDS = _backends()
