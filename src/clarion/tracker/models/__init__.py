"""What the organisation follows: laws, cases, the lists of them, and when they were last checked."""

from clarion.tracker.models.checks import Check, CheckIntervals
from clarion.tracker.models.entries import DatedEvent, TrackedDocument, TrackedPage
from clarion.tracker.models.legislation import LegislationDocument, LegislationEvent, LegislationPage
from clarion.tracker.models.litigation import LitigationDocument, LitigationEvent, LitigationPage
from clarion.tracker.models.trackers import LegislationIndexPage, LitigationIndexPage, TrackerPage

__all__ = [
    "Check",
    "CheckIntervals",
    "DatedEvent",
    "LegislationDocument",
    "LegislationEvent",
    "LegislationIndexPage",
    "LegislationPage",
    "LitigationDocument",
    "LitigationEvent",
    "LitigationIndexPage",
    "LitigationPage",
    "TrackedDocument",
    "TrackedPage",
    "TrackerPage",
]
