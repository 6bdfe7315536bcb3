"""When an entry was last checked, and who is reminded when that is long ago."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from wagtail.models import Page

from clarion.core.models import User
from clarion.mail.models import OutboxMessage
from clarion.tracker.models import Check, CheckIntervals, LegislationPage, LitigationPage
from clarion.tracker.services import mark_checked, remind_editors

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def law(demo_site: object) -> LegislationPage:
    """The only open one; all others have just been checked."""
    Check.objects.update(on=TODAY)
    return LegislationPage.objects.get(slug="eu-digital-services-act", locale__language_code="en")


def _stale(model: type[Page], on: date = TODAY) -> set[str]:
    return set(model.objects.stale(on).values_list("slug", flat=True))


def test_an_open_entry_is_stale_after_thirty_days_and_a_closed_one_after_half_a_year(
    law: LegislationPage,
) -> None:
    assert _stale(LegislationPage, TODAY + timedelta(days=30)) == set()
    assert _stale(LegislationPage, TODAY + timedelta(days=31)) == {law.slug}
    assert _stale(LitigationPage, TODAY + timedelta(days=180)) == set()
    assert "google-v-cnil" in _stale(LitigationPage, TODAY + timedelta(days=181))


def test_each_tracker_has_intervals_of_its_own(law: LegislationPage) -> None:
    intervals = CheckIntervals.load()
    intervals.legislation_open = 5
    intervals.save()
    assert _stale(LegislationPage, TODAY + timedelta(days=6)) == {law.slug}
    assert _stale(LitigationPage, TODAY + timedelta(days=6)) == set()


def test_an_entry_is_stale_the_day_a_date_comes_that_was_ahead_when_it_was_checked(
    law: LegislationPage,
) -> None:
    Check.objects.filter(entry=law.translation_key).update(on=date(2027, 2, 17))
    assert _stale(LegislationPage, date(2027, 2, 17)).isdisjoint({law.slug})
    assert law.slug in _stale(LegislationPage, date(2027, 2, 18))


def test_a_check_counts_for_every_language_and_outlives_an_older_draft(
    law: LegislationPage, client: Client
) -> None:
    draft = law.save_revision()
    mark_checked(entry=law, on=date(2026, 7, 1))
    draft.publish()
    assert "July 1, 2026" in client.get("/en/legislation/eu-digital-services-act/").content.decode()
    assert "1 juillet 2026" in client.get("/fr/legislation/eu-digital-services-act/").content.decode()


def test_editors_are_written_to_once_a_week_and_each_entry_is_named_once(law: LegislationPage) -> None:
    on = TODAY + timedelta(days=31)
    written = remind_editors(on=on)
    messages = OutboxMessage.objects.filter(kind="tracker.stale", language="en")
    editor = User.objects.filter(is_superuser=True)[0]
    message = messages.get(recipient=editor.email)
    assert message.subject == "1 entry wants to be checked"
    assert message.text.count("Digital Services Act") == 1
    assert f"/admin/pages/{law.pk}/edit/" in message.text
    assert remind_editors(on=on + timedelta(days=1)) == 0
    assert remind_editors(on=on + timedelta(days=7)) == written


def test_nobody_is_written_to_when_all_is_checked(law: LegislationPage) -> None:
    assert remind_editors(on=TODAY) == 0
    assert not OutboxMessage.objects.filter(kind="tracker.stale").exists()


def test_people_who_may_not_edit_are_left_in_peace(law: LegislationPage) -> None:
    User.objects.create_user("reader@example.org", "a long password 1")
    remind_editors(on=TODAY + timedelta(days=31))
    assert not OutboxMessage.objects.filter(recipient="reader@example.org").exists()
