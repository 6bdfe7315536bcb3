"""Checking entries, and reminding editors of those that nobody has checked for long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from clarion.mail.services import send
from clarion.tracker.models import Check, TrackedPage
from clarion.tracker.trackers import TRACKERS, entry_model

REMIND_AGAIN = timedelta(days=7)
"""How long editors are left in peace about an entry they have been reminded of."""


@transaction.atomic
def mark_checked(*, entry: TrackedPage, on: date) -> None:
    """Notes that somebody made sure on a day that an entry is still true, in all of its languages."""
    Check.objects.update_or_create(entry=entry.translation_key, defaults={"on": on, "reminded_on": None})


@transaction.atomic
def remind_editors(*, on: date) -> int:
    """Writes to whoever may edit entries that want to be checked, one e-mail a person. Returns how many were written.

    Each entry is named once, in the site's first language where it has it; and again only a week later.
    """
    entries = _to_remind_of(on)
    letters: dict[Any, list[TrackedPage]] = defaultdict(list)
    for entry in entries:
        for editor in _editors_of(entry):
            letters[editor].append(entry)
    for editor, named in letters.items():
        send("tracker.stale", to=editor.email, context=stale_context(named), language=_language_of(editor))
    for entry in entries:
        Check.objects.update_or_create(entry=entry.translation_key, defaults={"reminded_on": on})
    return len(letters)


def stale_context(entries: Iterable[TrackedPage]) -> dict[str, Any]:
    """What the reminder says of each entry: its title, when it was checked, and where it can be edited."""
    named = [
        {
            "title": entry.title,
            "checked_on": entry.checked_on,
            "edit_url": settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[entry.pk]),
        }
        for entry in entries
    ]
    return {"entries": named, "count": len(named)}


def _to_remind_of(on: date) -> list[TrackedPage]:
    """The stale entries, one page each, that editors have not been reminded of lately."""
    quiet = set(Check.objects.filter(reminded_on__gt=on - REMIND_AGAIN).values_list("entry", flat=True))
    found: dict[Any, TrackedPage] = {}
    for tracker in TRACKERS:
        for page in entry_model(tracker).objects.stale(on).select_related("locale").order_by("title", "pk"):
            is_first = page.locale.language_code == settings.LANGUAGE_CODE
            if page.translation_key not in quiet and (is_first or page.translation_key not in found):
                found[page.translation_key] = page
    return list(found.values())


def _editors_of(page: Page) -> list[Any]:
    allowed = PagePermissionPolicy().users_with_permission_for_instance("change", page)
    return [user for user in allowed.order_by("pk") if user.is_active and user.email]


def _language_of(user: Any) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE
