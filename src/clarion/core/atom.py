"""Atom feeds that change only when what they tell does (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils.feedgenerator import Atom1Feed

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class SteadyAtom(Atom1Feed):
    """A feed without entries was never updated; Django would say that it is at every moment."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NEVER


def noon(day: date) -> datetime:
    """The moment that stands for a day: noon, which is the same day almost everywhere."""
    return datetime.combine(day, time(12), tzinfo=UTC)
