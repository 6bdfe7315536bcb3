"""The periodic work of the contact room."""

from __future__ import annotations

from datetime import timedelta

from clarion.contact import services
from clarion.core.clock import periodic


@periodic(every=timedelta(days=1))
def purge_spam() -> None:
    """Forgets spam."""
    services.purge_spam()
