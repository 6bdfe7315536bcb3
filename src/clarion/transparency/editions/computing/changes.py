"""What differs much from the last edition, and whether its numbers mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from clarion.transparency.editions.computing.reconciling import TOTAL, received
from clarion.transparency.editions.content import Content, Finding, Table
from clarion.transparency.editions.definitions import changed_between
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import Period

_TIMES = 2
_FEWEST = 10
_SAME_LENGTH = 0.1


def last_before(period: Period, series: str = Series.REPORT) -> Edition | None:
    """The newest published edition of the last period before this one that is about as long."""
    earlier = Edition.objects.published().filter(series=series, period_end__lt=period.start)
    for edition in earlier.order_by("-period_end", "-period_start", "-number")[:50]:
        if abs(edition.period.days - period.days) <= _SAME_LENGTH * period.days:
            return edition
    return None


def noticed(content: Content) -> Iterator[Finding]:
    """Kinds that came at least twice as often, or half as often, as in the last period; and changed definitions."""
    before = last_before(content.period)
    if before is None:
        return
    kept = before.tables.filter(key=TOTAL).first()
    earlier = received(Table.from_json(kept.content)) if kept else {}
    now = received(content.table(TOTAL)) if any(one.key == TOTAL for one in content.tables) else {}
    for kind in sorted({*earlier, *now}):
        was, is_now = earlier.get(kind, 0), now.get(kind, 0)
        if max(was, is_now) >= _FEWEST and max(was, is_now) >= _TIMES * min(was, is_now):
            yield Finding(
                "sudden_change", {"kind": kind, "before": was, "now": is_now, "period": str(before.period)}
            )
    for key in changed_between(before.definitions, content.definitions):
        yield Finding("definition_changed", {"key": key, "period": str(before.period)}, is_public=True)
