"""The periodic work of the index."""

from __future__ import annotations

from datetime import timedelta

from clarion.core.clock import periodic
from clarion.search.tasks import reindex


@periodic(every=timedelta(hours=6))
def follow_the_sources() -> None:
    """Takes up what no signal tells of: new figures and reports, and what a crash between commit and task lost."""
    reindex.enqueue()
