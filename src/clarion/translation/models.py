"""What each original says now, and what of it each translation says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page


class Wording(models.Model):
    """The text of a page at one time, piece by piece. Equal texts are kept once, by their digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    pieces = models.JSONField(help_text="Pairs of place and text, in order.")

    def __str__(self) -> str:
        return self.digest[:12]

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, str]]) -> Wording:
        """The wording with these pieces."""
        listed = [list(one) for one in pieces]
        return cls.objects.get_or_create(digest=cls.digest_of(listed), defaults={"pieces": listed})[0]

    @staticmethod
    def digest_of(pieces: Iterable[Sequence[str]]) -> str:
        """What tells one wording from another."""
        return hashlib.sha256(json.dumps([list(one) for one in pieces]).encode()).hexdigest()

    @property
    def by_place(self) -> Mapping[str, str]:
        """The text at each place, in order."""
        return dict(self.pieces)


class OriginalQuerySet(models.QuerySet["Original"]):
    """Originals of pages."""

    def missing_in(self, locale: Locale) -> OriginalQuerySet:
        """Those of live pages that nobody has published in a language."""
        there = Page.objects.live().filter(locale=locale).values("translation_key")
        return self.filter(page__live=True).exclude(page__translation_key__in=there)


class Original(models.Model):
    """A page that others are translations of, as last published."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="original_state")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")

    def __str__(self) -> str:
        return str(self.page)


class TranslatedQuerySet(models.QuerySet["TranslatedPage"]):
    """Translations, for editors' lists and reports."""

    def live(self) -> TranslatedQuerySet:
        """Those that readers can see, of originals that they can see."""
        return self.filter(page__live=True, original__page__live=True)

    def stale(self) -> TranslatedQuerySet:
        """Those whose original has changed since."""
        return self.exclude(source_wording=F("original__wording"))

    def unreviewed(self) -> TranslatedQuerySet:
        """Those that a machine made and nobody has reviewed."""
        return self.filter(machine_made=True)

    def progress(self) -> list[dict[str, Any]]:
        """For each language, by its code: pages translated, of them out of date, pieces in all and those that stand."""
        is_stale = ~Q(source_wording=F("original__wording"))
        by_language = self.annotate(language=F("page__locale__language_code")).values("language")
        rows = by_language.annotate(
            pages=Count("pk"),
            stale=Count("pk", filter=is_stale),
            unreviewed=Count("pk", filter=Q(machine_made=True)),
            pieces=Sum("piece_count"),
            standing=Sum("standing_count"),
        )
        return [dict(one) for one in rows.order_by("language")]


class TranslatedPage(models.Model):
    """What of its original a translated page says, as last published or as last confirmed."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="translation_state")
    original = models.ForeignKey(Original, models.CASCADE, related_name="translations")
    source_wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    piece_count = models.PositiveIntegerField(_("pieces of the original"), default=0)
    standing_count = models.PositiveIntegerField(_("pieces translated and up to date"), default=0)
    machine_made = models.BooleanField(_("made by a machine and not reviewed"), default=False)
    checked_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        indexes: ClassVar = [models.Index(fields=["original", "source_wording"])]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def is_stale(self) -> bool:
        """Whether the original has changed since."""
        return self.source_wording_id != self.original.wording_id

    @property
    def share(self) -> float:
        """How much of the original stands in the translation, from 0 to 1."""
        return self.standing_count / self.piece_count if self.piece_count else 1.0
