"""What the clock asks of this room."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

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


@periodic(every=timedelta(days=1))
def fill_search_server() -> None:
    """Gives the search server each night what it missed while it was away."""
    if settings.SEARCH_SERVER.opensearch_url:
        tasks.fill_search_server.enqueue()
