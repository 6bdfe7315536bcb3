"""The topics the organisation speaks about. Articles, positions and trackers are filed under them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageQuerySet, TranslatableMixin
from wagtail.snippets.models import register_snippet

from clarion.pages.forms import ShownPageForm


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics, in the order editors gave them."""

    def in_language(self, language: str) -> TopicQuerySet:
        """The topics that have a name in a language."""
        return self.filter(locale__language_code=language)


@register_snippet
class Topic(TranslatableMixin, models.Model):
    """One topic in one language. Its slug is the same in every language and stands in addresses."""

    slug = models.SlugField(_("slug"), help_text=_("Stands in addresses; the same in every language."))
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=250, blank=True)
    place = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    panels: ClassVar[list[Any]] = [FieldPanel(name) for name in ("name", "slug", "description", "place")]
    objects = TopicQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["place", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["locale", "slug"], name="topic_once_a_language")
        ]

    def __str__(self) -> str:
        return self.name


class FiledPageQuerySet(PageQuerySet):
    """Pages that are filed under topics."""

    def about(self, topics: Collection[str]) -> Self:
        """Those filed under any of the topics, which are named by their slugs."""
        return self.filter(topics__slug__in=list(topics)).distinct()


class FiledPageForm(ShownPageForm):
    """Offers the topics of the page's own language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            offered = self.fields["topics"].queryset
            self.fields["topics"].queryset = offered.filter(locale_id=self.instance.locale_id)


class FiledPage(models.Model):
    """What makes a page one that is filed under topics. Abstract; stands beside `ShownPage`."""

    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")

    base_form_class = FiledPageForm
    topics_panel = FieldPanel("topics", widget=forms.CheckboxSelectMultiple)

    class Meta:
        abstract = True

    @property
    def topic_slugs(self) -> list[str]:
        """The slugs of its topics."""
        return [topic.slug for topic in self.topics.all()]
