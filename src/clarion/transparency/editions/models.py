"""Editions, as they are published. The database itself refuses to change or delete what was published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clarion.transparency.periods import Period


class Series(models.TextChoices):
    """What kind of publication an edition belongs to; each counts its own editions."""

    REPORT = "report", _("Transparency report")
    DSA = "dsa", _("EU transparency report")


class State(models.TextChoices):
    """Where an edition stands. There is no way back from published."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by what the public may read of them."""

    def published(self) -> EditionQuerySet:
        """Those the public may read."""
        return self.filter(state=State.PUBLISHED)

    def of(self, period: Period, series: str = Series.REPORT) -> EditionQuerySet:
        """All of one period and series, the newest first."""
        return self.filter(series=series, period_start=period.start, period_end=period.end).order_by(
            "-number"
        )

    def newest(self, period: Period, series: str = Series.REPORT) -> Edition | None:
        """The published edition of the period that holds now."""
        return self.published().of(period, series).first()


class Edition(models.Model):
    """One edition of a period: a draft until somebody other than its builder publishes it, then frozen.

    `manifest` holds exactly the bytes of `manifest.json`, which names every file with its SHA-256. `findings` are
    what was noticed when it was built: see `content.Finding`.
    """

    series = models.CharField("series", max_length=10, choices=Series.choices, default=Series.REPORT)
    period_start = models.DateField("first day")
    period_end = models.DateField("last day")
    number = models.PositiveIntegerField("number", help_text="From 1 in each series and period.")
    invented = models.BooleanField(
        "invented", default=False, help_text="Counts demands that were made up for trying things out."
    )
    state = models.CharField("state", max_length=10, choices=State.choices, default=State.DRAFT)

    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="built by",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions_built",
        help_text="Nobody where the command built it without being told for whom.",
    )
    built_at = models.DateTimeField("built")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="published by",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions_published",
    )
    published_at = models.DateTimeField("published", null=True, blank=True)

    reason = models.TextField("reason", blank=True, help_text="Why an edition corrects the one before.")
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )

    origin = models.CharField(
        max_length=10, blank=True, help_text="`register`, `imported`, or blank for another series."
    )
    rules = models.CharField(max_length=20, blank=True, help_text="The version of the rules of disclosure.")
    definitions = models.CharField(max_length=20, blank=True, help_text="The version of the definitions.")
    findings = models.JSONField(default=list)

    manifest = models.TextField(blank=True)
    signature = models.TextField(blank=True, help_text="A signed note over the SHA-256 of the manifest.")
    leaf = models.PositiveBigIntegerField(null=True, blank=True, help_text="Its leaf in the log.")

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "edition"
        verbose_name_plural = "editions"
        default_permissions = ()
        ordering: ClassVar = ["-period_end", "-period_start", "series", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "period_start", "period_end", "number"], name="edition_number_once"
            ),
            models.UniqueConstraint(
                fields=["series", "period_start", "period_end"],
                condition=Q(state="draft"),
                name="edition_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end")), name="edition_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | Q(built_by=None) | ~Q(published_by=F("built_by")),
                name="edition_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_by=None, published_at=None, signature="")
                | Q(state="published", published_by__isnull=False, published_at__isnull=False),
                name="edition_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(number=1, follows=None) | Q(number__gt=1, follows__isnull=False) & ~Q(reason=""),
                name="edition_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.period} {self.number}"

    @property
    def period(self) -> Period:
        """The days it counts."""
        return Period(self.period_start, self.period_end)

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED


class EditionTable(models.Model):
    """One table of an edition, as `content.Table.as_json` writes it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tables")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    content = models.JSONField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["edition", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="edition_table_once")
        ]

    def __str__(self) -> str:
        return self.key


class EditionFile(models.Model):
    """One frozen file of an edition, as it lies in its folder. The manifest itself is not among them."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["edition", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "name"], name="edition_file_once")
        ]

    def __str__(self) -> str:
        return self.name
