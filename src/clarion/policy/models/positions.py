"""A position of the organisation, and the page that lists all of them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page, PageManager, PageQuerySet

from clarion.core.linked_data import Thing
from clarion.pages.addresses import address_of
from clarion.pages.blocks.registry import body_blocks
from clarion.pages.fields import BlocksField
from clarion.pages.languages import html_lang
from clarion.pages.models import ComposedPage, Topic
from clarion.pages.related import related
from clarion.pages.rendering import Scope


class PositionQuerySet(PageQuerySet):
    """Positions, in the order of the tree."""

    def open(self, language: str) -> PositionQuerySet:
        """Live positions in a language that anybody may read."""
        return self.live().public().filter(locale__language_code=language)

    def about(self, topics: Any) -> PositionQuerySet:
        """Those filed under any of the topics (slugs), the closest first."""
        return (
            self.filter(topics__slug__in=topics)
            .annotate(shared_topics=models.Count("topics", distinct=True))
            .order_by("-shared_topics", "path")
        )


class PolicyIndexPage(ComposedPage):
    """The positions of one language, each with its stance."""

    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = ["policy.PositionPage", "pages.ContentPage"]
    max_count_per_parent = 1
    template = "policy/index.html"

    class Meta:
        verbose_name = _("policy positions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = PositionPage.objects.open(self.locale.language_code).child_of(self)
        positions = found.annotate(last_changed=models.Max("changes__changed_on")).order_by("path")
        return {**super().get_context(request, *args, **kwargs), "positions": positions}


class PositionPage(ComposedPage):
    """Where the organisation stands on a question, why, since when, and who stands there with it."""

    stance = models.TextField(
        _("stance"),
        max_length=300,
        help_text=_("One clear sentence that could be quoted alone. It stands in the list of positions."),
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), related_name="+")
    evidence = BlocksField(
        body_blocks("facts", "chart"),
        verbose_name=_("evidence"),
        blank=True,
        help_text=_("Figures from the register. Their values are computed each time the page is shown."),
    )

    objects = PageManager.from_queryset(PositionQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("stance"),
        FieldPanel("topics"),
        *ComposedPage.content_panels[len(Page.content_panels) :],
        FieldPanel("evidence"),
        InlinePanel("backers", heading=_("Who stands behind it"), label=_("backer")),
        InlinePanel("resources", heading=_("Resources"), label=_("resource")),
        InlinePanel("changes", heading=_("History"), label=_("change")),
    ]
    parent_page_types: ClassVar = ["policy.PolicyIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "policy/position.html"
    card_kind = "article"

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")

    def clean(self) -> None:
        super().clean()
        strangers = [one for one in self.topics.all() if one.locale_id != self.locale_id]
        if strangers:
            raise ValidationError(
                {
                    "topics": ValidationError(
                        _("“%(topic)s” is a topic of another language. Choose those of the page's own."),
                        params={"topic": strangers[0]},
                    )
                }
            )

    def stored_content(self) -> list[Any]:
        return [*super().stored_content(), self.evidence.raw_data]

    @cached_property
    def history(self) -> list[Any]:
        """What has changed, newest first."""
        return sorted(self.changes.all(), key=lambda one: (one.changed_on, one.pk or 0), reverse=True)

    @property
    def changed_on(self) -> date | None:
        """The day of the last change."""
        return self.history[0].changed_on if self.history else None

    @cached_property
    def adopted_on(self) -> date | None:
        """Since when the first of those behind it has stood there."""
        return min((one.adopted_on for one in self.backers.all()), default=None)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        topics = list(self.topics.all())
        language = self.locale.language_code
        return {
            **super().get_context(request, *args, **kwargs),
            "topics": topics,
            "resources": self.resources.select_related("document"),
            "related": related(
                [one.slug for one in topics], language, besides=address_of(self.url_path, language)
            ),
        }

    def structured_data(self, scope: Scope) -> list[Thing]:
        said: Thing = {
            "@type": "Article",
            "headline": self.heading or self.title,
            "abstract": self.stance,
            "about": [one.name for one in self.topics.all()],
            "inLanguage": html_lang(self.locale.language_code),
        }
        if self.adopted_on:
            said["datePublished"] = self.adopted_on.isoformat()
        if self.changed_on:
            said["dateModified"] = self.changed_on.isoformat()
        return [said]
