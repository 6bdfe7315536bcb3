"""What tests of the transparency pages share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import parse

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")


@pytest.fixture
def record(db: None) -> Callable[..., Tally]:
    """Records a cell: `record("2017-h1", 341, country="DE")`; None is unknown. `standing` is that of its source."""

    def make(
        period: str,
        count: int | None,
        *,
        outcome: str = "not_granted",
        standing: str = "dataset",
        high: int | None = None,
        **fields: str,
    ) -> Tally:
        source, _ = Source.objects.get_or_create(
            slug=f"a-{standing}",
            defaults={
                "title": "A sheet",
                "publisher": "Example",
                "as_of": date(2020, 1, 1),
                "standing": standing,
            },
        )
        days = parse(period)
        dimensions = [one for one in ("country", "project", "requester", "process") if one in fields]
        values = {
            "breakdown": "+".join(dimensions) or "total",
            "kind": "content",
            "unit": "request",
            **fields,
        }
        return Tally.objects.create(
            source=source, period_start=days.start, period_end=days.end, outcome=outcome, low=count,
            high=count if high is None else high, **values,
        )  # fmt: skip

    return make
