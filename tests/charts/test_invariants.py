"""Whatever the words and numbers, a drawing is sound."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.charts import KINDS, UNKNOWN_KEY, Chart, Point, draw, figure
from clarion.charts.lettering import lines, width
from clarion.charts.markup import identifier

labels = st.text(max_size=60)
points = st.builds(
    Point,
    label=labels,
    value=st.none() | st.integers(min_value=0, max_value=10**12),
    text=st.text(max_size=12),
    key=st.sampled_from(["FR", "MT", "KZ", "XX", "", UNKNOWN_KEY]),
    emphasis=st.booleans(),
    href=st.text(max_size=20),
    note=labels,
)
charts = st.builds(
    Chart,
    key=st.text(min_size=1, max_size=12),
    title=labels,
    description=labels,
    points=st.lists(points, max_size=24).map(tuple),
    label_heading=labels,
    value_heading=labels,
    unknown_text=labels,
    direction=st.sampled_from(["ltr", "rtl"]),
    note=labels,
    absent_text=labels,
)


@settings(max_examples=60, deadline=None)
@given(chart=charts, kind=st.sampled_from([kind for kind in KINDS if kind != "world_map"]))
def test_any_chart_is_well_formed_and_has_no_impossible_length(chart: Chart, kind: str) -> None:
    check(chart, kind)


@settings(max_examples=8, deadline=None)
@given(chart=charts)
def test_any_map_is_well_formed(chart: Chart) -> None:
    check(chart, "world_map")


def check(chart: Chart, kind: str) -> None:
    markup = figure(chart, draw(kind, chart), summary="<Table> & data")
    page = ElementTree.fromstring(markup)  # noqa: S314
    assert not re.findall(r' (?:x|y|x1|x2|y1|y2|width|height)="(?:nan|-?inf)%?"', markup)
    for node in page.iter():
        for name in ("width", "height", "x", "y", "x1", "x2"):
            written = node.get(name)
            if written is not None:
                size = float(written.removesuffix("%"))
                assert size >= 0 or name in ("x", "y")
                assert size <= 100.01 or not written.endswith("%")


@given(chart=charts)
def test_markup_in_words_stays_words(chart: Chart) -> None:
    hostile = Chart(
        key=chart.key,
        title="</title><script>",
        description='"><img onerror=x>',
        points=(Point("<b>", 1, "<i>", note="</svg>", href='"onclick="x'), *chart.points),
        label_heading="&",
        value_heading="'",
        unknown_text="<u>",
    )
    drawn = figure(hostile, draw("columns", hostile), summary="<s>")
    tags = set(re.findall(r"<([a-z]+)", drawn))
    assert not tags & {"script", "img", "s", "u"}
    assert " onclick=" not in drawn.replace("&quot;onclick=&quot;x", "")


@given(first=st.text(max_size=20), second=st.text(max_size=20))
def test_different_keys_give_different_ids(first: str, second: str) -> None:
    assert (identifier(first) == identifier(second)) == (first == second)
    assert re.fullmatch(r"chart-[A-Za-z0-9_-]*", identifier(first))


@given(text=labels, room=st.integers(min_value=30, max_value=400))
def test_broken_lines_keep_to_their_room(text: str, room: int) -> None:
    for line in lines(text, 15, room):
        assert width(line, 15) <= room
