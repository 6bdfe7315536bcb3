"""What a link to a page shows where it is shared: Open Graph, which every network reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from clarion.charts.share_picture import title_picture
from clarion.pages.addresses import address_of
from clarion.pages.excerpts import excerpt
from clarion.pages.rendering import Scope
from clarion.pages.serving import find_page

if TYPE_CHECKING:
    from clarion.media.models import CreditedImage
    from clarion.pages.models import ShownPage

WIDTH, HEIGHT = 1200, 630
CROPPED = f"fill-{WIDTH}x{HEIGHT}|format-jpeg"
LONGEST_DESCRIPTION = 200
"""Characters; networks and search engines show no more."""

PICTURE_FRESH_FOR = 3600
"""Seconds; those who share links fetch the picture again and again."""


@dataclass(frozen=True)
class Card:
    """What is shown of a page: `kind` is Open Graph's, the picture is 1200 by 630 at an absolute address."""

    kind: str
    title: str
    description: str
    picture: str
    picture_alt: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(page: ShownPage, scope: Scope) -> Card:
    """The card of a page: its own picture, cropped, or its title as a picture."""
    own = shared_image(page, scope)
    drawn = f"{address_of(page.url_path, scope.language)}share.png"
    return Card(
        kind=page.card_kind,
        title=page.shown_title,
        description=excerpt(page.description, LONGEST_DESCRIPTION),
        picture=_absolute(own or drawn),
        picture_alt=_own_alt(page, scope) if own else page.shown_title,
    )


def shared_image(page: ShownPage, scope: Scope) -> str:
    """The address of the page's own picture in the size of a card; empty where it has none that can be cropped."""
    image = _own_image(page, scope)
    if image is None or image.is_svg():
        return ""
    try:
        return str(image.get_rendition(CROPPED).url)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return ""  # A lost or broken file costs the page its picture, not its readers.


def _own_image(page: ShownPage, scope: Scope) -> CreditedImage | None:
    own = page.own_pictures()
    return scope.image(own[0].image) if own else None


def _own_alt(page: ShownPage, scope: Scope) -> str:
    image, own = _own_image(page, scope), page.own_pictures()
    return image.alt_in(scope.language, own[0].alt, own[0].decorative) if image else ""


def _absolute(address: str) -> str:
    return address if "://" in address else settings.BASE_URL + address


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponse:
    """The drawn picture of a page: its title, a word on it, and who speaks."""
    from clarion.pages.models import ShownPage

    language = get_language() or settings.LANGUAGE_CODE
    page = find_page(path, language)
    if not isinstance(page, ShownPage) or page.get_view_restrictions().exists():
        raise Http404
    scope = Scope(language)
    body = _drawn(page.shown_title, page.card_note or scope.texts.tagline, scope.texts.name, language)
    response = HttpResponse(body, content_type="image/png")
    patch_cache_control(response, public=True, max_age=PICTURE_FRESH_FOR)
    return response


@lru_cache(maxsize=128)
def _drawn(title: str, note: str, organisation: str, language: str) -> bytes:
    return title_picture(title, note, organisation, language)
