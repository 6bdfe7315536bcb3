"""The periodic work of the outbox."""

from __future__ import annotations

from datetime import timedelta

from clarion.core.clock import periodic
from clarion.mail import delivery, services
from clarion.mail.models import OutboxMessage
from clarion.mail.tasks import deliver_due_mail


@periodic(every=timedelta(minutes=1))
def send_what_is_due() -> None:
    """Asks for another attempt, and picks up what a crash between commit and task left behind."""
    if OutboxMessage.objects.due().exists():
        deliver_due_mail.enqueue()


@periodic(every=timedelta(minutes=5))
def notice_interrupted_mail() -> None:
    """Makes visible what a killed process left half sent."""
    delivery.notice_interrupted()


@periodic(every=timedelta(hours=1))
def purge_old_mail() -> None:
    """Blanks addresses and words of mail that went out long enough ago."""
    services.purge()
