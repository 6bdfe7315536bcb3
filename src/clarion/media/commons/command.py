"""`clarion import commons`: adds files of Wikimedia Commons to the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from django.core.exceptions import ValidationError

from clarion.media.commons import CommonsProblem, add_from_commons, look_up

OK = 0
BAD_INPUT = 2


def run(names: Sequence[str], stdout: TextIO, stderr: TextIO) -> int:
    """Adds each file and prints its credits, one line a file. What cannot be taken is told, and the others still are.

    Returns 0, or 2 if any could not be taken.
    """
    status = OK
    for name in names:
        try:
            added = add_from_commons(look_up(name))
        except (CommonsProblem, ValidationError) as problem:
            reason = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
            print(f"{name}: {reason}", file=stderr)
            status = BAD_INPUT
            continue
        image = added.image
        done = "added" if added.is_new else "there already"
        print(f"{image.title} · {image.author} · {image.licence} ({done}, image {image.pk})", file=stdout)
    return status
