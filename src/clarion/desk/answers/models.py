"""Templates of answers, and every version of their words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.core.models import User
from clarion.desk.answers.fields import UnknownField, names_in
from clarion.register.models import Demand
from clarion.register.vocabulary import DECIDED_OUTCOMES, Kind, Purpose


class AnswerTemplateQuerySet(models.QuerySet["AnswerTemplate"]):
    """Templates by what they fit."""

    def fitting(self, demand: Demand, purpose: Purpose) -> list[AnswerTemplate]:
        """Those that can be used for this demand and purpose, the best first.

        Best is the requester's language, or else the site's; then one made for the kind; then for the outcome.
        """
        spoken = (demand.language or settings.LANGUAGE_CODE).lower()

        def rank(one: AnswerTemplate) -> tuple[Any, ...]:
            return (
                one.language != spoken,
                one.language != settings.LANGUAGE_CODE,
                not one.kind,
                not one.outcome,
                one.language,
                one.name,
            )

        found = self.filter(
            purpose=purpose, retired=False, kind__in=["", demand.kind], outcome__in=["", demand.outcome]
        )
        return sorted(found, key=rank)


class AnswerTemplate(models.Model):
    """Words for one purpose, and perhaps one kind and one outcome, in one language.

    A letter that was sent holds its own words, so that editing a template changes nothing that went out.
    """

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, blank=True, help_text=_("Empty: for every kind.")
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=[(one.value, one.label) for one in DECIDED_OUTCOMES],
        blank=True,
        help_text=_("Empty: whatever was decided."),
    )
    language = models.CharField(_("language"), max_length=20, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=120, help_text=_("By which colleagues find it."))
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(
        _("words"),
        help_text=_(
            "Plain text. A merge field is its name in braces, such as {reference}. "
            "A paragraph whose fields are all empty is left out."
        ),
    )
    retired = models.BooleanField(
        _("no longer offered"), default=False, help_text=_("Kept, because letters name it.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    shipped = models.CharField(
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="The key of the wording that Clarion ships, if it began as one.",
    )
    edited = models.BooleanField(
        default=False,
        editable=False,
        help_text="By a person, so that a newer shipped wording does not replace it.",
    )
    saved_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects: ClassVar[AnswerTemplateQuerySet] = AnswerTemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        default_permissions = ()
        ordering: ClassVar = ["purpose", "kind", "outcome", "language", "name"]
        indexes: ClassVar = [models.Index(fields=["purpose", "retired"], name="template_by_purpose")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def clean(self) -> None:
        """Every field that the words name must be one.

        Raises:
            ValidationError: one is none; the message names it.
        """
        for column in ("subject", "body"):
            try:
                names_in(getattr(self, column))
            except UnknownField as error:
                raise ValidationError(
                    {
                        column: _("There is no merge field {%(name)s}. The list below names those there are.")
                        % {"name": error.name}
                    }
                ) from error
        if "\n" in self.subject:
            raise ValidationError({"subject": _("A subject is one line.")})


class TemplateVersion(models.Model):
    """The words of a template as they were from one moment on."""

    template = models.ForeignKey(AnswerTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["template", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"


def save_version(template: AnswerTemplate, *, by: User | None) -> AnswerTemplate:
    """Saves a template; if its words are new, as a new version. Call it within a transaction.

    Raises:
        ValidationError: it names a field that there is none of.
    """
    template.clean()
    newest = template.versions.order_by("-number").first() if template.pk else None
    template.saved_at = timezone.now()
    template.edited = template.edited or by is not None
    is_new = newest is None or (newest.subject, newest.body) != (template.subject, template.body)
    if is_new:
        template.version = newest.number + 1 if newest else 1
    template.save()
    if is_new:
        TemplateVersion.objects.create(
            template=template,
            number=template.version,
            subject=template.subject,
            body=template.body,
            by=by,
            at=template.saved_at,
        )
    return template
