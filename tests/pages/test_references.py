"""What a page points to is found in its stored content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clarion.pages.rendering import References

ids = st.integers(min_value=1, max_value=10**9)


def test_pages_images_and_figures_are_found_at_any_depth() -> None:
    stored = [
        {
            "type": "framing",
            "value": {
                "pieces": [
                    {
                        "type": "item",
                        "value": {
                            "text": '<a linktype="page" id="7">x</a> <embed embedtype="figure" figure="a.2017"/>',
                            "link": {"page": 9, "url": ""},
                        },
                    }
                ]
            },
        },
        {"type": "picture", "value": {"picture": {"image": 3, "decorative": False}}},
        {"type": "facts", "value": {"facts": [{"type": "item", "value": {"figure": "b.all"}}]}},
    ]
    found = References().collect(stored)
    assert found.pages == {7, 9}
    assert found.images == {3}
    assert found.figures == {"a.2017", "b.all"}


@given(page=ids, image=ids)
def test_attributes_may_come_in_either_order(page: int, image: int) -> None:
    text = f'<a id="{page}" linktype="page">x</a><embed figure="m.{image}" embedtype="figure"/>'
    found = References().collect([{"value": text}])
    assert found.pages == {page}
    assert found.figures == {f"m.{image}"}


def test_numbers_that_are_no_references_are_left_alone() -> None:
    assert References().collect([{"type": "news", "value": {"count": 2}}]) == References()
