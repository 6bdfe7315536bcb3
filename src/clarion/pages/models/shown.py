"""What every page type of the voice is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import BaseTranslatableField

from clarion.core.linked_data import Thing
from clarion.core.plain_text import refuse_overrides
from clarion.media.models.text import LONGEST_ALT
from clarion.pages.forms import ShownPageForm
from clarion.pages.picture_uses import PictureUse
from clarion.pages.previews import PreviewedInEveryLanguage
from clarion.pages.publication import refuse_or_report
from clarion.pages.rendering import Scope


class ShownPage(PreviewedInEveryLanguage, Page):
    """A page whose content is looked up through one `Scope`. Abstract base of every page type."""

    site_is_restricted = True
    """Whether any page of the site is private. Found with the page itself, so that open sites ask no further."""

    card_kind = "website"
    """What the page is in Open Graph's words, such as `article`."""

    override_translatable_fields: ClassVar = [BaseTranslatableField("slug")]
    """Slugs are the same in every language: a translation gets that of its original and keeps it."""

    base_form_class = ShownPageForm

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        if not self.site_is_restricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def hidden_blocks(self) -> frozenset[str]:
        """The kinds of blocks that editors have switched off on this page."""
        return frozenset()

    @property
    def shown_title(self) -> str:
        """What the page is called where it is shared or listed."""
        return str(self.title)

    @property
    def description(self) -> str:
        """What the page is about, in a sentence or two: for search engines, and where it is shared."""
        return str(self.search_description or getattr(self, "lead", ""))

    @property
    def card_note(self) -> str:
        """A word below the title on the page's drawn picture; empty: the site's tagline."""
        return ""

    def structured_data(self, scope: Scope) -> list[Thing]:
        """What the page is in Schema.org's words; the trail that leads to it is added."""
        return []

    def stored_content(self) -> list[Any]:
        """The stored stream values this page shows, to be walked for references."""
        return []

    def words_from_elsewhere(self) -> Iterable[str]:
        """What the page says that is kept outside of it, such as the names of people: for the search."""
        return ()

    def own_pictures(self) -> list[PictureUse]:
        """The pictures this page shows outside of its streams."""
        return []

    def clean(self) -> None:
        super().clean()
        refuse_overrides(vars(self), ("title", "slug", "seo_title", "search_description"))

    def publish(self, revision: Any, user: Any = None, *args: Any, **kwargs: Any) -> None:
        if not refuse_or_report(self, revision, user, kwargs.get("log_action", True)):
            super().publish(revision, user, *args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with self._scope_of(request):
            response = _rendered(super().serve(request, *args, **kwargs))
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True)  # It carries the bar that staff see.
        return response

    def respond(self, request: HttpRequest) -> HttpResponse:
        with self._scope_of(request):
            return _rendered(TemplateResponse(request, self.get_template(request), self.get_context(request)))

    @contextmanager
    def _scope_of(self, request: HttpRequest) -> Iterator[None]:
        scope = Scope(self.locale.language_code, self)
        request.clarion_scope = scope  # type: ignore[attr-defined]
        with scope.active():
            scope.prepare(*self.stored_content(), images=[one.image for one in self.own_pictures()])
            yield

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "scope": getattr(request, "clarion_scope", None),
        }


def _rendered(response: HttpResponse) -> HttpResponse:
    return response.render() if isinstance(response, TemplateResponse) else response


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
        _("alternative text"),
        max_length=LONGEST_ALT,
        blank=True,
        help_text=_("What the picture shows. Empty: what the image library says in this page's language."),
    )
    image_decorates = models.BooleanField(
        _("the picture only decorates"),
        default=False,
        help_text=_("It says nothing that the text does not say, and screen readers pass over it."),
    )

    picture_fields: ClassVar = ("image", "image_alt", "image_decorates")

    class Meta:
        abstract = True

    def own_pictures(self) -> list[PictureUse]:
        return [PictureUse(self.image_id, self.image_alt, self.image_decorates)] if self.image_id else []
