"""Work of this room that happens after the answer."""

from __future__ import annotations

from django_tasks import task


@task()
def deliver_due_mail() -> None:
    """Sends whatever is due. Enqueued after each commit that wrote mail; a second one finds nothing to do."""
    from clarion.mail.delivery import deliver_due

    deliver_due()
