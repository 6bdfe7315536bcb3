"""axe-core, an outside checker of accessibility, in the page that a browser shows."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# What holds is not told, element by element: on a page with a map that is megabytes.
_RUN = """async rules => {
    const found = await axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
    return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""


def violations(page: Page) -> list[str]:
    """What axe finds by WCAG 2.2 A and AA, a line each: rule, and where."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_RUN, RULES)
    return found
