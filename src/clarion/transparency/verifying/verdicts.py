"""What was looked at, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MOST_NAMED = 5
"""How many single things that do not hold are named; of more, only how many."""


class Check(NamedTuple):
    """One thing that was looked at. `holds` is None where it could not be. `wrong` names what does not hold."""

    what: str
    holds: bool | None
    said: str
    wrong: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """As the command prints it."""
        sign = {True: "holds", False: "DOES NOT HOLD", None: "NOT CHECKED"}[self.holds]
        yield f"{self.what}: {sign}. {self.said}"
        for one in self.wrong[:MOST_NAMED]:
            yield f"  - {one}"
        if len(self.wrong) > MOST_NAMED:
            yield f"  - and {len(self.wrong) - MOST_NAMED:,} more"


def good(what: str, said: str) -> Check:
    """It holds."""
    return Check(what, True, said)


def bad(what: str, said: str, wrong: list[str] | tuple[str, ...] = ()) -> Check:
    """It does not hold."""
    return Check(what, False, said, tuple(wrong))


def unknown(what: str, said: str) -> Check:
    """It could not be looked at."""
    return Check(what, None, said)


class Unreadable(Exception):
    """There is nothing here that could be verified. The message is one line that says why."""
