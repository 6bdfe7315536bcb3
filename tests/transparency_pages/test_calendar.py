"""Which report is the newest, and which periods there are."""

from __future__ import annotations

from collections.abc import Callable

from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import Period, parse
from clarion.transparency.report.calendar import Calendar

Record = Callable[..., Tally]


def test_a_year_with_a_missing_half_is_not_the_newest_report(record: Record) -> None:
    for half in ("2016-h1", "2016-h2", "2017-h1"):
        record(half, 1)
    assert Calendar.load().newest_report == Period.year(2016)


def test_quotations_do_not_make_a_report(record: Record) -> None:
    record("2016", 1)
    record("2017", 1, standing="quoted")
    assert Calendar.load().newest_report == Period.year(2016)


def test_without_a_whole_year_the_newest_period_is_the_report(record: Record) -> None:
    record("2016-h1", 1)
    record("2016-h2", 1, standing="quoted")
    assert Calendar.load().newest_report == Period.half(2016, 1)


def test_where_there_are_only_quotations_the_newest_of_them_is_the_report(record: Record) -> None:
    record("2016-h1", 1, standing="quoted")
    assert Calendar.load().newest_report == Period.half(2016, 1)


def test_nothing_recorded_is_no_report(db: None) -> None:
    assert Calendar.load().newest_report is None


def test_unpublished_sources_make_no_periods(record: Record) -> None:
    record("2017", 1)
    Source.objects.update(published=False)
    assert Calendar.load().years == []


def test_a_period_across_years_stands_after_the_years(record: Record) -> None:
    record("2012-07-01--2013-06-30", 1)
    record("2013-h2", 1)
    names = [entry.name for entry in Calendar.load().navigation(None, "en")]
    assert names == ["2013", "July 2012 to June 2013"]


def test_years_offer_only_the_halves_on_record(record: Record) -> None:
    record("2013-h2", 1)
    (year,) = Calendar.load().navigation(parse("2013-h2"), "en")
    assert [(half.name, half.full_name, half.is_current) for half in year.parts] == [
        ("H2", "July to December 2013", True)
    ]


def test_a_year_on_record_as_a_whole_only_has_no_halves(record: Record) -> None:
    record("2013", 1)
    (year,) = Calendar.load().navigation(None, "en")
    assert year.parts == ()
