"""What a person did wrong, told in one line."""


class Complaint(Exception):
    """A mistake of the person at the keyboard. The message is one line: what, where, and how to mend it.

    `status` is the exit status of the command: 1, or 2 for bad input.
    """

    status = 1
