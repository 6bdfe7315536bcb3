"""What the register keeps: demands with their public facts, deadlines and history; and their dossiers, sealed."""

from clarion.register.models.deadlines import Deadline, DeadlineQuerySet
from clarion.register.models.demands import (
    Afterwards,
    CitedGround,
    Demand,
    DemandQuerySet,
    Item,
    Relation,
    Tag,
    Telling,
    Wall,
    YearCounter,
)
from clarion.register.models.dossiers import Dossier, DossierEntry, Paper
from clarion.register.models.events import Event, EventKind, Seal
from clarion.register.models.public import Form, PublicCopy, PublicFile

__all__ = [
    "Afterwards",
    "CitedGround",
    "Deadline",
    "DeadlineQuerySet",
    "Demand",
    "DemandQuerySet",
    "Dossier",
    "DossierEntry",
    "Event",
    "EventKind",
    "Form",
    "Item",
    "Paper",
    "PublicCopy",
    "PublicFile",
    "Relation",
    "Seal",
    "Tag",
    "Telling",
    "Wall",
    "YearCounter",
]
