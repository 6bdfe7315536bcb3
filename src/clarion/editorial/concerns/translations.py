"""Translations whose original was published anew since they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet

from clarion.editorial.concerns import Concern, Found, register


def _find(pages: PageQuerySet[Any]) -> Iterator[Found]:
    originals = Page.objects.live().filter(
        locale__language_code=settings.LANGUAGE_CODE, translation_key=OuterRef("translation_key")
    )
    translations = pages.live().exclude(locale__language_code=settings.LANGUAGE_CODE)
    published_since = translations.annotate(
        original_at=Subquery(originals.values("last_published_at")[:1])
    ).filter(original_at__gt=F("last_published_at"))
    for page in published_since:
        yield Found(problem="stale", detail=page.original_at.date().isoformat(), page=page)


register(
    Concern(
        key="translations",
        label=_("Translations"),
        problems={"stale": _("The original has been published anew since")},
        of_pages=_find,
    )
)
