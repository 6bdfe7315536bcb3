"""Drafts that nobody has gone on with, and pages that are about to appear or to go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet, Revision

from clarion.editorial.concerns import Concern, Found, register

OLD = timedelta(days=30)
SOON = timedelta(days=7)


def _left(pages: PageQuerySet[Any]) -> Iterator[Found]:
    before = timezone.now() - OLD
    for page in pages.filter(has_unpublished_changes=True, latest_revision_created_at__lt=before):
        yield Found(problem="left", detail=page.latest_revision_created_at.date().isoformat(), page=page)


def _soon(pages: PageQuerySet[Any]) -> Iterator[Found]:
    until = timezone.now() + SOON
    for page in pages.filter(live=True, expire_at__lte=until):
        yield Found(problem="expires", detail=_moment(page.expire_at), page=page)
    going_live = Revision.page_revisions.filter(approved_go_live_at__lte=until)
    moments = dict(going_live.values_list("object_id", "approved_go_live_at"))
    for page in pages.filter(pk__in=[int(pk) for pk in moments]):
        yield Found(problem="appears", detail=_moment(moments[str(page.pk)]), page=page)


def _moment(value: Any) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


register(
    Concern(
        key="drafts",
        label=_("Drafts"),
        problems={"left": _("Nobody has gone on with this draft for 30 days")},
        of_pages=_left,
    )
)
register(
    Concern(
        key="schedule",
        label=_("Within a week"),
        problems={"appears": _("Is going to be published"), "expires": _("Is going to be taken down")},
        of_pages=_soon,
    )
)
