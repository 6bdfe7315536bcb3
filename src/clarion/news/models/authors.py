"""Who writes articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import register_snippet

from clarion.pages.addresses import address_of


class AuthorQuerySet(models.QuerySet["Author"]):
    """Authors, each with the page about them."""

    def in_language(self, authors: Iterable[Author], language: str) -> list[Author]:
        """The same people in the same order, named as a language names them; in their own, where it does not."""
        given = list(authors)
        foreign = [one.translation_key for one in given if one.locale.language_code != language]
        if not foreign:
            return given
        named = self.filter(translation_key__in=foreign, locale__language_code=language)
        found = {one.translation_key: one for one in named.select_related("locale", "page")}
        return [found.get(one.translation_key, one) for one in given]


@register_snippet
class Author(TranslatableMixin, models.Model):
    """One person in one language: names are written in the language's script, roles in its words."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True, help_text=_("What they do here."))
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where readers learn more about them."),
    )

    panels: ClassVar[list[Any]] = [FieldPanel(name) for name in ("name", "role", "page")]
    objects = AuthorQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where readers learn more about them; empty where there is no such page."""
        if self.page is None or not self.page.live:
            return ""
        return address_of(self.page.url_path, self.locale.language_code)
