"""Everything that can be found. A new searchable thing is an entry here, and its source."""

from __future__ import annotations

from functools import cache

from django.utils.module_loading import import_string

from clarion.search.documents import Source, TypeName

SOURCES = {
    "pages": "clarion.search.sources.pages.Pages",
    "figures": "clarion.search.sources.figures.Figures",
    "reports": "clarion.search.sources.reports.Reports",
}
"""By the name kept in the index. Reading them all again (`clarion manage reindex`) finds what is new."""


@cache
def every() -> tuple[Source, ...]:
    """The sources, in the order in which their types are offered."""
    return tuple(import_string(path)() for path in SOURCES.values())


def source(name: str) -> Source:
    """The source with this name.

    Raises:
        KeyError: there is none.
    """
    return {one.name: one for one in every()}[name]


def types() -> dict[str, TypeName]:
    """Every type of thing by which readers can filter, with what they call it."""
    return {name: words for one in every() for name, words in one.types.items()}
