"""Articles as feeds carry them: whole, in plain HTML, every address absolute."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.utils.feedgenerator import Enclosure
from django.utils.html import format_html
from wagtail.images.models import SourceImageIOError

from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage, ArticleQuerySet
from clarion.pages.feed_content import content_of
from clarion.pages.rendering import Scope


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
    lead = _lead(page, picture) if picture else ""
    return Article(page, picture, content_of(page, page.body, scope, before=lead))


def _lead(page: ArticlePage, picture: CreditedImage) -> str:
    alt = picture.alt_in(page.locale.language_code, page.image_alt, page.image_decorates)
    return format_html('<p><img src="{}" alt="{}"></p>', picture.file.url, alt)


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
