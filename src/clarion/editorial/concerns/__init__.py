"""What needs an editor: one registry. Each concern is a file here that ends in `register(Concern(…))`.

A concern looks at pages as they are stored (`of_pages`), at pages as readers get them (`of_html`), or at the site
beside its pages (`of_site`); at one or more of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.utils.functional import Promise
from wagtail.models import Page, PageQuerySet

from clarion.core.models import User
from clarion.editorial.reading import ReadPage

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something a concern found. Of a page, everything but the problem and its detail is known from the page."""

    problem: str
    detail: str = ""
    page: Page | None = None
    title: str = ""
    address: str = ""
    language: str = ""
    person: User | None = None


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One kind of thing that needs an editor; `problems` says each of its problems in a few words."""

    key: str
    label: Text
    problems: Mapping[str, Text]
    of_pages: Callable[[PageQuerySet[Any]], Iterable[Found]] | None = None
    of_html: Callable[[ReadPage], Iterable[Found]] | None = None
    of_site: Callable[[], Iterable[Found]] | None = None


CONCERNS: dict[str, Concern] = {}


def register(concern: Concern) -> Concern:
    """Adds a concern.

    Raises:
        ValueError: if another has the same key.
    """
    if concern.key in CONCERNS:
        raise ValueError(f"The concern {concern.key!r} is registered twice.")
    CONCERNS[concern.key] = concern
    return concern


def discover() -> None:
    """Loads every concern of this package."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
