"""Tags of the public templates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from clarion.media.licences import LICENCES, Licence
from clarion.media.models import CreditedImage
from clarion.pages.addresses import address_of
from clarion.pages.chrome import Header, footer_markup, footer_of, header_markup
from clarion.pages.echoes import echo_of
from clarion.pages.kept import block_markup
from clarion.pages.languages import LanguageLink, direction, html_lang, languages_of, own_name
from clarion.pages.pictures import picture_markup
from clarion.pages.rendering import Scope
from clarion.transparency.figures import Figure, FigureError
from clarion.transparency.presentation import Fact
from clarion.transparency.wording.language import language

register = template.Library()


@register.filter
def lang_tag(code: str) -> str:
    """`zh-hans` as HTML wants it: `zh-Hans` (BCP 47)."""
    return html_lang(code)


@register.filter
def lang_dir(code: str) -> str:
    """`rtl` or `ltr`."""
    return direction(code)


@register.filter
def in_itself(code: str) -> str:
    """The language's name in itself."""
    return own_name(code)


@register.simple_tag(takes_context=True)
def picture(
    context: dict[str, Any], image: CreditedImage | None, sizes: str = "100vw", **attributes: str
) -> SafeString:
    """A picture with its sizes; noted so that it is credited at the end of the page.

    `alt` empty means decorative. The first picture of a page passes `loading="eager"`.
    """
    if image is None:
        return mark_safe("")
    if scope := context.get("scope"):
        scope.show(image)
    return picture_markup(image, sizes, attributes)


@register.simple_tag(takes_context=True)
def image_by_id(context: dict[str, Any], pk: int | None) -> CreditedImage | None:
    """The image with this id, already looked up with the page."""
    if pk is None:
        return None
    return context["scope"].image(pk)


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[LanguageLink]:
    """The languages this page exists in, each with its address there.

    Pages know their translations; other views exist in every language at the same path, unless they say
    otherwise with `alternates`, a mapping of language codes to addresses.
    """
    return languages_of(context["request"], context.get("scope"), context.get("alternates"))


@register.simple_tag(takes_context=True)
def blocks(context: dict[str, Any], stream: StreamValue) -> SafeString:
    """The blocks of a page, one after the other."""
    scope: Scope = context["scope"]
    flat = context.flatten()  # type: ignore[attr-defined]
    return mark_safe("\n".join(block_markup(stream, place, scope, flat) for place in range(len(stream))))  # noqa: S308


@register.simple_tag(takes_context=True)
def site_header(context: dict[str, Any]) -> SafeString:
    """The header of the site on this page."""
    scope: Scope = context["scope"]
    return header_markup(
        Header(
            scope.language,
            context["request"].path,
            scope.texts.name,
            scope.donate_address,
            tuple(scope.menu),
            tuple(language_links(context)),
        )
    )


@register.simple_tag(takes_context=True)
def site_footer(context: dict[str, Any]) -> SafeString:
    """The footer of the site."""
    return footer_markup(footer_of(context["scope"]))


@register.filter
def address(page: Any) -> str:
    """The public address of a page in the language being read."""
    return address_of(page.url_path, translation.get_language() or settings.LANGUAGE_CODE)


@register.filter
def title_in(image: CreditedImage, code: str) -> str:
    """A picture's title in a language."""
    return image.title_in(code)


@register.filter
def local_date(day: date) -> str:
    """A day as the language writes it, in its own digits."""
    return language(translation.get_language() or settings.LANGUAGE_CODE).day(day)


@register.filter
def licence(code: str) -> Licence | None:
    """The licence with this SPDX identifier."""
    return LICENCES.get(code)


@register.inclusion_tag("pages/_heading.html", takes_context=True)
def section_heading(
    context: dict[str, Any], value: dict[str, Any], default: str = "", level: int = 2
) -> dict[str, Any]:
    """A section's heading with its echo. `default` is an untranslated message of ours, such as `Connect`."""
    own = value.get("heading")
    page = context.get("page")
    shows_echo = getattr(page, "shows_echoes", False)
    words = own or (translation.gettext(default) if default else "")
    return {
        "words": words,
        "level": level,
        "id": value.get("anchor"),
        "echo": echo_of(value, default if not own else "", page) if shows_echo and words else None,
    }


@register.simple_tag(takes_context=True)
def fact(context: dict[str, Any], key: str) -> Fact | None:
    """The figure with this key, ready to print; None if the key names none."""
    try:
        figure = Figure.parse(key)
    except FigureError:
        return None
    return Fact(context["scope"].reading(figure), translation.get_language() or settings.LANGUAGE_CODE)
