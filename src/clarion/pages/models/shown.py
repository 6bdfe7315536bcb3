"""What every page type of the voice is made from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from clarion.pages.rendering import Scope


class ShownPage(Page):
    """A page whose content is looked up through one `Scope`. Abstract base of every page type."""

    site_is_restricted = True
    """Whether any page of the site is private. Found with the page itself, so that open sites ask no further."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        if not self.site_is_restricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def stored_content(self) -> list[Any]:
        """The stored stream values this page shows, to be walked for references."""
        return []

    def own_images(self) -> list[int | None]:
        """Ids of the images this page shows outside of its streams."""
        return []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        scope = Scope(self.locale.language_code, self)
        request.clarion_scope = scope  # type: ignore[attr-defined]
        with scope.active():
            scope.prepare(*self.stored_content(), images=self.own_images())
            response = super().serve(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "scope": getattr(request, "clarion_scope", None),
        }


class PicturedPage(ShownPage):
    """A page with a picture of its own. Abstract."""

    image = models.ForeignKey(
        "media.CreditedImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text"), max_length=250, blank=True, help_text=_("Empty: the picture only decorates.")
    )

    class Meta:
        abstract = True

    def own_images(self) -> list[int | None]:
        return [self.image_id]
