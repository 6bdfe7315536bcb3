"""Laws and cases filed under the topics of another page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from clarion.pages.addresses import address_of
from clarion.pages.related import RelatedLink
from clarion.tracker.models import LegislationPage, LitigationPage


def laws_about(topics: Collection[str], language: str, limit: int) -> list[RelatedLink]:
    """Laws that share the most topics first, then what moved last; each with its stage."""
    return _about(LegislationPage, topics, language, limit)


def cases_about(topics: Collection[str], language: str, limit: int) -> list[RelatedLink]:
    """Cases that share the most topics first, then what moved last; each with its outcome."""
    return _about(LitigationPage, topics, language, limit)


def _about(model: Any, topics: Collection[str], language: str, limit: int) -> list[RelatedLink]:
    rows = (
        model.objects.shown_in(language)
        .filter(topics__slug__in=list(topics))
        .annotate(shared=Count("topics__slug"))
        .standing(timezone.localdate())
        .order_by("-shared", F("last_on").desc(nulls_last=True), "title")
        .values_list("title", "url_path", "state")[:limit]
    )
    return [
        RelatedLink(title, address_of(url_path, language), model.label_of(state))
        for title, url_path, state in rows
    ]
