"""Whether pictures are to have addresses of this site, although browsers could ask their bucket.

What is baked carries its pictures: it is to be whole wherever it is copied to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_ours = False


def are_our_own() -> bool:
    """Whether they are, in this process, at present."""
    return _ours


@contextmanager
def our_own() -> Iterator[None]:
    """Gives pictures addresses of this site meanwhile, in the whole process and those that it forks."""
    global _ours
    before, _ours = _ours, True
    try:
        yield
    finally:
        _ours = before
