"""The topics the organisation speaks about. Articles, positions and trackers are filed under them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet


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
