"""What the EU's forms ask of a demand beyond the register, what the provider declares, and what was submitted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clarion.register.models import Demand
from clarion.transparency.dsa.cases import About, Automated, Ground, Type


class CaseDetail(models.Model):
    """What somebody said of a demand for the EU's forms. Blank: the rules decide (`mapping/`).

    No field holds a name or a word of a letter: statements of reasons are public.
    """

    LEFT_OUT = "left_out"
    TYPES: ClassVar = [
        (Type.ORDER_TO_ACT.value, _("Order of a Member State to act against illegal content")),
        (Type.ORDER_FOR_INFORMATION.value, _("Order of a Member State to provide information")),
        (Type.NOTICE.value, _("Notice")),
        (Type.COMPLAINT.value, _("Complaint against a decision of ours")),
        (LEFT_OUT, _("None of them: in no part of the report")),
    ]
    GROUNDS: ClassVar = [
        (Ground.LAW.value, _("The content is illegal")),
        (Ground.TERMS.value, _("The content is against our terms")),
    ]
    AUTOMATED: ClassVar = [
        (Automated.NOT.value, _("By people")),
        (Automated.PARTLY.value, _("Partly by automated means")),
        (Automated.SOLELY.value, _("By automated means alone")),
    ]
    ABOUT: ClassVar = [
        (About.VISIBILITY.value, _("Content was removed, disabled or shown less")),
        (About.SERVICE.value, _("The service was suspended or ended")),
        (About.ACCOUNT.value, _("An account was suspended or ended")),
        (About.MONETARY.value, _("Content may not earn money")),
        (About.NO_ACTION.value, _("Nothing was done upon a notice")),
        (About.NO_ACTION_TRUSTED.value, _("Nothing was done upon a trusted flagger’s notice")),
    ]

    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, related_name="dsa_detail")
    type = models.CharField(_("counted as"), max_length=24, choices=TYPES, blank=True)
    about = models.CharField(_("the complaint is about"), max_length=32, choices=ABOUT, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    keyword = models.CharField(_("sub-category"), max_length=80, blank=True)
    other = models.CharField(_("sub-category in words"), max_length=500, blank=True)
    trusted_flagger = models.BooleanField(_("sent by a trusted flagger"), default=False)
    flagger = models.CharField(
        _("trusted flagger"), max_length=200, blank=True, help_text=_("As the Commission’s list names it.")
    )
    ground = models.CharField(_("basis of the decision"), max_length=8, choices=GROUNDS, blank=True)
    legal_ground = models.CharField(_("law or clause"), max_length=500, blank=True)
    explanation = models.TextField(_("why it applies"), max_length=2000, blank=True)
    facts = models.TextField(_("facts and circumstances"), max_length=5000, blank=True)
    restrictions = models.JSONField(_("restrictions"), default=list, blank=True)
    content_types = models.JSONField(_("kinds of content"), default=list, blank=True)
    content_date = models.DateField(_("day the content was posted"), null=True, blank=True)
    territory = models.JSONField(_("where it applies"), default=list, blank=True)
    automated_detection = models.BooleanField(_("found by automated means"), default=False)
    automated_decision = models.CharField(
        _("decided"), max_length=8, choices=AUTOMATED, default=Automated.NOT.value
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="Rises with each change.")

    class Meta:
        verbose_name = _("facts for the EU report")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.demand_id}"


class KeptDeclaration(models.Model):
    """The declaration that reports are built with where no file is given: the newest; older ones stay."""

    text = models.TextField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-kept_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kept_at:%Y-%m-%d %H:%M}"


class Statement(models.Model):
    """A statement of reasons, from when it was composed until the DSA Transparency Database has it.

    `content` is what was sent. One that was sent is never composed anew.
    """

    class State(models.TextChoices):
        """Where it stands."""

        READY = "ready", _("Ready")
        INVALID = "invalid", _("Not complete")
        SENT = "sent", _("Received by the database")
        REFUSED = "refused", _("Refused by the database")

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="statements_of_reasons")
    item = models.PositiveIntegerField(help_text="The position of the item; 0 where the demand names none.")
    puid = models.CharField(max_length=64, unique=True)
    vocabulary = models.CharField(max_length=12, help_text="The version of the vocabularies.")
    content = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    faults = models.JSONField(default=list, help_text="Why it is not complete, or was refused.")
    uuid = models.CharField(max_length=64, blank=True, help_text="Its name in the database.")
    composed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand", "item"], name="statement_once_for_each_item")
        ]
        indexes: ClassVar = [models.Index(fields=["id"], name="statement_ready", condition=Q(state="ready"))]

    def __str__(self) -> str:
        return self.puid
