"""The one error of this package."""

from clarion.core.complaint import Complaint


class CommonsProblem(Complaint):
    """The picture cannot be taken. The message is one line: why, and what to do."""

    status = 2
