"""The newest articles, as a section of any page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, IntegerBlock

from clarion.core.composed import composed
from clarion.pages.blocks.headings import HeadedBlock
from clarion.pages.rendering import Scope, current_scope

if TYPE_CHECKING:
    from clarion.news.models.articles import ArticleQuerySet


class Teaser(NamedTuple):
    """What a teaser shows of an article."""

    pk: int
    title: str
    url_path: str
    date: date
    summary: str
    image_id: int | None


class LatestNewsBlock(HeadedBlock):
    """The newest articles, all or those that editors marked for this page."""

    count = IntegerBlock(label=_("how many"), default=2, min_value=1, max_value=6)
    only_featured = BooleanBlock(label=_("only articles marked for this page"), required=False, default=False)

    @staticmethod
    def preload(value: dict[str, Any], scope: Scope) -> Iterator[int]:
        """Reads the articles into the scope and names the images they show."""
        articles = scope.kept(_key(value))
        if articles is None:
            articles = LatestNewsBlock.articles(value, scope)
            scope.keep(_key(value), articles)
        return (article.image_id for article in articles if article.image_id)

    @staticmethod
    def preloaded(value: dict[str, Any], scope: Scope) -> tuple[Any, ...]:
        """What is shown of the articles."""
        return tuple((one, _picture(one, scope)) for one in scope.kept(_key(value)) or ())

    @staticmethod
    def articles(value: dict[str, Any], scope: Scope) -> list[Teaser]:
        """The articles this block shows, newest first."""
        page = scope.page
        key = page.translation_key if value.get("only_featured") and page is not None else None
        count, language = value.get("count") or 2, scope.language
        if getattr(page, "site_is_restricted", True):
            rows: Iterable[Any] = _newest(language, key).public().values_list(*Teaser._fields)[:count]
        elif key is None:
            rows = _teasers(count, language=language)
        else:
            rows = _teasers(count, language=language, key=key)
        return [Teaser._make(row) for row in rows]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        scope = current_scope()
        kept = scope.kept(_key(value))
        context["articles"] = self.articles(value, scope) if kept is None else kept
        return context

    class Meta:
        icon = "doc-full-inverse"
        label = _("Latest news")
        template = "news/blocks/latest.html"
        description = _("The newest articles, all or those marked for this page.")
        preview_value: ClassVar = {"count": 2, "only_featured": False}


def _newest(language: str, key: UUID | None) -> ArticleQuerySet:
    """The newest articles, or of them those marked for the page of this key."""
    found: ArticleQuerySet = apps.get_model("news", "ArticlePage").objects.newest(language)
    return found if key is None else found.featured_on(key)


@composed
def _teasers(count: int, *, language: str, key: UUID | None = None) -> QuerySet[Any, Any]:
    return _newest(language, key).values_list(*Teaser._fields)[:count]


def _picture(article: Any, scope: Scope) -> Any:
    image = scope.image(article.image_id) if article.image_id else None
    return image and (image.pk, image.shown_values)


def _key(value: Any) -> str:
    return f"news:{value.get('count')}:{value.get('only_featured')}"
