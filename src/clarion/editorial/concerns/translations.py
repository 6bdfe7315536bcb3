"""Translations that say something else than their original does now, or that nobody has read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from clarion.editorial.concerns import Concern, Found, register
from clarion.translation.models import TranslatedPage


def _find(pages: PageQuerySet[Any]) -> Iterator[Found]:
    by_id = {page.pk: page for page in pages.live()}
    translations = TranslatedPage.objects.live().filter(page__in=by_id)
    for problem, found in (("stale", translations.stale()), ("unread", translations.unreviewed())):
        for page_id in found.values_list("page_id", flat=True):
            yield Found(problem=problem, page=by_id[page_id])


register(
    Concern(
        key="translations",
        label=_("Translations"),
        problems={
            "stale": _("The original has changed since"),
            "unread": _("A machine made it, and nobody has read it yet"),
        },
        of_pages=_find,
    )
)
