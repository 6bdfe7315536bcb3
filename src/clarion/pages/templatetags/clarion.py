"""Tags of the public templates."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from clarion.core.templatetags.languages import local_date
from clarion.media.licences import LICENCES
from clarion.media.models import CreditedImage
from clarion.media.renditions import Shape
from clarion.pages.addresses import address_of
from clarion.pages.chrome import Header, footer_markup, footer_of, header_markup, logo_of
from clarion.pages.echoes import echo_of
from clarion.pages.excerpts import excerpt
from clarion.pages.frames import frame_scope, page_notices, reader_language
from clarion.pages.kept import block_markup
from clarion.pages.languages import LanguageLink, direction, html_lang, languages_of, own_name
from clarion.pages.models import ShownPage
from clarion.pages.notices import Notice
from clarion.pages.pictures import Look, picture_markup
from clarion.pages.rendering import Scope
from clarion.pages.sharing import Card, card_of
from clarion.pages.structured_data import script, trail
from clarion.pages.text_only.addresses import text_address
from clarion.transparency.figures import Figure, FigureError
from clarion.transparency.presentation import Fact

register = template.Library()
_HEADING = re.compile(r"(</?h)([3-6])(?=[\s>])")
register.filter("local_date", local_date)


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
    context: dict[str, Any],
    image: CreditedImage | None,
    alt: str | None = "",
    decorative: bool | None = False,
    shape: str = "",
    **look: str,
) -> SafeString:
    """A picture with its sizes; noted so that it is credited at the end of the page.

    `alt` is the place's own alternative text; without it, the picture's in this language is said. `decorative`: none
    is. `shape`, such as `16x9`, cuts the picture. The first picture of a page passes `loading="eager"`.
    """
    if image is None:
        return mark_safe("")
    scope: Scope | None = context.get("scope")
    if scope:
        scope.show(image)
    code = scope.language if scope else translation.get_language() or settings.LANGUAGE_CODE
    cut = Shape.parse(shape) if shape else None
    return picture_markup(image, image.alt_in(code, alt, decorative), Look(shape=cut, **look))


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
    hidden = getattr(scope.page, "hidden_blocks", ())
    shown = (place for place, stored in enumerate(stream.raw_data) if stored["type"] not in hidden)
    return mark_safe("\n".join(block_markup(stream, place, scope, flat) for place in shown))  # noqa: S308


@register.simple_tag(takes_context=True)
def site_header(context: dict[str, Any]) -> SafeString:
    """The header of the site on this page."""
    scope = frame_scope(context)
    with translation.override(scope.language):
        return header_markup(
            Header(
                scope.language,
                context["request"].path,
                scope.texts.name,
                logo_of(scope),
                scope.donate_address,
                scope.menu,
                tuple(language_links(context)),
            )
        )


@register.simple_tag(takes_context=True)
def site_footer(context: dict[str, Any], has_text: bool = True) -> SafeString:
    """The footer of the site. `has_text`: whether there is anything at this address to be read as text."""
    scope = frame_scope(context)
    address = text_address(context["request"].path) if has_text else ""
    with translation.override(scope.language):
        return footer_markup(footer_of(scope), address)


@register.simple_tag
def offline_script() -> SafeString:
    """Has the browser keep the pages that are read, where the site offers that. Copies of the site leave it out."""
    if not settings.CLARION_OFFLINE:
        return SafeString()
    return format_html('<script src="{}" defer data-living></script>\n', static("clarion/js/offline.js"))


@register.simple_tag(takes_context=True)
def frame(context: dict[str, Any]) -> Scope:
    """The scope of what stands around the page; its language is the reader's."""
    return frame_scope(context)


@register.simple_tag(takes_context=True)
def own_language(context: dict[str, Any]) -> SafeString:
    """The attributes that mark the language of the page itself where the frame around it speaks another."""
    code = str(context["scope"].language)
    if code == reader_language(context):
        return SafeString()
    return format_html(' lang="{}" dir="{}"', html_lang(code), direction(code))


@register.simple_tag(takes_context=True)
def notices(context: dict[str, Any]) -> list[Notice]:
    """What is to be said above the page."""
    return page_notices(context)


@register.simple_tag(takes_context=True)
def card(context: dict[str, Any]) -> Card | None:
    """What a link to this page shows where it is shared; None where a view tells it in its own template.

    A page that shows a part of itself at an address of its own names that part with `within`.
    """
    page, scope = context.get("page"), context.get("scope")
    if not isinstance(page, ShownPage) or not scope:
        return None
    return card_of(page, scope, context.get("within", ""))


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any]) -> SafeString:
    """What machines read of this page: what its type says of it, or what the view put into the context."""
    page, scope = context.get("page"), context.get("scope")
    if isinstance(page, ShownPage) and scope:
        return script([*page.structured_data(scope), *trail(scope, page, context.get("within", ""))])
    return script(context.get("structured_data") or ())


@register.filter(name="excerpt")
def excerpt_filter(text: str, most: int) -> str:
    """The beginning of a text, cut as its script may be cut."""
    return excerpt(text, most)


@register.simple_tag(takes_context=True)
def site_stylesheets(context: dict[str, Any]) -> list[str]:
    """What the settings of the site add to the theme of the house: nothing where they say nothing."""
    scope: Scope = context["scope"]
    parts = {
        "submenu": any(entry.below for entry in frame_scope(context).menu),
        "gifts": bool(scope.organisation.donate_amount_parameter),
    }
    sheets = [static(f"clarion/css/{name}.css") for name, wanted in parts.items() if wanted]
    return [*sheets, *filter(None, [scope.look.address])]


@register.filter
def address(page: Any) -> str:
    """The public address of a page in the language being read."""
    return address_of(page.url_path, translation.get_language() or settings.LANGUAGE_CODE)


@register.filter
def title_in(image: CreditedImage, code: str) -> str:
    """A picture's title in a language."""
    return image.title_in(code)


@register.simple_tag
def licence(code: str, rel: str = "") -> str:
    """The licence with this code, as a link to its deed if it has one; nothing if there is no such licence."""
    terms = LICENCES.get(code)
    if terms is None:
        return ""
    name = terms.short_name_in(translation.get_language() or settings.LANGUAGE_CODE)
    if not terms.url:
        return name
    return format_html('<a{} href="{}">{}</a>', format_html(' rel="{}"', rel) if rel else "", terms.url, name)


@register.filter
def raise_headings(text: Any) -> SafeString:
    """The headings within a text a level higher, for a text without a heading above it: no level is left out."""
    return mark_safe(_HEADING.sub(lambda one: f"{one[1]}{int(one[2]) - 1}", conditional_escape(text)))  # noqa: S308 - escaped before


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
