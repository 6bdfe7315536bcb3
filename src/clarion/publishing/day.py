"""The time as a file knows it: the day. What a file says about 'today' is written anew when the day ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.core import signing
from django.utils import timezone

from clarion.core import forms

_real_now = timezone.now


def today() -> date:
    """The day in the time zone of the organisation."""
    return timezone.localdate(_real_now())


@contextmanager
def standing_still(note: Callable[[], None]) -> Iterator[None]:
    """Stops the clock at the beginning of the day, and notes each look at it.

    So two renderings of a day are the same byte for byte, and the tokens of forms within pages, which say when the
    form was made, hold until the page is made anew.
    """
    start: datetime = timezone.localtime(_real_now()).replace(hour=0, minute=0, second=0, microsecond=0)

    def now() -> datetime:
        note()
        return start

    def seconds() -> float:
        note()
        return start.timestamp()

    places: Any = (signing, forms)
    kept = [place.time for place in places]
    before = timezone.now
    timezone.now = now
    for place in places:
        place.time = SimpleNamespace(time=seconds)
    try:
        yield
    finally:
        timezone.now = before
        for place, time in zip(places, kept, strict=True):
            place.time = time
