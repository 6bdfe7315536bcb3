"""Where a demand can stand, and the one table of where it can go from there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a demand stands."""

    RECEIVED = "received", _("Received")
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("Duplicate")
    INCOMPLETE = "incomplete", _("Incomplete, waiting for the requester")
    NOT_OURS = "not_ours", _("Not ours")
    REVIEW = "review", _("Under review")
    PROPOSED = "proposed", _("Decision proposed")
    APPROVED = "approved", _("Decided")
    CARRIED_OUT = "carried_out", _("Carried out")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    APPEALED = "appealed", _("Under appeal")


ALLOWED_TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset(
        {
            Status.SPAM,
            Status.DUPLICATE,
            Status.INCOMPLETE,
            Status.NOT_OURS,
            Status.REVIEW,
            Status.CARRIED_OUT,
            Status.WITHDRAWN,
        }
    ),
    Status.SPAM: frozenset({Status.RECEIVED}),
    Status.DUPLICATE: frozenset({Status.RECEIVED}),
    Status.INCOMPLETE: frozenset(
        {Status.REVIEW, Status.SPAM, Status.DUPLICATE, Status.NOT_OURS, Status.CLOSED, Status.WITHDRAWN}
    ),
    Status.NOT_OURS: frozenset({Status.ANSWERED, Status.CLOSED, Status.REVIEW}),
    Status.REVIEW: frozenset(
        {
            Status.DUPLICATE,
            Status.INCOMPLETE,
            Status.NOT_OURS,
            Status.PROPOSED,
            Status.APPROVED,
            Status.CARRIED_OUT,
            Status.WITHDRAWN,
        }
    ),
    Status.PROPOSED: frozenset({Status.APPROVED, Status.REVIEW, Status.APPEALED, Status.WITHDRAWN}),
    Status.APPROVED: frozenset({Status.CARRIED_OUT, Status.ANSWERED, Status.REVIEW, Status.WITHDRAWN}),
    Status.CARRIED_OUT: frozenset({Status.ANSWERED, Status.CLOSED, Status.REVIEW}),
    Status.ANSWERED: frozenset({Status.CLOSED, Status.APPEALED, Status.REVIEW}),
    Status.CLOSED: frozenset({Status.APPEALED, Status.REVIEW}),
    Status.WITHDRAWN: frozenset({Status.CLOSED, Status.REVIEW}),
    Status.APPEALED: frozenset({Status.PROPOSED, Status.APPROVED, Status.WITHDRAWN}),
}
"""`REVIEW` and `APPEALED` go straight to `APPROVED` where one person may refuse; `RECEIVED` and `REVIEW` go straight
to `CARRIED_OUT` in an emergency alone. The services say when; this table says that nothing else is possible."""

OPEN = (
    Status.RECEIVED,
    Status.INCOMPLETE,
    Status.NOT_OURS,
    Status.REVIEW,
    Status.PROPOSED,
    Status.APPROVED,
    Status.CARRIED_OUT,
    Status.APPEALED,
)
"""Where somebody still has something to do before the requester has an answer."""

UNCOUNTED = (Status.SPAM, Status.DUPLICATE)
"""What is no demand, or was counted already."""

UNREVIEWED = (Status.RECEIVED, Status.INCOMPLETE)
"""Where triage has not yet let a demand in."""
