"""The periodic work of following figures."""

from __future__ import annotations

from datetime import timedelta

from clarion.core.clock import periodic
from clarion.transparency.following import services


@periodic(every=timedelta(hours=1))
def notice_changes_of_figures() -> None:
    """Keeps what each figure says, where it moved."""
    services.notice()
