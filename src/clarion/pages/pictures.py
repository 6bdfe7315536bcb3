"""How a picture is written into a page: sizes a browser can choose from, no size that shifts the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractRendition

from clarion.media.models import CreditedImage
from clarion.media.renditions import FORMATS, Shape, specs_of


@dataclass(frozen=True)
class Look:
    """How a picture appears in its place.

    `shape` cuts raster pictures to a shape around their focal point; without one they stay whole.
    """

    sizes: str = "100vw"
    loading: str = "lazy"
    css: str = ""
    shape: Shape | None = None


def picture_markup(image: CreditedImage, alt: str, look: Look) -> SafeString:
    """An `<img>` with dimensions, lazy unless asked otherwise. Raster pictures come in formats and widths to choose.

    An empty `alt` means decoration.
    """
    if image.is_svg():
        return _img(image, look, alt, image.file.url, image.width, image.height)
    made = {kind: list(image.get_renditions(*specs_of(image, kind, look.shape)).values()) for kind in FORMATS}
    *better, (_, plain) = made.items()
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        ((kind, _srcset(offers), look.sizes) for kind, offers in better),
    )
    choice = format_html(' srcset="{}" sizes="{}"', _srcset(plain), look.sizes)
    img = _img(image, look, alt, plain[0].url, plain[-1].width, plain[-1].height, choice)
    return format_html("<picture>{}{}</picture>", sources, img)


def _img(
    image: CreditedImage, look: Look, alt: str, src: str, width: int, height: int, choice: str = ""
) -> SafeString:
    return format_html(
        '<img src="{}"{} alt="{}" width="{}" height="{}" loading="{}" decoding="async" class="{}">',
        src,
        choice,
        alt,
        width,
        height,
        look.loading,
        " ".join(filter(None, [look.css, "directional" if image.directional else ""])),
    )


def _srcset(offers: Sequence[AbstractRendition]) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in offers)
