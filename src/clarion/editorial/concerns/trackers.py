"""Laws and cases that nobody has looked at for longer than the organisation allows itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from clarion.editorial.concerns import Concern, Found, register
from clarion.tracker.models import LegislationPage, LitigationPage


def _find(pages: PageQuerySet[Any]) -> Iterator[Found]:
    today = timezone.localdate()
    by_id = {page.pk: page for page in pages.live()}
    for model in (LegislationPage, LitigationPage):
        for entry in model.objects.stale(today).filter(pk__in=by_id):
            checked = entry.checked_on
            yield Found(problem="stale", detail=checked.isoformat() if checked else "", page=by_id[entry.pk])


register(
    Concern(
        key="trackers",
        label=_("Laws and cases"),
        problems={"stale": _("It is time to look whether this still stands")},
        of_pages=_find,
    )
)
