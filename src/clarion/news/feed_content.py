"""Articles as feeds carry them: whole, in plain HTML, every address absolute."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.utils.feedgenerator import Enclosure
from django.utils.html import format_html
from wagtail.images.models import SourceImageIOError

from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage, ArticleQuerySet
from clarion.pages.addresses import address_of
from clarion.pages.kept import block_markup
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


@dataclass(frozen=True)
class Article:
    """An article with its lead picture and its whole content."""

    page: ArticlePage
    picture: CreditedImage | None
    content: str


def whole_articles(articles: ArticleQuerySet, language: str) -> list[Article]:
    """The articles with their content, looked up for all of them at once."""
    found = list(articles.select_related("locale").prefetch_related("topics", "bylines"))
    scope = Scope(language)
    scope.prepare(
        *(one.body.raw_data for one in found), images=[one.image_id for one in found if one.image_id]
    )
    with scope.active():
        return [_whole(one, scope) for one in found]


def _whole(page: ArticlePage, scope: Scope) -> Article:
    picture = scope.image(page.image_id) if page.image_id else None
    context = {"scope": scope, "page": page}
    blocks = "\n".join(block_markup(page.body, place, scope, context) for place in range(len(page.body)))
    lead = _lead(page, picture) if picture else ""
    here = settings.BASE_URL + address_of(page.url_path, scope.language)
    return Article(page, picture, plain_html(lead + blocks, here))


def _lead(page: ArticlePage, picture: CreditedImage) -> str:
    alt = picture.alt_in(page.locale.language_code, page.image_alt, page.image_decorates)
    return format_html('<p><img src="{}" alt="{}"></p>', picture.file.url, alt)


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


def enclosure(article: Article) -> list[Enclosure]:
    """The lead picture's file, with its length and type; none where the file is lost."""
    picture = article.picture
    if picture is None:
        return []
    try:
        length = picture.get_file_size()
    except (SourceImageIOError, OSError):
        return []
    kind = mimetypes.guess_type(picture.file.name)[0] or "application/octet-stream"
    return [Enclosure(urljoin(settings.BASE_URL, picture.file.url), str(length), kind)]
