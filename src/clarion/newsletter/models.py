"""Lists, subscribers, and the record of their consent. No address of a visitor's network is kept anywhere."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField


def _new_key() -> str:
    return secrets.token_urlsafe(24)


class MailingList(models.Model):
    """What the organisation sends to those who asked for it."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_("Codes such as en or ar. Empty: every language."),
    )
    offered = models.BooleanField(
        _("joined on sign-up"), default=True, help_text=_("Whoever signs up on the site joins this list.")
    )

    class Meta:
        verbose_name = _("mailing list")
        verbose_name_plural = _("mailing lists")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.name

    def speaks(self, language: str) -> bool:
        """Whether the list writes in this language."""
        return not self.languages or language in self.languages


class State(models.TextChoices):
    """Where a subscriber stands. The table of states and actions is in the README of this room."""

    PENDING = "pending", _("not confirmed yet")
    CONFIRMED = "confirmed", _("confirmed")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
    BOUNCED = "bounced", _("mailbox does not exist")


class Subscriber(models.Model):
    """One mailbox. `email_key` recognises it however it is spelled; `email` is the spelling we write to."""

    email = models.EmailField(_("e-mail address"))
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=20, choices=settings.LANGUAGES)
    lists = models.ManyToManyField(
        MailingList, verbose_name=_("lists"), related_name="subscribers", blank=True
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    round = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Rises with each end of a subscription: links of earlier rounds are void.",
    )
    unsubscribe_key = models.CharField(max_length=40, unique=True, default=_new_key, editable=False)
    signed_up_at = models.DateTimeField(_("signed up"), default=timezone.now)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    written_to_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        default_permissions = ("view",)
        permissions: ClassVar = [("export_subscriber", "Can export subscribers and their consent")]
        ordering: ClassVar = ["-signed_up_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "signed_up_at"], name="subscriber_state")]

    def __str__(self) -> str:
        return self.email


class Action(models.TextChoices):
    """What a consent record records."""

    SIGNED_UP = "signed_up", _("signed up")
    CONFIRMED = "confirmed", _("confirmed")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
    BOUNCED = "bounced", _("mailbox refused")


class Door(models.TextChoices):
    """Where an action came in."""

    FORM = "form", _("form on the site")
    LINK = "link", _("link in an e-mail")
    ONE_CLICK = "one_click", _("button of the mail program (RFC 8058)")
    MAIL_SERVER = "mail_server", _("answer of the mail server")


class ConsentRecord(models.Model):
    """One line of a subscriber's consent. Append-only: the database itself refuses to change it, and to delete it
    unless the subscription was never confirmed."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consent")
    action = models.CharField(_("action"), max_length=12, choices=Action.choices)
    door = models.CharField(_("how"), max_length=12, choices=Door.choices)
    text = models.TextField(_("text"), blank=True, help_text=_("The words that stood beside the button."))
    version = models.CharField(_("version of the text"), max_length=12, blank=True)
    language = models.CharField(_("language"), max_length=20)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        default_permissions = ("view",)
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new record.

        Raises:
            TypeError: on an attempt to change one.
        """
        if not self._state.adding:
            raise TypeError("A consent record is never changed. Add another.")
        super().save(*args, **kwargs)


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    DRAFT = "draft", _("draft")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")


class Campaign(models.Model):
    """A letter to those subscribers of a list who read one language.

    Its text is stored as rich text, in which figures are keys. What their values are is settled once, when sending
    begins: `html` and `text` are then what everybody gets.
    """

    subject = models.CharField(_("subject"), max_length=120)
    mailing_list = models.ForeignKey(
        MailingList, verbose_name=_("mailing list"), on_delete=models.PROTECT, related_name="campaigns"
    )
    language = models.CharField(_("language"), max_length=20, choices=settings.LANGUAGES)
    body = RichTextField(
        _("text"),
        features=["h2", "bold", "italic", "link", "ol", "ul", "figure"],
        help_text=_("Figures in it say what they say when sending begins."),
    )

    state = models.CharField(
        _("state"), max_length=12, choices=CampaignState.choices, default=CampaignState.DRAFT, editable=False
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("sending began"), null=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sent by"), null=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip
    html = models.TextField(blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    written_to = models.PositiveIntegerField(_("recipients"), default=0, editable=False)
    last_written_to = models.BigIntegerField(
        default=0, editable=False, help_text="The last subscriber, by key, whose copy is in the outbox."
    )

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        permissions: ClassVar = [("send_campaign", "Can send campaigns")]
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == CampaignState.DRAFT
