"""The words of the trackers: where a law or a case stands, and where we stand towards it.

A state is *final* when nothing more is expected to happen by itself; whatever is not final is open.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a law stands."""

    PROPOSED = "proposed", pgettext_lazy("stage of a law", "Proposed")
    COMMITTEE = "committee", pgettext_lazy("stage of a law", "In committee")
    PLENARY = "plenary", pgettext_lazy("stage of a law", "Before the chamber")
    NEGOTIATION = "negotiation", pgettext_lazy("stage of a law", "Under negotiation")
    ADOPTED = "adopted", pgettext_lazy("stage of a law", "Adopted")
    IN_FORCE = "in_force", pgettext_lazy("stage of a law", "In force")
    TRANSPOSITION = "transposition", pgettext_lazy("stage of a law", "Being transposed")
    APPLIES = "applies", pgettext_lazy("stage of a law", "Applies in full")
    REJECTED = "rejected", pgettext_lazy("stage of a law", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("stage of a law", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("stage of a law", "Lapsed")
    ANNULLED = "annulled", pgettext_lazy("stage of a law", "Struck down")


RANKS = {
    Stage.PROPOSED: 0,
    Stage.COMMITTEE: 1,
    Stage.PLENARY: 1,
    Stage.NEGOTIATION: 1,
    Stage.ADOPTED: 2,
    Stage.IN_FORCE: 3,
    Stage.TRANSPOSITION: 3,
    Stage.APPLIES: 3,
    Stage.ANNULLED: 4,
}
"""The order in which a law can pass its stages; those of one rank in any order. The other ends come at any time."""

DEAD_ENDS = frozenset({Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED, Stage.ANNULLED})
"""After these nothing follows. A new attempt is a new law."""

USUAL_PATH = (Stage.PROPOSED, Stage.COMMITTEE, Stage.PLENARY, Stage.ADOPTED, Stage.IN_FORCE)
"""What a law that is still open has before it, as far as anybody can say beforehand."""


class Position(models.TextChoices):
    """What we want of a law."""

    SUPPORT = "support", pgettext_lazy("our position on a law", "We support it")
    AMEND = "amend", pgettext_lazy("our position on a law", "We ask for changes")
    OPPOSE = "oppose", pgettext_lazy("our position on a law", "We oppose it")
    WATCH = "watch", pgettext_lazy("our position on a law", "We watch it")


class Outcome(models.TextChoices):
    """How a case has ended, said of the claim and not of anybody's hopes."""

    PENDING = "pending", pgettext_lazy("outcome of a case", "Pending")
    UPHELD = "upheld", pgettext_lazy("outcome of a case", "Upheld")
    PARTLY_UPHELD = "partly_upheld", pgettext_lazy("outcome of a case", "Upheld in part")
    DISMISSED = "dismissed", pgettext_lazy("outcome of a case", "Dismissed")
    ANSWERED = "answered", pgettext_lazy("outcome of a case", "Questions answered")
    SETTLED = "settled", pgettext_lazy("outcome of a case", "Settled")
    DISCONTINUED = "discontinued", pgettext_lazy("outcome of a case", "Discontinued")


class Role(models.TextChoices):
    """What we are in a case."""

    PARTY = "party", pgettext_lazy("our role in a case", "We are a party")
    AMICUS = "amicus", pgettext_lazy("our role in a case", "Friend of the court")
    INTERVENER = "intervener", pgettext_lazy("our role in a case", "We intervene")
    WATCHING = "watching", pgettext_lazy("our role in a case", "We watch it")


FINAL_STAGES = DEAD_ENDS | {Stage.IN_FORCE, Stage.APPLIES}
FINAL_OUTCOMES = frozenset(Outcome) - {Outcome.PENDING}

TRACKER_NAMES = {
    "legislation": pgettext_lazy("laws and bills", "Legislation"),
    "litigation": pgettext_lazy("cases in court", "Litigation"),
}
"""What readers call the trackers, by the names that stand in addresses."""
