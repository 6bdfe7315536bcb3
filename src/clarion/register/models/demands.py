"""The public facts of a demand. No name, no contact, no word of a letter: those are in its dossier."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.core.models import User
from clarion.register import grounds
from clarion.register.counts import Count
from clarion.register.models.named import Named
from clarion.register.roles import Action, may
from clarion.register.vocabulary import Door, Kind, Nature, Outcome, Process, Requester, Urgency
from clarion.register.workflow import OPEN, Status


class Afterwards(models.TextChoices):
    """The review of what was done at once in an emergency."""

    NONE = "", _("Not needed")
    DUE = "due", _("To be reviewed")
    UPHELD = "upheld", _("Found right")
    FAULTED = "faulted", _("Found wrong")


class Telling(models.TextChoices):
    """Whether the person whom the demand concerns has been told of it."""

    OPEN = "", _("Not told yet")
    FORBIDDEN = "forbidden", _("Forbidden for now")
    TOLD = "told", _("Told")
    IMPOSSIBLE = "impossible", _("Cannot be reached")


IS_OPEN = Q(status__in=[str(one.value) for one in OPEN])
"""That somebody still has something to do. The condition of indexes: PostgreSQL finds them for a query that uses it."""

_OPEN_STATUSES = ", ".join(f"'{one.value}'" for one in OPEN)
OPEN_AS_INDEXED = Q(
    RawSQL(f"register_demand.status IN ({_OPEN_STATUSES})", [], output_field=models.BooleanField())  # noqa: S611
)
"""The same, written out: SQLite chooses indexes before it knows parameters. For queries of demands without an alias."""


class YearCounter(models.Model):
    """The last number given in a year. Taken in the transaction of the demand, so that no number is lost."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Tag(models.Model):
    """A word by which the legal team sorts demands."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class DemandQuerySet(models.QuerySet["Demand"]):
    """Demands by who may see them and what is to be done about them."""

    def visible_to(self, user: User) -> DemandQuerySet:
        """Those the person may see: none without a role, and none behind a wall."""
        if not may(user, Action.VIEW):
            return self.none()
        return self.exclude(walls__in=user.walls.filter(lifted_at=None))

    def open(self) -> DemandQuerySet:
        """Those that somebody still has to do something about."""
        return self.filter(IS_OPEN)

    def overdue(self, now: datetime | None = None) -> DemandQuerySet:
        """Those that missed a deadline which still runs."""
        return self.filter(due_at__lt=now or timezone.now())

    def due_before(self, moment: datetime) -> DemandQuerySet:
        """Those with a deadline that ends before the moment."""
        return self.filter(due_at__lt=moment)

    def of_same_items(self, demand: Demand) -> DemandQuerySet:
        """Others that name one of the same addresses."""
        mine = demand.items.values("digest")
        return self.filter(pk__in=Item.objects.filter(digest__in=mine).values("demand")).exclude(pk=demand.pk)

    def of_same_requester(self, demand: Demand) -> DemandQuerySet:
        """Others from the same address of a requester, as far as one was given."""
        mark = demand.dossier.requester_mark
        if not mark:
            return self.none()
        return self.filter(dossier__requester_mark=mark).exclude(pk=demand.pk)


class Demand(Named):
    """One demand: what everybody in the organisation may know of it, and what is counted and published."""

    reference = models.CharField(_("reference"), max_length=16, unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    invented = models.BooleanField(
        _("invented"), default=False, help_text=_("Made up for trying things out; in no published figure.")
    )

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    process = models.CharField(_("legal process"), max_length=30, choices=Process.choices, blank=True)
    requester = models.CharField(_("requester"), max_length=30, choices=Requester.choices, blank=True)
    country = models.CharField(
        _("jurisdiction"), max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2.")
    )
    governing_law = models.CharField(_("governing law"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    project = models.CharField(_("project"), max_length=80, blank=True)
    legal_basis = models.CharField(_("legal basis cited"), max_length=300, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.ROUTINE)
    elements = models.JSONField(
        _("elements of a copyright notice"), null=True, blank=True, help_text=_("17 U.S.C. 512(c)(3)(A).")
    )
    door = models.CharField(_("door"), max_length=10, choices=Door.choices)
    public_summary = models.TextField(_("public summary"), blank=True)

    accounts_potential_low = models.PositiveIntegerField(null=True, blank=True)
    accounts_potential_high = models.PositiveIntegerField(null=True, blank=True)
    accounts_actual_low = models.PositiveIntegerField(null=True, blank=True)
    accounts_actual_high = models.PositiveIntegerField(null=True, blank=True)

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_demands",
        db_index=False,
    )
    proposed_outcome = models.CharField(
        _("proposed outcome"), max_length=20, choices=Outcome.choices, blank=True
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.PENDING)
    afterwards = models.CharField(
        _("review afterwards"), max_length=10, choices=Afterwards.choices, blank=True, default=Afterwards.NONE
    )
    telling = models.CharField(
        _("telling the person concerned"),
        max_length=12,
        choices=Telling.choices,
        blank=True,
        default=Telling.OPEN,
    )
    telling_forbidden_until = models.DateField(null=True, blank=True)

    received_at = models.DateTimeField(_("received"))
    received_on = models.DateField(
        help_text="The day of receipt in the organisation's time zone, by which it is counted."
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    triaged_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="demands")

    due_at = models.DateTimeField(_("due"), null=True, blank=True, help_text="The next deadline that runs.")
    item_counts = models.JSONField(default=dict, help_text="How many items have each outcome.")
    items_digest = models.CharField(max_length=64, blank=True)
    deadlines_digest = models.CharField(max_length=64, blank=True)
    companions_digest = models.CharField(
        max_length=64, blank=True, help_text="Of grounds, tags, relations and walls."
    )
    version = models.PositiveIntegerField(default=1, help_text="Rises with each change of its facts.")
    events_count = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True, help_text="The hash of its newest event.")
    receipt_hash = models.CharField(max_length=64, blank=True)
    once = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        help_text="What a door that tries again repeats.",
    )

    objects: ClassVar[DemandQuerySet] = DemandQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        default_permissions = ()
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="demand_number_once_a_year"),
            models.CheckConstraint(
                condition=Q(accounts_potential_low=None, accounts_potential_high=None)
                | Q(accounts_potential_low__lte=F("accounts_potential_high")),
                name="demand_accounts_potential_in_order",
            ),
            models.CheckConstraint(
                condition=Q(accounts_actual_low=None, accounts_actual_high=None)
                | Q(accounts_actual_low__lte=F("accounts_actual_high")),
                name="demand_accounts_actual_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="demand_newest"),
            models.Index(fields=["status", "-received_at", "-id"], name="demand_by_status"),
            models.Index(fields=["kind", "-received_at", "-id"], name="demand_by_kind"),
            models.Index(fields=["country", "-received_at", "-id"], name="demand_by_country"),
            models.Index(fields=["assignee", "-received_at", "-id"], name="demand_of_assignee"),
            models.Index(fields=["due_at", "id"], name="demand_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["requester", "-received_at", "-id"], name="demand_by_requester"),
            models.Index(fields=["language", "-received_at", "-id"], name="demand_by_language"),
            models.Index(fields=["project", "-received_at", "-id"], name="demand_by_project"),
            models.Index(fields=["process", "-received_at", "-id"], name="demand_by_process"),
            models.Index(fields=["outcome", "-received_at", "-id"], name="demand_by_outcome"),
            models.Index(fields=["-received_at", "-id"], name="demand_open", condition=IS_OPEN),
            models.Index(
                fields=["assignee", "-received_at", "-id"], name="demand_open_by_assignee", condition=IS_OPEN
            ),
            models.Index(
                fields=["-received_at", "-id"], name="demand_afterwards", condition=Q(afterwards="due")
            ),
            models.Index(fields=["telling", "status", "telling_forbidden_until"], name="demand_telling"),
            models.Index(
                fields=["kind", "-decided_at"], name="demand_decided", condition=Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def accounts_potential(self) -> Count:
        """Accounts that the demand could concern."""
        return Count(self.accounts_potential_low, self.accounts_potential_high)

    @accounts_potential.setter
    def accounts_potential(self, count: Count) -> None:
        self.accounts_potential_low, self.accounts_potential_high = count.low, count.high

    @property
    def accounts_actual(self) -> Count:
        """Accounts about which something was disclosed or kept."""
        return Count(self.accounts_actual_low, self.accounts_actual_high)

    @accounts_actual.setter
    def accounts_actual(self, count: Count) -> None:
        self.accounts_actual_low, self.accounts_actual_high = count.low, count.high

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.status in OPEN

    @property
    def items_count(self) -> int:
        """How many addresses it names."""
        return sum(self.item_counts.values())

    @property
    def is_under_appeal(self) -> bool:
        """Whether an appeal waits for its decision."""
        return self.appealed_at is not None and (
            self.decided_at is None or self.decided_at < self.appealed_at
        )

    def is_overdue(self, now: datetime | None = None) -> bool:
        """Whether a deadline that runs has been missed."""
        return self.due_at is not None and self.due_at < (now or timezone.now())

    def may_tell(self, today: date) -> bool:
        """Whether no order forbids to tell the person concerned on this day."""
        until = self.telling_forbidden_until
        return self.telling != Telling.FORBIDDEN or (until is not None and until < today)


class Item(Named):
    """One address that a demand names, and what came of it."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    address = models.CharField(_("address"), max_length=2000)
    digest = models.CharField(max_length=32, help_text="Of the address, to find the same one elsewhere.")
    caution = models.CharField(
        max_length=20, blank=True, help_text="Why the address deserves a second look, such as `punycode`."
    )
    proposed_outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.PENDING)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        default_permissions = ()
        ordering: ClassVar = ["demand", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand", "position"], name="item_position_once")
        ]
        indexes: ClassVar = [models.Index(fields=["digest"], name="item_digest")]

    def __str__(self) -> str:
        return self.address


class Relation(Named):
    """One demand stands in relation to another."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="relations")
    nature = models.CharField(max_length=20, choices=Nature.choices)
    other = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="related_from")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand", "nature", "other"], name="relation_once"),
            models.CheckConstraint(condition=~Q(demand=F("other")), name="relation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} {self.other_id}"


class CitedGround(models.Model):
    """A ground of the decision, by its key in the vocabulary and the version of the vocabulary it was taken from."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="grounds")
    term = models.CharField(max_length=60)
    version = models.CharField(max_length=12)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["demand", "term"], name="ground_cited_once")]
        indexes: ClassVar = [models.Index(fields=["term"], name="ground_term")]

    def __str__(self) -> str:
        return self.term

    @property
    def name(self) -> str:
        """In words, as the version of the vocabulary says it that the decision was taken under."""
        found = grounds.find(self.term, self.version)
        return found.name if found else self.term


class Wall(models.Model):
    """Keeps one person away from one demand, because of a conflict of interest."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="walls")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="walls")
    raised_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["demand", "user"], name="wall_once", condition=Q(lifted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} | {self.demand_id}"
