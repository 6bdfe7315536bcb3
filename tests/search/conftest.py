"""An index of a few documents, and what a search finds in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from clarion.search import writing
from clarion.search.documents import Document
from clarion.search.matching import Choice
from clarion.search.models import Entry
from clarion.search.results import Results, search

Index = Callable[..., None]
Find = Callable[..., list[str]]


@pytest.fixture
def index(db: None) -> Index:
    """Puts documents into the index: `index("en", a="A title", b=("A title", "its text"))`; keys are their names.

    A third part is the date, a fourth the type.
    """

    def put(language: str, **documents: Any) -> None:
        made = []
        for key, given in documents.items():
            title, text, day, type_ = (*((given,) if isinstance(given, str) else given), None, None, None)[:4]
            made.append(
                Document(
                    key=key,
                    language=language,
                    type=type_ or "page",
                    title=title,
                    address=f"/{language}/{key}/",
                    text=text or "",
                    date=date.fromisoformat(day) if day else None,
                )
            )
        writing.write("pages", made)

    return put


@pytest.fixture
def results(db: None) -> Callable[..., Results]:
    """Searches: `results("en", "words")`."""

    def found(language: str, text: str, type: str = "", year: int | None = None, page: int = 1) -> Results:  # noqa: A002
        return search(text, language, Choice(type, year), page)

    return found


@pytest.fixture
def find(results: Callable[..., Results]) -> Find:
    """The keys of what a search finds, best first: `find("en", "words")`."""

    def keys(language: str, text: str, **choice: Any) -> list[str]:
        ids = results(language, text, **choice).matches.ids
        kept = Entry.objects.in_bulk(ids)
        return [kept[pk].key for pk in ids]

    return keys
