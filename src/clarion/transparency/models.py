"""Tallies: counts of demands, from the register or from published history, each knowing its source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clarion.register.vocabulary import Kind, Outcome, Process, Requester, Unit

OWN = ""
"""The peer of what is the organisation's own."""


class SourceQuerySet(QuerySet["Source"]):
    """Sources by whose they are."""

    def public(self, peer: str = OWN) -> SourceQuerySet:
        """Those that public pages may show: the organisation's own, or of the peer of this slug."""
        return self.filter(published=True, peer=peer)

    def of_peers(self) -> SourceQuerySet:
        """Those of any other organisation that public pages may show."""
        return self.filter(published=True).exclude(peer=OWN)


class TallyQuerySet(QuerySet["Tally"]):
    """Tallies by whose they are."""

    def public(self, peer: str = OWN) -> TallyQuerySet:
        """Those that public figures count: the organisation's own, or of the peer of this slug.

        Of the register's own that is totals alone: by country and so on it is told by editions.
        """
        told = self.filter(source__published=True, source__peer=peer)
        return told.exclude(~Q(breakdown="total"), source__standing=Source.Standing.REGISTER)


class Source(models.Model):
    """Where tallies come from: a published document, or the register itself.

    Where two sources state the same period, figures read the one of the better standing, then the newer one:
    they are never added. A published edition that was counted from the register is a source of its own, of the best
    standing: what it told is what figures tell.

    A source with a `peer` is another organisation's series about itself. It stands beside the organisation's own
    figures and never enters them: what reads tallies for a figure, table, report or search reads those without one.
    """

    class Standing(models.TextChoices):
        EDITION = "edition", _("A published edition of the report")
        REGISTER = "register", _("Computed from the register")
        DATASET = "dataset", _("The organisation's own published data")
        QUOTED = "quoted", _("Quoted from a text of the organisation")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    licence = models.CharField(max_length=80, blank=True)
    as_of = models.DateField(help_text=_("The day the source describes, or was published."))
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.DATASET)
    note = models.CharField(max_length=500, blank=True, help_text=_("What a reader should know about it."))
    profile = models.CharField(max_length=120, blank=True, help_text=_("The mapping profile that read it."))
    sha256 = models.CharField(max_length=64, blank=True)
    imported_at = models.DateTimeField(auto_now=True)
    published = models.BooleanField(
        default=True, help_text=_("Whether public figures count it; demonstration demands are kept apart.")
    )
    peer = models.SlugField(
        max_length=60,
        blank=True,
        default=OWN,
        help_text=_("Whose series it is, if another organisation's. Blank: the organisation's own."),
    )
    differences = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("By measure and language: how a peer counts otherwise than the organisation does."),
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(peer=OWN) | ~Q(standing="register"), name="source_register_is_own"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Tally(models.Model):
    """One cell: a count for a period, kind, outcome and unit, broken down by the dimensions of `breakdown`.

    A breakdown is `total`, one dimension (`country`), or several joined by `+` (`country+process`). A dimension
    that is not part of the breakdown is blank: the cell sums over it. Within one breakdown cells are
    additive, so every breakdown of a period reconciles with every other, and any measure reads a number of
    cells that depends on periods and outcomes, never on how many demands there are.

    An absent cell, or one whose bounds are null, is unknown: never zero. A range has `low` below `high`. While a
    demand of the register in it is `unrecorded`, the bounds add up only what is known, and the cell is unknown too.

    One cell of a breakdown may leave dimensions of the breakdown blank, and then has no outcome: it is the
    rest, the count that stands in no row. A rest of zero says that the rows are complete, so that a country
    they do not list had none. Where only governments are listed, the rest has the requester `government`.
    The rest of the breakdown `country` names the countries that had at least one; see `naming`.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="tallies")
    breakdown = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField(help_text=_("The last day of the period."))
    kind = models.CharField(max_length=20, choices=Kind.choices)
    process = models.CharField(max_length=30, choices=Process.choices, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2; ZZ is unknown."))
    project = models.CharField(max_length=80, blank=True)
    requester = models.CharField(max_length=30, choices=Requester.choices, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    unit = models.CharField(max_length=20, choices=Unit.choices)
    low = models.PositiveBigIntegerField(null=True)
    high = models.PositiveBigIntegerField(null=True)
    unrecorded = models.PositiveIntegerField(
        default=0, help_text="How many of the demands have a count that nobody recorded."
    )
    countries = models.TextField(  # noqa: DJ001 - blank says that none had one, null that nobody can tell
        null=True,
        help_text=_("Of the rest of a breakdown by country: which had at least one, joined by commas."),
    )

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "source",
                    "breakdown",
                    "period_start",
                    "period_end",
                    "kind",
                    "process",
                    "country",
                    "project",
                    "requester",
                    "outcome",
                    "unit",
                ],
                name="tally_cell_once_per_source",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("high")),
                name="tally_bounds_in_order",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end")), name="tally_period_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "breakdown",
                    "kind",
                    "unit",
                    "country",
                    "project",
                    "requester",
                    "process",
                    "period_start",
                ],
                name="tally_point",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period_start}–{self.period_end} {self.breakdown}: {self.low}"


class Contradiction(models.Model):
    """Two statements about the same cell that cannot both be true, as found when a source was read.

    Contradictions are shown beside the figures they touch, never smoothed away.
    """

    class Nature(models.TextChoices):
        SOURCES_DISAGREE = "sources_disagree", _("Two sources give different values")
        PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up", _("The rows do not add up to the total")
        LABEL_DRIFT = "label_drift", _("One thing goes by two names")
        DEFINITION_CHANGE = "definition_change", _("What is recorded changes within the series")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contradictions")
    nature = models.CharField(max_length=30, choices=Nature.choices)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    unit = models.CharField(max_length=20, choices=Unit.choices, blank=True)
    breakdown = models.CharField(max_length=40, blank=True)
    cell = models.JSONField(default=dict, help_text=_("The dimensions of the cell, and its outcome."))
    published = models.CharField(
        max_length=300, help_text=_("The value that figures use, and where it stands.")
    )
    other = models.CharField(max_length=300, help_text=_("The value that disagrees, and where it stands."))

    class Meta:
        ordering = ["period_start", "kind", "pk"]

    def __str__(self) -> str:
        return f"{self.get_nature_display()}: {self.published} / {self.other}"
