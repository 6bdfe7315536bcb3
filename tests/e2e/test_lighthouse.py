"""What Lighthouse says of our pages. How fast they are it can only say on a quiet machine: see `make bench`."""

from __future__ import annotations

import pytest

from support import lighthouse

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once]


@pytest.mark.parametrize("path", ["/en/advocacy/", "/ar/transparency/2017/"])
def test_accessibility_good_practice_and_search_engines_find_nothing_to_mend(
    demo_address: str, chromium: str, path: str
) -> None:
    if missing := lighthouse.trouble():
        pytest.skip(missing)
    said = lighthouse.verdict(demo_address + path, chromium)
    points = {name: said.points[name] for name in ("accessibility", "best-practices", "seo")}
    assert min(points.values()) >= 99, said.complaints
    assert said.layout_shift < 0.02
