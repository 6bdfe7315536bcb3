"""Why an edition is not built or published, in one line."""

from __future__ import annotations

from clarion.core.complaint import Complaint


class EditionError(Complaint):
    """What was asked for cannot be done: nothing is changed. The message is one line that says what would do.

    `key` and `facts` let a page say the same in its reader's language.
    """

    status = 2

    def __init__(self, message: str, key: str = "", **facts: object) -> None:
        super().__init__(message)
        self.key, self.facts = key, facts


class NotWritten(Complaint):
    """The files could not be written, such as for want of space. No part of the edition is left."""


class NotFetched(EditionError):
    """The files of an edition are not on this machine, and the bucket does not give them."""

    status = 1

    def __init__(self, message: str) -> None:
        super().__init__(message, "not_fetched")
