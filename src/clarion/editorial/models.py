"""What was found that needs an editor, and what is known of the links that lead elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

CHECK_AGAIN_AFTER = timedelta(days=7)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings, for the report and its counts."""

    def counted(self) -> dict[str, int]:
        """How many there are of each concern, by its key."""
        return dict(self.order_by().values_list("concern").annotate(Count("pk")))


class Finding(models.Model):
    """One thing on one page, or of one picture, that wants somebody's attention."""

    concern = models.CharField(_("concern"), max_length=40)
    problem = models.CharField(_("problem"), max_length=40)
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+", verbose_name=_("page"))
    title = models.CharField(_("where"), max_length=255)
    address = models.CharField(max_length=300, help_text="The path in the admin where it is mended.")
    language = models.CharField(_("language"), max_length=20, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    detail = models.CharField(_("detail"), max_length=1000, blank=True)
    found_at = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        ordering: ClassVar = ["concern", "problem", "title", "pk"]
        indexes: ClassVar = [models.Index(fields=["concern", "problem", "title"], name="finding_listed")]

    def __str__(self) -> str:
        return f"{self.concern}: {self.title}"

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes it the same finding when it is found again."""
        return (self.concern, self.problem, self.page_id, self.address, self.detail)


class ExternalLinkQuerySet(models.QuerySet["ExternalLink"]):
    """Links that lead elsewhere."""

    def due(self, now: datetime | None = None) -> ExternalLinkQuerySet:
        """Those never checked, or not for a week; the longest unchecked first."""
        before = (now or timezone.now()) - CHECK_AGAIN_AFTER
        wanted = self.filter(Q(checked_at=None) | Q(checked_at__lt=before))
        return wanted.order_by(models.F("checked_at").asc(nulls_first=True), "pk")

    def broken(self) -> ExternalLinkQuerySet:
        """Those that did not lead anywhere when last checked."""
        return self.exclude(problem="")

    def unused(self) -> ExternalLinkQuerySet:
        """Those that no page has any more."""
        return self.filter(pages=None)


class ExternalLink(models.Model):
    """An address elsewhere that our pages link to, and what became of it when it was last checked."""

    address = models.CharField(max_length=2000, unique=True)
    pages = models.ManyToManyField(Page, related_name="+")
    problem = models.CharField(max_length=40, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)

    objects: ClassVar[ExternalLinkQuerySet] = ExternalLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.address
