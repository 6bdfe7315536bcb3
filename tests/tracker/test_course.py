"""The course of a law: reckoned alike in Python and in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from clarion.core.languages import language
from clarion.tracker.course import course_of
from clarion.tracker.models import LegislationEvent, LegislationPage
from clarion.tracker.order import wrong_day, wrong_order
from clarion.tracker.timeline import timeline
from clarion.tracker.vocabulary import DEAD_ENDS, FINAL_STAGES, RANKS, Stage

TODAY = date(2019, 3, 1)


@dataclass
class Happening:
    date: date
    state: str = ""


def _course(*events: Happening, on: date = TODAY):  # type: ignore[no-untyped-def]
    return course_of(events, on=on, first=Stage.PROPOSED, final=FINAL_STAGES)


happenings = st.builds(
    Happening,
    date=st.dates(TODAY - timedelta(days=4), TODAY + timedelta(days=4)),
    state=st.sampled_from(["", *Stage.values]),
)


def test_a_law_stands_where_its_newest_event_with_a_stage_put_it() -> None:
    course = _course(
        Happening(date(2018, 9, 12), Stage.NEGOTIATION),
        Happening(date(2016, 9, 14), Stage.PROPOSED),
        Happening(date(2019, 2, 13)),
        Happening(date(2019, 4, 17), Stage.ADOPTED),
    )
    assert course.state == Stage.NEGOTIATION
    assert course.next.date == date(2019, 4, 17)
    assert course.last.date == date(2019, 2, 13)


def test_what_happens_today_has_come_and_is_next_until_the_day_is_over() -> None:
    course = _course(Happening(TODAY, Stage.COMMITTEE))
    assert (course.state, course.next.date, course.last.date) == (Stage.COMMITTEE, TODAY, TODAY)


def test_a_law_in_force_is_closed_unless_something_is_still_to_come() -> None:
    in_force = Happening(date(2018, 1, 1), Stage.IN_FORCE)
    assert not _course(in_force).is_open
    assert _course(in_force, Happening(date(2020, 1, 1))).is_open


@given(st.lists(happenings, max_size=6))
def test_the_line_shows_each_stage_once_and_exactly_one_of_them_as_now(events: list[Happening]) -> None:
    steps = timeline(_course(*events))
    assert sum(step.is_now for step in steps) == 1
    assert len({step.label for step in steps}) == len(steps)
    dated = [step.on for step in steps if step.on]
    assert dated == sorted(dated)
    assert all(step.is_reached == (step.on <= TODAY) for step in steps if step.on)


def test_an_open_law_has_the_usual_stages_before_it_and_a_closed_one_none() -> None:
    labels = [step.label for step in timeline(_course(Happening(date(2019, 1, 1), Stage.COMMITTEE)))]
    assert labels == ["In committee", "Before the chamber", "Adopted", "In force"]
    assert len(timeline(_course(Happening(date(2019, 1, 1), Stage.WITHDRAWN)))) == 1


@given(st.lists(st.sampled_from(list(RANKS)), min_size=1, max_size=6))
def test_stages_in_the_order_of_a_procedure_are_never_complained_of(stages: list[Stage]) -> None:
    ordered = sorted(stages, key=lambda stage: RANKS[stage])
    ordered = [one for one, after in pairwise(ordered) if one not in DEAD_ENDS] + ordered[-1:]
    events = [Happening(TODAY + timedelta(days=n), stage) for n, stage in enumerate(ordered)]
    assert wrong_order(events, language("en")) == []


def test_a_stage_dated_after_a_later_one_is_named_with_both_days() -> None:
    events = [Happening(date(2019, 6, 6), Stage.IN_FORCE), Happening(date(2019, 7, 1), Stage.COMMITTEE)]
    assert wrong_order(events, language("en")) == [
        "“In committee” is dated July 1, 2019, after “In force” on June 6, 2019."
    ]


def test_nothing_follows_the_end_of_a_law() -> None:
    events = [Happening(date(2013, 1, 3), Stage.LAPSED), Happening(date(2013, 2, 1), Stage.COMMITTEE)]
    (complaint,) = wrong_order(events, language("en"))
    assert (
        complaint == "“Lapsed” (January 3, 2013) is the end, yet “In committee” follows on February 1, 2013."
    )


@pytest.mark.parametrize(
    ("day", "is_wrong"), [("0216-09-14", True), ("2016-09-14", False), ("2926-01-01", True)]
)
def test_a_slip_in_the_year_is_noticed(day: str, is_wrong: bool) -> None:
    assert bool(wrong_day(date.fromisoformat(day), TODAY)) is is_wrong


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(happenings, max_size=5, unique_by=lambda one: one.date))
def test_the_database_reckons_the_same_course(demo_site: object, events: list[Happening]) -> None:
    page = LegislationPage.objects.filter(locale__language_code="en").first()
    LegislationEvent.objects.filter(page=page).delete()
    LegislationEvent.objects.bulk_create(
        LegislationEvent(page=page, locale=page.locale, title="An event", date=one.date, state=one.state)
        for one in events
    )
    found = LegislationPage.objects.standing(TODAY).get(pk=page.pk)
    course = _course(*events)
    told = (course.state, course.is_open, course.next and course.next.date, course.last and course.last.date)
    assert (found.state, found.is_open, found.next_on, found.last_on) == told
    assert (page.pk in _pks(LegislationPage.objects.open(TODAY))) is course.is_open
    assert (page.pk in _pks(LegislationPage.objects.closed(TODAY))) is not course.is_open


def _pks(pages: object) -> set[int]:
    return {page.pk for page in pages if isinstance(page, Page)}  # type: ignore[attr-defined]
