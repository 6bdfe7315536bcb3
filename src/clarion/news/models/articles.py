"""A piece of news, and how pieces of news are found."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.models import Orderable, Page, PageManager

from clarion.core.languages import language as spoken
from clarion.core.linked_data import Thing
from clarion.news.models.authors import Author
from clarion.news.structured_data import news_article
from clarion.pages.addresses import address_of
from clarion.pages.blocks.registry import body_blocks
from clarion.pages.fields import BlocksField
from clarion.pages.models import FiledPage, FiledPageQuerySet, PicturedPage
from clarion.pages.related import related
from clarion.pages.rendering import Scope

RESERVED_SLUGS = re.compile(r"feed|topic|\d{4}")
"""Addresses below the list of articles that are not articles: the feed, the topics, the years."""


class ArticleQuerySet(FiledPageQuerySet):
    """Articles, newest first where it matters."""

    def newest(self, language: str) -> ArticleQuerySet:
        """Live articles in a language, newest first."""
        return self.live().filter(locale__language_code=language).order_by("-date", "-pk")

    def closest(self, topics: Collection[str], language: str) -> ArticleQuerySet:
        """Live articles about any of the topics: those that share most of them first, of these the newest."""
        shared = models.Count("topics__slug", distinct=True)
        about = self.newest(language).filter(topics__slug__in=list(topics))
        return about.annotate(shared=shared).order_by("-shared", "-date", "-pk")

    def featured_on(self, translation_key: UUID) -> ArticleQuerySet:
        """Those that editors marked for the page with this key, in any of its translations."""
        return self.filter(featured_places__page__translation_key=translation_key).distinct()


class ArticlePage(FiledPage, PicturedPage):  # type: ignore[django-manager-missing]
    """A piece of news."""

    summary = models.TextField(
        _("summary"), help_text=_("One or two sentences, shown wherever the article is listed.")
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    body = BlocksField(body_blocks("text", "quotation", "picture", "chart", "facts"), verbose_name=_("body"))

    objects = PageManager.from_queryset(ArticleQuerySet)()  # type: ignore[django-manager-missing]

    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("summary", "date", *PicturedPage.picture_fields)]),
        MultipleChooserPanel("bylines", chooser_field_name="author", heading=_("Authors")),
        FiledPage.topics_panel,
        FieldPanel("body"),
    ]
    promote_panels: ClassVar = [
        *Page.promote_panels,
        MultipleChooserPanel("featured_places", chooser_field_name="page", heading=_("Featured on")),
    ]
    parent_page_types: ClassVar = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/article.html"
    card_kind = "article"

    class Meta:
        verbose_name = _("article")

    def clean(self) -> None:
        super().clean()
        if RESERVED_SLUGS.fullmatch(self.slug or ""):
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is the address of a list of articles. Choose another slug.")
                    % {"slug": self.slug}
                }
            )

    @property
    def description(self) -> str:
        return str(self.search_description or self.summary)

    @property
    def card_note(self) -> str:
        return spoken(self.locale.language_code).day(self.date)

    @cached_property
    def authors(self) -> list[Author]:
        """Who wrote it, as the article's language names them."""
        return Author.objects.in_language(
            [one.author for one in self.bylines.all()], self.locale.language_code
        )

    def structured_data(self, scope: Scope) -> list[Thing]:
        return [news_article(self, scope)]

    def stored_content(self) -> list[Any]:
        return [self.body.raw_data]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        language = self.locale.language_code
        topics = list(self.topics.all())
        return {
            **super().get_context(request, *args, **kwargs),
            "topics": topics,
            "related": related(
                [topic.slug for topic in topics], language, besides=address_of(self.url_path, language)
            ),
        }


class BylineManager(models.Manager["Byline"]):
    """By-lines come with their authors: nobody asks for one without the other."""

    def get_queryset(self) -> models.QuerySet[Byline]:
        return super().get_queryset().select_related("author__locale", "author__page")


class Byline(Orderable):
    """That somebody wrote an article; the order is that of the by-line."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, verbose_name=_("author"), on_delete=models.CASCADE, related_name="+")

    objects = BylineManager()

    panels: ClassVar = [FieldPanel("author")]


class FeaturedPlace(Orderable):
    """A page whose news block shows an article. It counts for every translation of the page."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="featured_places")
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("page")]
