"""Articles, and the page that lists them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet

from clarion.pages.blocks.registry import body_blocks
from clarion.pages.models import PicturedPage, ShownPage

ARTICLES_A_PAGE = 12


class ArticleQuerySet(PageQuerySet):
    """Articles, newest first where it matters."""

    def newest(self, language: str) -> ArticleQuerySet:
        """Live articles in a language, newest first."""
        return self.live().filter(locale__language_code=language).order_by("-date", "-pk")

    def featured_on(self, page: Page) -> ArticleQuerySet:
        """Those that editors marked for a page, in any of its translations."""
        return self.filter(featured_on__translation_key=page.translation_key).distinct()


class NewsIndexPage(ShownPage):
    """The list of articles of one language."""

    lead = models.TextField(_("lead"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = ["news.ArticlePage"]
    max_count_per_parent = 1
    template = "news/index.html"

    class Meta:
        verbose_name = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.newest(self.locale.language_code).select_related("image", "locale")
        context["articles"] = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
        return context


class ArticlePage(PicturedPage):
    """A piece of news."""

    summary = models.TextField(
        _("summary"), help_text=_("One or two sentences, shown wherever the article is listed.")
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(_("author"), max_length=120, blank=True)
    body = StreamField(body_blocks("text", "quotation", "picture", "chart", "facts"), verbose_name=_("body"))
    featured_on = ParentalManyToManyField(
        Page, verbose_name=_("featured on"), blank=True, related_name="featured_articles"
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("summary", "date", "author", "image", "image_alt")]),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar = [*Page.promote_panels, FieldPanel("featured_on")]
    parent_page_types: ClassVar = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/article.html"

    class Meta:
        verbose_name = _("article")

    def stored_content(self) -> list[Any]:
        return [self.body.raw_data]
