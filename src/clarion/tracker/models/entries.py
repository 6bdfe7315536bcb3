"""What a law and a case that we follow have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, TranslatableMixin

from clarion.core.languages import language
from clarion.pages.blocks.registry import body_blocks
from clarion.pages.fields import BlocksField
from clarion.pages.models import FiledPage, ShownPage
from clarion.pages.related import related
from clarion.tracker.course import Course, course_of
from clarion.tracker.forms import TrackedPageForm
from clarion.tracker.models.checks import Check
from clarion.tracker.order import wrong_day
from clarion.tracker.places import place_choices
from clarion.tracker.querysets import TrackedPageQuerySet
from clarion.tracker.vocabulary import TRACKER_NAMES


class DatedEvent(TranslatableMixin, models.Model):
    """Something that happened on a day, or is going to. Abstract; `page` and `state` are the subclass's."""

    date = models.DateField(_("day"))
    title = models.CharField(_("what happens"), max_length=200)
    text = models.TextField(_("more about it"), blank=True)
    source_name = models.CharField(_("source"), max_length=120, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=500)

    panels: ClassVar[list[Any]] = [
        FieldRowPanel(["date", "state"]),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel(["source_name", "source_url"]),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering: ClassVar = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.date}: {self.title}"

    @property
    def anchor(self) -> str:
        """Its place on the page of its entry."""
        return f"event-{self.pk}"

    def clean(self) -> None:
        super().clean()
        if self.date and (problem := wrong_day(self.date, timezone.localdate())):
            raise ValidationError({"date": problem})
        if self.source_name and not self.source_url:
            raise ValidationError(
                {"source_url": _("Give the address of the source, or leave its name empty.")}
            )


class TrackedDocument(TranslatableMixin, Orderable, models.Model):
    """A document of an entry: a file kept here, or one kept elsewhere. Abstract; `page` is the subclass's."""

    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.URLField(_("address elsewhere"), blank=True, max_length=500)

    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("file"), FieldPanel("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.file_id) == bool(self.url):
            raise ValidationError({"url": _("Choose a file, or give an address: one of the two.")})

    @property
    def address(self) -> str:
        """Where it can be read."""
        return self.file.url if self.file else self.url

    @property
    def kind(self) -> str:
        """Its type as readers know it, such as `PDF`; empty if the address does not say."""
        name = self.file.filename if self.file else self.url.partition("?")[0].rpartition("/")[2]
        ending = name.rpartition(".")[2] if "." in name else ""
        return ending.upper() if ending.isalnum() and len(ending) <= 4 and self._is_file(ending) else ""

    @property
    def size(self) -> int | None:
        """Its size in bytes, if it is kept here."""
        return self.file.get_file_size() if self.file else None

    def _is_file(self, ending: str) -> bool:
        return bool(self.file) or ending.lower() in {
            "pdf",
            "odt",
            "doc",
            "docx",
            "csv",
            "xlsx",
            "ods",
            "txt",
            "zip",
        }


class TrackedPage(FiledPage, ShownPage):
    """A law or a case that we follow. Abstract.

    Where it stands is never typed: its events say so.
    """

    TRACKER: ClassVar[str]
    """The name of its tracker, which stands in addresses."""
    FIRST_STATE: ClassVar[Any]
    FINAL_STATES: ClassVar[Collection[Any]]
    STATE: ClassVar[str]
    """What its state is called in addresses."""
    STANCE: ClassVar[str]
    """The field that says where we stand, and its name in addresses."""
    STANCES: ClassVar[Any]

    summary = models.TextField(_("summary"), help_text=_("One or two sentences: what it is about."))
    place = models.CharField(
        _("jurisdiction"),
        max_length=2,
        choices=place_choices,
        help_text=_("Where the law is made or the case is heard."),
    )
    reasons = RichTextField(_("reasons"), blank=True, help_text=_("Why we see it that way."))
    body = BlocksField(body_blocks("text", "quotation", "picture"), verbose_name=_("background"), blank=True)
    take_part = RichTextField(_("what you can do"), blank=True)

    card_kind = "article"
    objects: ClassVar[Any] = PageManager.from_queryset(TrackedPageQuerySet)()
    base_form_class = TrackedPageForm
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @classmethod
    def event_model(cls) -> Any:
        """The model of its events."""
        return cls._meta.get_field("events").related_model

    @classmethod
    def panels_with(cls, *own: Any) -> list[Any]:
        """The panels of the editor, with those of one kind of entry after the opening."""
        return [
            *Page.content_panels,
            MultiFieldPanel(
                [FieldPanel("summary"), FieldPanel("place"), cls.topics_panel], heading=_("Opening")
            ),
            *own,
            InlinePanel(
                "events", heading=_("Events"), label=_("Event"), min_num=1,
                help_text=_("Where it stands, what is next and whether it is closed follow from the events."),
            ),
            FieldPanel("body"),
            InlinePanel("documents", heading=_("Documents"), label=_("Document")),
            FieldPanel("take_part"),
        ]  # fmt: skip

    @property
    def description(self) -> str:
        return str(self.search_description or self.summary)

    def stored_content(self) -> list[Any]:
        rich = [{"type": name, "value": getattr(self, name)} for name in ("reasons", "take_part")]
        return [self.body.raw_data, rich]

    @cached_property
    def course(self) -> Course[Any]:
        """Where it stands today."""
        return self.course_on(timezone.localdate())

    def course_on(self, day: date) -> Course[Any]:
        """Where it stands on a day."""
        return course_of(
            self.events.all(),
            on=day,
            first=self.FIRST_STATE.value,
            final=[one.value for one in self.FINAL_STATES],
        )

    def problems_of(self, events: Sequence[Any]) -> list[str]:
        """What cannot be true of these events together, a sentence each, for the editor."""
        return []

    @property
    def state_label(self) -> str:
        """What readers call the state it is in."""
        return self.label_of(self.course.state)

    @classmethod
    def label_of(cls, state: str) -> str:
        """What readers call a state."""
        return str(type(cls.FIRST_STATE)(state).label)

    @property
    def stance(self) -> str:
        """Our position or role."""
        return str(getattr(self, self.STANCE))

    @property
    def stance_label(self) -> str:
        """What readers call our position or role."""
        return str(self.STANCES(self.stance).label)

    @property
    def place_label(self) -> str:
        """The name of its jurisdiction in its own language."""
        return language(self.locale.language_code).territory(self.place)

    @property
    def particulars(self) -> list[tuple[str, str]]:
        """What a register would say of it: (name, value), those without a value left out."""
        raise NotImplementedError

    @cached_property
    def checked_on(self) -> date | None:
        """When somebody last made sure that it is still true."""
        return Check.objects.filter(entry=self.translation_key).values_list("on", flat=True).first()

    @property
    def calendar_address(self) -> str:
        """Where its dates can be put into a calendar."""
        return self._below("entry-calendar", slug=self.slug)

    @property
    def tracker_address(self) -> str:
        """Where all entries like it are listed."""
        return f"/{self.locale.language_code}/{self.TRACKER}/"

    @property
    def feed_address(self) -> str:
        """Where the changes of all entries like it can be followed."""
        return self._below("feed")

    @property
    def tracker_name(self) -> str:
        """What readers call its tracker."""
        return str(TRACKER_NAMES[self.TRACKER])

    @property
    def stance_heading(self) -> str:
        """What stands above our position or role."""
        raise NotImplementedError

    @property
    def register_url(self) -> str:
        """Where the law or the case can be read in full; empty if nobody said."""
        raise NotImplementedError

    @property
    def register_host(self) -> str:
        """The site of `register_url`, as readers know it."""
        return (urlsplit(self.register_url).hostname or "").removeprefix("www.")

    def _below(self, name: str, **parameters: str) -> str:
        with translation.override(self.locale.language_code):
            return reverse(f"tracker-{name}", kwargs={"tracker": self.TRACKER, **parameters})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "course": self.course,
            "checked_on": self.checked_on,
            "documents": self.documents.select_related("file"),
            "related": related(self.topic_slugs, self.locale.language_code, besides=request.path),
        }
