"""What went wrong, told in one line."""

from __future__ import annotations


class Complaint(Exception):
    """A mistake of the person at the keyboard. The message is one line: what, where, and how to mend it.

    `status` is the exit status of the command: 1, or 2 for bad input.
    """

    status = 1


def first_line(error: BaseException) -> str:
    """What an error says in its first line, without the full stop, or else what kind it is of."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
