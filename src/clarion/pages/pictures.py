"""How a picture is written into a page: sizes a browser can choose from, no size that shifts the page."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from clarion.media.models import CreditedImage

WIDTHS = (480, 960, 1440)
"""Widths, in pixels, that raster pictures are offered in."""

_REST = 'alt="{}" width="{}" height="{}" loading="{}" decoding="async" class="{}"'


def picture_markup(image: CreditedImage, sizes: str, attributes: dict[str, str]) -> SafeString:
    """An `<img>` with dimensions, lazy unless asked otherwise; raster pictures as WebP in several widths.

    `attributes`: `alt` (empty means decorative), `loading`, `css`.
    """
    css = " ".join(filter(None, [attributes.get("css", ""), "directional" if image.directional else ""]))
    alt, loading = attributes.get("alt", ""), attributes.get("loading", "lazy")
    if image.is_svg():
        return format_html(
            f'<img src="{{}}" {_REST}>',
            image.file.url,
            alt,
            image.width,
            image.height,
            loading,
            css,
        )
    widths = [width for width in WIDTHS if width < image.width] or [image.width]
    renditions = image.get_renditions(*(f"width-{width}|format-webp" for width in widths))
    offers = [renditions[f"width-{width}|format-webp"] for width in widths]
    return format_html(
        f'<img src="{{}}" srcset="{{}}" sizes="{{}}" {_REST}>',
        offers[0].url,
        ", ".join(f"{one.url} {one.width}w" for one in offers),
        sizes,
        alt,
        offers[-1].width,
        offers[-1].height,
        loading,
        css,
    )
