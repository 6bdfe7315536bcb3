"""The periodic work of the newsletter."""

from __future__ import annotations

from datetime import timedelta

from clarion.core.clock import periodic
from clarion.newsletter import services


@periodic(every=timedelta(hours=1))
def purge_unconfirmed() -> None:
    """Forgets addresses that nobody confirmed."""
    services.purge_unconfirmed()
