"""Pages without a description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from clarion.editorial.concerns import Concern, Found, register


def _find(pages: PageQuerySet[Any]) -> Iterator[Found]:
    for page in pages.live().specific():
        if not getattr(page, "description", page.search_description):
            yield Found(problem="missing", page=page)


register(
    Concern(
        key="descriptions",
        label=_("Descriptions"),
        problems={
            "missing": _("Nothing says what the page is about, to search engines and where it is shared")
        },
        of_pages=_find,
    )
)
