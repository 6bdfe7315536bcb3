"""Whether anything is kept between two requests."""

from __future__ import annotations

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache


def keeps_nothing() -> bool:
    """Whether the cache forgets at once, as it does while files are baked.

    A file is known by what its page asked of the database. What many pages ask in the same words is then one question
    for all of them, and what one page asks is known by few rows: both make it cheap to say what a change touches.
    """
    return isinstance(caches["default"], DummyCache)
