"""Links that lead elsewhere and did not arrive when they were last asked after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from clarion.editorial.concerns import Concern, Found, register
from clarion.editorial.models import ExternalLink


def _find(pages: PageQuerySet[Any]) -> Iterator[Found]:
    by_id = {page.pk: page for page in pages.live()}
    for link in ExternalLink.objects.broken().prefetch_related("pages"):
        for page in link.pages.all():
            if page.pk in by_id:
                said = f" ({link.status})" if link.status else ""
                yield Found(problem=link.problem, detail=f"{link.address}{said}", page=by_id[page.pk])


register(
    Concern(
        key="elsewhere",
        label=_("Links elsewhere"),
        problems={
            "missing": _("There is nothing at this address any more"),
            "silent": _("The server does not answer"),
            "failing": _("The server answers with an error"),
            "refused": _("The address leads into a private network, or is none"),
        },
        of_pages=_find,
    )
)
