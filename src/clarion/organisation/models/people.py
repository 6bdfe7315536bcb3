"""The people of the organisation, and the page that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField, TranslatableField

from clarion.core.linked_data import Thing
from clarion.organisation.spoken import Speaks
from clarion.pages.languages import html_lang
from clarion.pages.models import ComposedPage
from clarion.pages.picture_uses import PictureUse
from clarion.pages.rendering import Scope


class PersonQuerySet(models.QuerySet["Person"]):
    """People, in the order editors gave them."""

    def in_language(self, language: str) -> PersonQuerySet:
        """Those who are described in a language, the members of a team together."""
        return self.filter(locale__language_code=language).order_by("team_place", "team", "place", "name")


@register_snippet
class Person(TranslatableMixin, Speaks, models.Model):
    """One who works for the organisation, as one language says it."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=160)
    team = models.CharField(_("team"), max_length=80, help_text=_("Those of one team are shown together."))
    team_place = models.PositiveSmallIntegerField(_("place of the team"), default=0)
    place = models.PositiveSmallIntegerField(_("place in the team"), default=0)
    about = models.TextField(_("about"), max_length=400, blank=True, help_text=_("A sentence or two."))
    image = models.ForeignKey(
        "media.CreditedImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_(
            "An e-mail address, an address elsewhere (https://…), or a path of this site such as contact/."
        ),
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        MultiFieldPanel(
            [FieldPanel("team"), FieldRowPanel([FieldPanel("team_place"), FieldPanel("place")])],
            heading=_("Team"),
        ),
        FieldPanel("about"),
        FieldPanel("languages"),
        FieldPanel("image"),
        FieldPanel("contact"),
    ]
    override_translatable_fields: ClassVar = [
        TranslatableField("role"),
        TranslatableField("team"),
        TranslatableField("about"),
        *(SynchronizedField(name) for name in ("languages", "image", "contact")),
    ]
    objects = PersonQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar = ["team_place", "place", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if ":" in self.contact and not self.contact.startswith("https://"):
            raise ValidationError({"contact": _("An address elsewhere begins with https://.")})

    @property
    def contact_address(self) -> str:
        """Where a link to reach the person leads."""
        if not self.contact or self.contact.startswith("https://"):
            return self.contact
        if "@" in self.contact:
            return f"mailto:{self.contact}"
        return f"/{self.locale.language_code}/{self.contact.lstrip('/')}"


class PeoplePage(ComposedPage):
    """Everybody who works for the organisation, team by team."""

    parent_page_types: ClassVar = ["pages.HomePage", "pages.ContentPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "organisation/people.html"

    class Meta:
        verbose_name = _("people")

    @cached_property
    def people(self) -> list[Person]:
        """Everybody who is described in the page's language."""
        return list(Person.objects.in_language(self.locale.language_code).select_related("locale"))

    @property
    def teams(self) -> list[tuple[str, list[Person]]]:
        """The teams by name, with their members."""
        return [(team, list(members)) for team, members in groupby(self.people, key=lambda one: one.team)]

    def words_from_elsewhere(self) -> Iterator[str]:
        for one in self.people:
            yield from (one.name, one.role, one.about)

    def own_pictures(self) -> list[PictureUse]:
        portraits = (one.image_id for one in self.people if one.image_id)
        return [*super().own_pictures(), *(PictureUse(pk, decorative=True) for pk in portraits)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "teams": self.teams}

    def structured_data(self, scope: Scope) -> list[Thing]:
        people = [
            {
                "@type": "Person",
                "name": one.name,
                "jobTitle": one.role,
                "knowsLanguage": [html_lang(code.lower()) for code in one.languages.split()],
            }
            for one in self.people
        ]
        return [{"@type": "AboutPage", "mainEntity": {"@type": "ItemList", "itemListElement": people}}]
