"""The law's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pytest_django import Settings

from clarion.mail.models import OutboxMessage
from clarion.register import grounds, reminders, services
from clarion.register.calendars import calendar_of
from clarion.register.completeness import Completeness, Element, completeness
from clarion.register.errors import Refused, WrongStep
from clarion.register.models import Deadline, Demand
from clarion.register.papers import Contact
from clarion.register.rules import Sort, rules
from clarion.register.vocabulary import DECIDED_OUTCOMES, Kind, Outcome
from clarion.register.workflow import Status
from clarion.register.working_days import TimeUnit, add_business_days, end_of, is_business_day
from register.actions import answered, in_review
from register.conftest import Staff, received

LANGUAGES = {"en", "ar", "zh-hans", "fr", "es"}


def day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        (date(2026, 1, 31), 1, TimeUnit.MONTHS, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, TimeUnit.MONTHS, date(2024, 2, 29)),
        (date(2026, 11, 24), 3, TimeUnit.MONTHS, date(2027, 2, 24)),
        (date(2026, 11, 24), 90, TimeUnit.DAYS, date(2027, 2, 22)),
        (date(2026, 11, 24), 10, TimeUnit.BUSINESS_DAYS, date(2026, 12, 8)),
    ],
)
def test_time_is_counted_in_whole_days_to_the_end_of_the_last(
    start: date, amount: int, unit: TimeUnit, end: date
) -> None:
    found = end_of(datetime(start.year, start.month, start.day, 9, tzinfo=UTC), amount, unit)
    assert (day_of(found), timezone.localtime(found).time().isoformat()) == (end, "23:59:59")


def test_business_days_leave_out_the_holidays_of_the_organisation(settings: Settings) -> None:
    assert add_business_days(date(2026, 11, 24), 2) == date(2026, 11, 26)
    settings.HOLIDAYS = "US"
    assert add_business_days(date(2026, 11, 24), 2) == date(2026, 11, 27)  # Thanksgiving is the 26th.
    settings.HOLIDAYS = "DE-BY"
    assert not is_business_day(date(2026, 1, 6))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 40))
def test_between_a_day_and_its_nth_business_day_lie_n(day: date, count: int) -> None:
    end = add_business_days(day, count)
    assert is_business_day(end)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(map(is_business_day, between)) == count


def test_a_day_ends_where_the_organisation_is(settings: Settings) -> None:
    settings.TIME_ZONE = "America/Los_Angeles"
    late = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)  # 1 March, 23:30, in Los Angeles.
    end = end_of(late, 0, TimeUnit.DAYS)
    assert end == datetime(2026, 3, 1, 23, 59, 59, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_a_month_whose_last_day_is_no_business_day_ends_on_the_next_that_is(db: None) -> None:
    demand = received(kind=Kind.ERASURE, country="DE", received_at=datetime(2026, 1, 14, 12, tzinfo=UTC))
    assert day_of(demand.deadlines.get().due_at) == date(2026, 2, 16)  # The 14th is a Saturday.


def test_an_extension_makes_three_months_and_is_used_once(staff: Staff) -> None:
    demand = received(kind=Kind.ERASURE, country="FR", received_at=datetime(2026, 1, 15, 12, tzinfo=UTC))
    deadline = demand.deadlines.get()
    services.extend_deadline(actor=staff.lead, demand=demand, deadline=deadline)
    assert day_of(demand.deadlines.get().due_at) == date(2026, 4, 15)
    assert demand.due_at == demand.deadlines.get().due_at
    with pytest.raises(Refused, match="cannot be extended"):
        services.extend_deadline(actor=staff.lead, demand=demand, deadline=deadline)


def test_a_counter_notice_is_put_back_within_the_window_of_the_law(staff: Staff) -> None:
    demand = received(kind=Kind.COUNTER_NOTICE, country="US")
    deadline = demand.deadlines.get(rule="us.dmca_put_back")
    today = timezone.localdate()
    assert deadline.opens_at is not None
    assert (day_of(deadline.opens_at), day_of(deadline.due_at)) == (
        add_business_days(today, 10), add_business_days(today, 14),
    )  # fmt: skip
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    services.propose(
        actor=staff.reviewer, demand=demand, outcome=Outcome.FULL, grounds=["valid_counter_notice"]
    )
    services.approve(actor=staff.approver, demand=demand)
    with pytest.raises(WrongStep, match=r"not before .*512\(g\)"):
        services.carry_out(actor=staff.reviewer, demand=demand)
    assert demand.status == Status.APPROVED


def test_a_clock_that_was_kept_says_so_and_one_that_was_missed_too(staff: Staff) -> None:
    kept = in_review(staff)
    services.acknowledge(actor=staff.clerk, demand=kept)
    assert kept.deadlines.get(rule="eu.dsa_acknowledge").met is True
    missed = received(received_at=timezone.now() - timedelta(days=30))
    assert missed.is_overdue()
    assert list(Demand.objects.overdue()) == [missed]
    services.acknowledge(actor=staff.clerk, demand=missed)
    assert missed.deadlines.get(rule="eu.dsa_acknowledge").met is False


def test_a_complaint_can_be_made_for_six_months_and_is_never_overdue(staff: Staff) -> None:
    demand = answered(staff)
    window = demand.deadlines.get(rule="eu.dsa_complaint")
    assert window.ended_at is None
    assert demand.due_at is None
    services.close(actor=staff.reviewer, demand=demand)
    assert demand.deadlines.running().get() == window
    assert not Deadline.objects.overdue(window.due_at + timedelta(days=1)).exists()


def test_spam_has_no_deadlines(staff: Staff) -> None:
    demand = received()
    assert demand.due_at
    services.triage(actor=staff.clerk, demand=demand, into=Status.SPAM)
    assert demand.due_at is None


def test_every_rule_and_ground_has_a_source_and_words_in_every_language() -> None:
    for rule in rules().values():
        assert set(rule.titles) == LANGUAGES, rule.key
        assert rule.source.startswith("https://")
        assert rule.law
        assert rule.ends
        assert rule.sort in Sort
    for version in grounds.versions().values():
        for ground in version.values():
            assert set(ground.names) == LANGUAGES, ground.key
            assert ground.source.startswith("https://")
            assert ground.outcomes <= {*DECIDED_OUTCOMES}
            assert ground.kinds <= {*Kind}


@given(st.frozensets(st.sampled_from(list(Element))))
def test_a_notice_is_complete_with_six_elements_and_assisted_with_the_three_that_count(
    present: frozenset[Element],
) -> None:
    state = completeness({one.value: True for one in present})
    if len(present) == 6:
        assert state is Completeness.COMPLETE
    elif {Element.WORK, Element.LOCATION, Element.CONTACT} <= present:
        assert state is Completeness.ASSIST
    else:
        assert state is Completeness.DEFECTIVE


def test_whoever_is_in_charge_is_reminded_once_and_without_a_name(staff: Staff) -> None:
    demand = received(
        received_at=timezone.now() - timedelta(days=13),
        papers=[Contact(name="Zebulon Quist", email="z@example.org")],
    )
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    services.assign(actor=staff.reviewer, demand=demand, to=staff.reviewer)
    assert reminders.remind() == 1
    assert reminders.remind() == 0
    message = OutboxMessage.objects.get()
    assert message.recipient == staff.reviewer.email
    assert demand.reference in message.text
    assert "Zebulon" not in message.text + message.html + message.subject


def test_what_is_nobodys_is_told_to_the_legal_leads_whom_no_wall_keeps_away(staff: Staff) -> None:
    demand = received(received_at=timezone.now() - timedelta(days=13))
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.lead)
    assert reminders.remind() == 0


def test_a_calendar_holds_a_persons_deadlines_and_no_name(staff: Staff) -> None:
    demand = received(kind=Kind.ERASURE, country="DE", papers=[Contact(name="Zebulon Quist")])
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    services.assign(actor=staff.reviewer, demand=demand, to=staff.reviewer)
    written = calendar_of(staff.reviewer)
    events = list(Calendar.from_ical(written).walk("VEVENT"))
    assert [str(one["summary"]).split()[0] for one in events] == [demand.reference]
    assert events[0]["dtstart"].dt == day_of(demand.deadlines.get().due_at)
    assert b"Zebulon" not in written
    assert b"VEVENT" not in calendar_of(staff.second)
