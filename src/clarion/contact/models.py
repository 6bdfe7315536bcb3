"""Messages to the teams, what was answered, and what happened to each. No address of a visitor's network is kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """Which team a message is for."""

    POLICY = "policy", _("Public policy")
    PRESS = "press", _("Press")
    GENERAL = "general", _("Anything else")


class State(models.TextChoices):
    """How far a message has come."""

    NEW = "new", _("new")
    IN_PROGRESS = "in_progress", _("in progress")
    ANSWERED = "answered", _("answered")
    SPAM = "spam", _("spam")


ALLOWED_TRANSITIONS: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.IN_PROGRESS, State.ANSWERED, State.SPAM}),
    State.IN_PROGRESS: frozenset({State.NEW, State.ANSWERED, State.SPAM}),
    State.ANSWERED: frozenset({State.IN_PROGRESS}),
    State.SPAM: frozenset({State.NEW}),
}


class ContactMessage(models.Model):
    """What somebody wrote to us through the contact form."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices)
    language = models.CharField(_("language of the answer"), max_length=20, choices=settings.LANGUAGES)
    body = models.TextField(_("message"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.NEW)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_messages",
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    thread_id = models.CharField(
        max_length=120, blank=True, help_text="The Message-ID of our acknowledgement, which answers refer to."
    )

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        default_permissions = ("view",)
        permissions: ClassVar = [("answer_contactmessage", "Can answer contact messages")]
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "received_at"], name="contact_state")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_topic_display()}"


class Answer(models.Model):
    """What we wrote back."""

    message = models.ForeignKey(ContactMessage, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("answer"))
    sent_as = models.CharField(max_length=120, help_text="The Message-ID of the mail.")
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        default_permissions: ClassVar = ()
        ordering: ClassVar = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.sent_as}"


class Happening(models.TextChoices):
    """What can happen to a message."""

    RECEIVED = "received", _("received")
    ASSIGNED = "assigned", _("assigned")
    MOVED = "moved", _("moved")
    ANSWERED = "answered", _("answered")


class Event(models.Model):
    """One line of a message's history. Lines are added, never changed."""

    message = models.ForeignKey(ContactMessage, on_delete=models.CASCADE, related_name="events")
    happening = models.CharField(max_length=10, choices=Happening.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    actor_name = models.CharField(
        max_length=300, blank=True, help_text="Stays when the member of staff has left."
    )
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions: ClassVar = ()
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_happening_display()} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new line.

        Raises:
            TypeError: on an attempt to change one.
        """
        if not self._state.adding:
            raise TypeError("An event is never changed. Add another.")
        super().save(*args, **kwargs)
