"""What the register refuses. Each message is one line: what, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clarion.core.complaint import Complaint

if TYPE_CHECKING:
    from clarion.register.models import Demand


class RegisterError(Complaint):
    """The register did not do what was asked, and changed nothing."""

    status = 2


class NotAllowed(RegisterError):
    """The person's roles do not allow this, or a wall stands between the person and the demand."""


class SecondPersonNeeded(RegisterError):
    """What grants or discloses anything takes two people."""


class WrongStep(RegisterError):
    """The demand does not stand where this step begins."""


class Refused(RegisterError):
    """What was given cannot be taken as it is: the message says which part, and how to mend it."""


class NoKey(RegisterError):
    """The dossier cannot be opened or written, because a key is missing. Everything else works."""


class StaleDemand(RegisterError):
    """Somebody has changed the demand since it was read. Nothing was overwritten.

    `now` is the demand as it stands; `difference` holds, for each fact that differs, what it was and what it is.
    """

    def __init__(self, message: str, now: Demand, difference: Mapping[str, tuple[Any, Any]]) -> None:
        super().__init__(message)
        self.now = now
        self.difference = dict(difference)
