"""The calendars of what we follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from clarion.core.languages import active_language
from clarion.pages.addresses import address_of
from clarion.tracker.calendars import CalendarDay, calendar
from clarion.tracker.feeds import Followed
from clarion.tracker.trackers import entry_model

CACHE_SECONDS = 300


@require_safe
@conditional_page
def coming_dates(request: HttpRequest, tracker: str) -> HttpResponse:
    """Every date of a tracker that is still ahead."""
    language = active_language().code
    entries = entry_model(tracker).objects.shown_in(language)
    coming = (
        entry_model(tracker)
        .event_model()
        .objects.filter(page__in=entries, date__gte=timezone.localdate())
        .select_related("page")
    )
    return _answer(Followed(tracker, language, None).name, coming, language, tracker)


@require_safe
@conditional_page
def dates_of_entry(request: HttpRequest, tracker: str, slug: str) -> HttpResponse:
    """Every date of one entry, those behind it too, so that a calendar that was subscribed to loses none."""
    language = active_language().code
    entry = get_object_or_404(entry_model(tracker).objects.shown_in(language), slug=slug)
    return _answer(entry.title, entry.events.select_related("page"), language, slug)


def _answer(name: str, events: Iterable[Any], language: str, file: str) -> HttpResponse:
    response = HttpResponse(
        calendar(name, _days(events, language), language), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{file}.ics"'
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def _days(events: Iterable[Any], language: str) -> Iterator[CalendarDay]:
    for event in events:
        page = event.page
        yield CalendarDay(
            key=f"{event.translation_key}.{language}",
            day=event.date,
            summary=f"{page.title}: {event.title}",
            description=event.text or page.summary,
            address=f"{settings.BASE_URL}{address_of(page.url_path, language)}#{event.anchor}",
            changed_at=page.last_published_at or page.first_published_at or _beginning(event.date),
        )


def _beginning(day: date) -> datetime:
    """The first moment of the day: a mark that stays, for a page that does not know when it was published."""
    return datetime.combine(day, time(), UTC)
