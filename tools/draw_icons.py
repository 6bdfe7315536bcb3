"""Draw the site's mark as the raster icons that applications want, into ``src/clarion/pages/static/clarion``."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from clarion.charts.share_picture import ACCENT, PAPER, Page

ICONS = Path(__file__).parents[1] / "src" / "clarion" / "pages" / "static" / "clarion"
SIZES = (192, 512)
MARK = 0.62
"""How much of the side the mark takes, so that a launcher may cut the corners."""


def main() -> None:
    for size in SIZES:
        mark = Page("en", ACCENT).mark(round(size * MARK))
        icon = Image.new("RGB", (size, size), PAPER)
        place = (size - mark.width) // 2
        icon.paste(mark, (place, place), mark)
        path = ICONS / f"icon-{size}.png"
        icon.quantize(64).save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size / 1024:.1f} KB")


if __name__ == "__main__":
    main()
