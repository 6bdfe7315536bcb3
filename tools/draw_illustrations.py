"""Draw the demonstration's illustrations into ``src/clarion/demo/images``.

Run ``python tools/draw_illustrations.py``; name pictures to draw only those. The same code always draws
the same files, so a difference in version control is a difference somebody meant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from illustrations import keeping, letters, voice
from illustrations.canvas import Drawing
from illustrations.film import film
from illustrations.globe import globe

IMAGES = Path(__file__).parents[1] / "src" / "clarion" / "demo" / "images"

PICTURES: dict[str, Callable[[], Drawing]] = {
    "call": voice.call,
    "call-wide": voice.call_wide,
    "mast": voice.mast,
    "meridians": globe,
    "mark": voice.mark,
    "set-in-type": letters.copyright_page,
    "struck-out": letters.struck_out,
    "sieve": letters.sieve,
    "pens": letters.pens,
    "tally": letters.tally,
    "lens": letters.lens,
    "shelves": keeping.shelves,
    "open-book": keeping.open_book,
    "film": film,
    "columns": keeping.court,
    "scales": keeping.scales,
    "keystone": keeping.arch,
    "keyhole": keeping.keyhole,
    "doorway": keeping.doorway,
    "shelter": keeping.shelter,
    "loom": keeping.loom,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        print(f"No such picture: {', '.join(unknown)}. There are: {', '.join(PICTURES)}.", file=sys.stderr)
        return 2
    for name in names or PICTURES:
        text = PICTURES[name]().svg()
        (IMAGES / f"{name}.svg").write_text(text, encoding="utf-8")
        print(f"{name}.svg  {len(text.encode()) / 1024:.1f} KB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
