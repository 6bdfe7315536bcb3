"""The organisation shows itself: people, openings, press, downloads."""

from clarion.organisation.models.careers import CareersPage, OpeningPage, OpeningQuerySet
from clarion.organisation.models.people import PeoplePage, Person
from clarion.organisation.models.press import KitPicture, PressContact, PressPage, StatementPage
from clarion.organisation.models.resources import Resource, ResourcesPage

__all__ = [
    "CareersPage",
    "KitPicture",
    "OpeningPage",
    "OpeningQuerySet",
    "PeoplePage",
    "Person",
    "PressContact",
    "PressPage",
    "Resource",
    "ResourcesPage",
    "StatementPage",
]
