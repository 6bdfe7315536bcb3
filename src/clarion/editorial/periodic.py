"""What the clock asks of this room."""

from __future__ import annotations

from datetime import timedelta

from clarion.core.clock import periodic
from clarion.editorial import tasks
from clarion.editorial.models import ExternalLink


@periodic(every=timedelta(days=1))
def look_at_everything() -> None:
    """Looks each day for what needs an editor."""
    tasks.look_at_everything.enqueue()


@periodic(every=timedelta(minutes=10))
def ask_after_links() -> None:
    """Asks after the links that lead elsewhere, some at a time, each once a week."""
    if ExternalLink.objects.due().exists():
        tasks.ask_after_links.enqueue()
