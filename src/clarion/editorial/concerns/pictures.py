"""Pictures that lack what has to be known before they may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageQuerySet

from clarion.editorial.concerns import Concern, Found, register
from clarion.media.models import CreditedImage
from clarion.media.models.image import Lack
from clarion.pages.picture_uses import uses_in


def _uncredited() -> Iterator[Found]:
    for image in CreditedImage.objects.uncredited().select_related("uploaded_by_user"):
        lacking = [str(lack.value) for lack in image.lacks("", decorative=True)]
        yield Found(
            problem="credits",
            detail=", ".join(lacking),
            title=image.title,
            address=reverse("wagtailimages:edit", args=[image.pk]),
            person=image.uploaded_by_user,
        )


def _undescribed(pages: PageQuerySet[Any]) -> Iterator[Found]:
    shown = [(page, list(_uses(page))) for page in pages.live().specific()]
    wanted = {use.image for _page, uses in shown for use in uses}
    images = {one.pk: one for one in CreditedImage.objects.filter(pk__in=wanted).prefetch_related("texts")}
    for page, uses in shown:
        for use in uses:
            image = images.get(use.image)
            if image and Lack.ALT in image.lacks(page.locale.language_code, use.alt, use.decorative):
                yield Found(problem="alt", detail=image.title, page=page)


def _uses(page: Any) -> Iterator[Any]:
    if hasattr(page, "own_pictures"):
        yield from page.own_pictures()
        yield from uses_in(page.stored_content())


register(
    Concern(
        key="pictures",
        label=_("Pictures"),
        problems={
            "credits": _("Author, source or licence is missing"),
            "alt": _("Nothing says what the picture shows, in this language"),
        },
        of_pages=_undescribed,
        of_site=_uncredited,
    )
)
