"""What came with a demand, as pictures: drawn in a process of its own, with limits, so that no file does harm here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from clarion.register.errors import Refused

_CHILD = Path(__file__).with_name("child.py")
MOST_PAGES = 1000
"""How many pages a file that is looked at may have."""
MOST_BURNT = 100
"""How many pages a public copy may have."""
_LOOKING = 20
_BURNING = 120


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as WebP, and how many pages there are."""

    content: bytes
    width: int
    height: int
    pages: int


@dataclass(frozen=True, slots=True)
class Burnt:
    """A PDF of pictures alone, and for each page the text that can still be read in the picture."""

    content: bytes
    pages: int
    left: tuple[str, ...]


def count_pages(content: bytes) -> int:
    """How many pages a PDF or a picture has.

    Raises:
        Refused: it cannot be read, is locked, or is larger than it may be.
    """
    return int(_ask(content, "count", _LOOKING, MOST_PAGES)[0]["pages"])


def draw(content: bytes, page: int) -> Picture:
    """One page, from 1. Raises as `count_pages`, and where there is no such page."""
    said, blob = _ask(content, "draw", _LOOKING, MOST_PAGES, page=page)
    return Picture(blob, said["width"], said["height"], said["pages"])


def texts(content: bytes) -> list[str]:
    """The text of each page of a PDF; nothing for pages that are pictures. Raises as `count_pages`."""
    found: list[str] = _ask(content, "words", _BURNING, MOST_BURNT)[0].get("texts", [])
    return found


def burn(
    content: bytes,
    *,
    spans: Mapping[int, Sequence[tuple[int, int]]],
    boxes: Sequence[tuple[int, float, float, float, float]],
) -> Burnt:
    """A copy in which passages and boxes are black and nothing lies under the black. Raises as `count_pages`.

    Args:
        spans: by page, from where to where in its text.
        boxes: page, and left, top, width and height in hundredths of the page.
    """
    said, blob = _ask(
        content,
        "burn",
        _BURNING,
        MOST_BURNT,
        spans={str(page): [list(one) for one in found] for page, found in spans.items()},
        boxes=[list(one) for one in boxes],
    )
    return Burnt(blob, said["pages"], tuple(said["left"]))


def _ask(content: bytes, task: str, seconds: int, most: int, **asked: Any) -> tuple[dict[str, Any], bytes]:
    line = json.dumps({"task": task, "seconds": seconds, "most": most, **asked}).encode() + b"\n"
    # No setting and no secret of ours goes along.
    child = subprocess.Popen(
        [sys.executable, "-I", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    try:
        assert child.stdin is not None
        child.stdin.write(line)
        child.stdin.flush()
        out, _nothing = child.communicate(content, timeout=seconds * 2)
    except (subprocess.TimeoutExpired, BrokenPipeError) as error:
        raise _refused("slow", most) from error
    finally:
        child.kill()
        child.wait()
    head, _line, blob = out.partition(b"\n")
    if not head:
        raise _refused("died", most)
    said: dict[str, Any] = json.loads(head)
    if "refused" in said:
        raise _refused(said["refused"], most)
    return said, blob


def _refused(why: str, most: int) -> Refused:
    return Refused(
        {
            "unreadable": _("The file cannot be drawn: it is damaged, or is not what it says. Download it."),
            "locked": _("The file is locked with a password. Ask for one without."),
            "pages": _(
                "The file has more than %(most)d pages, which is more than can be shown. Ask for a part."
            )
            % {"most": most},
            "no_page": _("The file has no such page."),
            "bomb": _("The picture has more dots than can be shown. Ask for a smaller one."),
        }.get(why)
        or _(
            "The file takes too long or too much memory to draw, and was given up. Ask for it in another form."
        )
    )
