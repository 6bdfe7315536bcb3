"""Work of this room that happens after the answer."""

from __future__ import annotations

from django_tasks import task


@task()
def post_campaign(pk: int) -> None:
    """Puts the copies of a campaign into the outbox. A second time goes on where the first one ended."""
    from clarion.newsletter.campaigns import post_next

    while post_next(pk):
        pass
