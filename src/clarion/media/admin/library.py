"""The list of images, with a filter for those that lack something."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.images.views.images import ImagesFilterSet, IndexView

from clarion.media.models import CreditedImage
from clarion.media.models.queries import CreditedImageQuerySet

_CREDITS = "credits"
_ALT = "alt-"


def lack_choices() -> list[tuple[str, Any]]:
    """What the list can be narrowed to."""
    return [
        (_CREDITS, _("author, source or licence")),
        *(
            (f"{_ALT}{code}", _("alternative text: %(language)s") % {"language": label})
            for code, label in settings.LANGUAGES
        ),
    ]


class LackFilterSet(ImagesFilterSet):
    """Wagtail's filters and one of ours."""

    lacks = django_filters.ChoiceFilter(label=_("Lacks"), choices=lack_choices, method="lacking")

    def lacking(self, images: CreditedImageQuerySet, name: str, value: str) -> CreditedImageQuerySet:
        """The images that lack what was chosen."""
        if value == _CREDITS:
            return images.uncredited()
        return images.lacking_text(value.removeprefix(_ALT))

    class Meta(ImagesFilterSet.Meta):
        model = CreditedImage


class LibraryView(IndexView):
    """The list of images, and the way to Wikimedia Commons."""

    filterset_class = LackFilterSet

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            address = reverse("media_commons")
            buttons.append(Button(_("Add from Wikimedia Commons"), url=address, icon_name="download"))
        return buttons
