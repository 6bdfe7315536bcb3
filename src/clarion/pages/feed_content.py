"""Content of pages as feed readers take it: plain HTML, every address absolute."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import nh3
from django.conf import settings
from wagtail.blocks import StreamValue

from clarion.pages.addresses import address_of
from clarion.pages.kept import block_markup
from clarion.pages.models import ShownPage
from clarion.pages.rendering import Scope

_TAGS = {
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "code", "em", "figcaption", "figure", "h2", "h3", "h4", "i",
    "img", "li", "ol", "p", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_WITHOUT_CONTENT = {"script", "style", "svg", "form", "button", "template"}
_ADDRESSES = {"href", "src"}
_NOT_FOR_THE_EYE = re.compile(
    r'<(p|span) class="[^"]*\b(?:visually-hidden|for-editors)\b[^"]*">.*?</\1>', re.DOTALL
)
"""What only a screen reader of our own page, or an editor, is told."""


def content_of(page: ShownPage, stream: StreamValue, scope: Scope, before: str = "") -> str:
    """The blocks of a page, after some markup of its own. Everything they show is in the scope, which is active."""
    context = {"scope": scope, "page": page}
    blocks = "\n".join(block_markup(stream, place, scope, context) for place in range(len(stream)))
    return plain_html(before + blocks, settings.BASE_URL + address_of(page.url_path, scope.language))


def plain_html(markup: str, base: str) -> str:
    """Markup of a page as a feed reader takes it: text, pictures and tables, with addresses resolved against `base`."""

    def absolute(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if attribute in _ADDRESSES else value

    return nh3.clean(
        _NOT_FOR_THE_EYE.sub("", markup),
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=absolute,
        link_rel=None,
    ).strip()
