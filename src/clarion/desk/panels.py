"""The parts of a demand's page. Each room of the desk adds its own with `panel`; the page knows none of them by name.

A panel is a class with a key, a heading, a place in the order, a template, and what the template is given. It may
leave itself out for a person or a demand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest

from clarion.core.models import User
from clarion.desk.access import actor_of
from clarion.register import services
from clarion.register.dossiers import OpenDossier
from clarion.register.errors import NoKey, NotAllowed
from clarion.register.models import Deadline, Demand, Wall
from clarion.register.roles import Action, may
from clarion.register.workflow import UNREVIEWED


@dataclass
class Sheet:
    """One demand as one person looks at it, shared by all panels of the page.

    The dossier is opened once for the page, when the first panel asks for it: that it was read is one event.
    """

    request: HttpRequest
    demand: Demand

    @cached_property
    def actor(self) -> User:
        return actor_of(self.request)

    def may(self, action: Action) -> bool:
        """Whether the person's roles allow the action."""
        return may(self.actor, action)

    @cached_property
    def may_read(self) -> bool:
        """Whether the person may read this dossier as things stand."""
        unread = self.demand.status in UNREVIEWED
        return self.may(Action.READ_NEW_DOSSIER if unread else Action.READ_DOSSIER)

    @cached_property
    def opened(self) -> tuple[OpenDossier | None, str]:
        """The dossier, and if it cannot be opened, why."""
        if not self.may_read:
            return None, ""
        try:
            return services.read_dossier(actor=self.actor, demand=self.demand), ""
        except (NoKey, NotAllowed) as error:
            return None, str(error)

    @cached_property
    def clocks(self) -> list[Deadline]:
        """All its deadlines, those that run first."""
        found = list(self.demand.deadlines.order_by("due_at", "pk"))
        return sorted(found, key=lambda one: one.ended_at is not None)

    @cached_property
    def walls(self) -> list[Wall]:
        """The walls that stand."""
        return list(self.demand.walls.filter(lifted_at=None).select_related("user").order_by("pk"))

    @property
    def dossier(self) -> OpenDossier | None:
        return self.opened[0]


class Panel:
    """One part of the page of a demand."""

    key: ClassVar[str]
    heading: ClassVar[Any]
    order: ClassVar[int]
    template: ClassVar[str]
    side: ClassVar[bool] = False
    """Whether it stands in the narrow column."""

    def shown(self, sheet: Sheet) -> bool:
        """Whether the panel has a place on this sheet."""
        return True

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """What the template is given beside `demand` and `sheet`."""
        return {}


_PANELS: dict[str, Panel] = {}


def panel(cls: type[Panel]) -> type[Panel]:
    """Adds a panel to every demand's page."""
    _PANELS[cls.key] = cls()
    return cls


def panels_of(sheet: Sheet) -> list[Panel]:
    """The panels that have a place on this sheet, in their order."""
    return [one for one in sorted(_PANELS.values(), key=lambda one: one.order) if one.shown(sheet)]
