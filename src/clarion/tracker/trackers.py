"""The trackers by the names that stand in addresses."""

from __future__ import annotations

from typing import Any

from clarion.tracker.models import LegislationIndexPage, LitigationIndexPage, TrackerPage

TRACKERS: dict[str, type[TrackerPage]] = {
    page.entry_model.TRACKER: page for page in (LegislationIndexPage, LitigationIndexPage)
}


def entry_model(tracker: str) -> Any:
    """The page type of the entries of a tracker."""
    return TRACKERS[tracker].entry_model
