"""What a link to a page shows where it is shared: Open Graph, which every network reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from clarion.pages.addresses import address_of
from clarion.pages.excerpts import excerpt

if TYPE_CHECKING:
    from clarion.media.models import CreditedImage
    from clarion.pages.models import ShownPage
    from clarion.pages.rendering import Scope

WIDTH, HEIGHT = 1200, 630
CROPPED = f"fill-{WIDTH}x{HEIGHT}|format-jpeg"
LONGEST_DESCRIPTION = 200
"""Characters; networks and search engines show no more."""


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


def card_of(page: ShownPage, scope: Scope, within: str = "") -> Card:
    """The card of a page, or of a part of it: its own picture, cropped, or its title as a picture."""
    own = shared_image(page, scope)
    drawn = f"{address_of(page.url_path, scope.language)}share.png"
    return Card(
        kind=page.card_kind,
        title=f"{within} · {page.shown_title}" if within else page.shown_title,
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
