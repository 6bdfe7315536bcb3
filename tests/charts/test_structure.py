"""Every drawing is well formed, named, and says the same as its table."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from clarion.charts import KINDS, UNKNOWN_KEY, Chart, Point, draw, figure, ranked_bars, table

POINTS = (
    Point("France", 45, "45", key="FR", emphasis=True, href="/en/transparency/?country=FR"),
    Point("Germany", 75, "75", key="DE"),
    Point("Malta", 4, "4", key="MT"),
    Point("New Zealand", 0, "0", key="NZ"),
    Point("Kazakhstan", None, "", key="KZ"),
    Point("Country not known", 88, "88", key=UNKNOWN_KEY),
)


def a_chart(points: tuple[Point, ...] = POINTS, **changes: str) -> Chart:
    words = {
        "key": "country",
        "title": "Requests by country",
        "description": "Most came from Germany.",
        "label_heading": "Country",
        "value_heading": "Requests",
        "unknown_text": "not recorded",
        "absent_text": "no request",
    }
    return Chart(points=points, **{**words, **changes})  # type: ignore[arg-type]


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<body>{markup}</body>")  # noqa: S314


def words(node: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in node.iter("text")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_drawing_is_an_image_with_a_title_and_a_description(kind: str) -> None:
    drawings = list(parsed(draw(kind, a_chart())).iter("svg"))
    assert drawings
    for svg in drawings:
        assert svg.get("role") == "img"
        title, description = svg.get("aria-labelledby", "").split()
        assert svg.find(f"title[@id='{title}']").text == "Requests by country"  # type: ignore[union-attr]
        assert svg.find(f"desc[@id='{description}']").text == "Most came from Germany."  # type: ignore[union-attr]


def test_ids_are_unique_on_a_page_with_every_kind() -> None:
    page = parsed("".join(draw(kind, a_chart(key=f"by/{kind}")) for kind in KINDS))
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) > len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_drawing_has_inline_style_colour_or_script(kind: str) -> None:
    for node in parsed(figure(a_chart(), draw(kind, a_chart()), summary="Table")).iter():
        assert not {"style", "color"} & set(node.attrib)
        assert not [name for name in node.attrib if name.startswith("on")]
        assert node.get("fill") is None or node.get("fill", "").startswith("url(#chart-")
        assert node.tag not in ("style", "script")


@pytest.mark.parametrize("kind", KINDS)
def test_every_hatching_refers_to_a_pattern_of_the_same_drawing(kind: str) -> None:
    for svg in parsed(draw(kind, a_chart())).iter("svg"):
        used = {node.get("fill", "")[5:-1] for node in svg.iter() if node.get("fill")}
        assert used <= {pattern.get("id") for pattern in svg.iter("pattern")}


@pytest.mark.parametrize("kind", ["columns", "ranked_bars"])
def test_the_table_has_the_same_numbers_as_the_drawing(kind: str) -> None:
    cells = {"".join(cell.itertext()) for cell in parsed(table(a_chart())).iter("td")}
    for svg in parsed(draw(kind, a_chart())).iter("svg"):
        numbers = {text for text in words(svg) if text.isdigit()}
        assert numbers == {cell for cell in cells if cell.isdigit()}


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_value_is_named_and_never_prints_as_zero(kind: str) -> None:
    chart = a_chart(points=(Point("Kazakhstan", None, "0", key="KZ"), Point("France", 3, "3", key="FR")))
    texts = re.findall(r">([^<]+)<", figure(chart, draw(kind, chart), summary="Table"))
    assert "not recorded" in texts
    assert "0" not in texts
    assert "bar-zero" not in draw(kind, chart)


def test_a_true_zero_is_drawn_and_printed_as_zero() -> None:
    for kind, mark in (("columns", "bar-zero"), ("ranked_bars", "bar-zero"), ("world_map", "land-zero"),
                       ("stacked_bar", "swatch-zero")):  # fmt: skip
        assert mark in draw(kind, a_chart())
    assert '<td class="n">0</td>' in table(a_chart())


def test_ranked_bars_are_by_size_and_the_unknown_comes_last() -> None:
    for svg in parsed(ranked_bars(a_chart())).iter("svg"):
        names = [text for text in words(svg) if text in {point.label for point in POINTS}]
        assert names == ["Germany", "France", "Malta", "New Zealand", "Kazakhstan", "Country not known"]


def test_what_is_not_attributed_is_hatched_at_its_true_length() -> None:
    wide = next(parsed(ranked_bars(a_chart())).iter("svg"))
    lengths = {
        row.find("title").text: row.find("rect")  # type: ignore[union-attr]
        for row in wide.iter("g")
    }
    unknown, germany = lengths["Country not known: 88"], lengths["Germany: 75"]
    assert unknown is not None
    assert germany is not None
    assert unknown.get("fill") == "url(#chart-country-wide-hatch)"
    ratio = float(unknown.get("width", "")[:-1]) / float(germany.get("width", "")[:-1])
    assert ratio == pytest.approx(88 / 75, rel=0.01)


def test_time_runs_with_the_reading_direction() -> None:
    series = tuple(Point(f"H{half}\n2017", half, str(half)) for half in (1, 2))
    for direction, first_is_left in (("ltr", True), ("rtl", False)):
        svg = next(parsed(draw("columns", a_chart(series, direction=direction))).iter("svg"))
        assert svg.get("direction") == direction
        places = {"".join(t.itertext()): float(t.get("x", "")[:-1]) for t in svg.iter("text")}
        assert (places["H1"] < places["H2"]) is first_is_left
        assert places["2017"] == pytest.approx(50)


def test_bars_grow_from_the_side_reading_starts_at() -> None:
    for direction, edge in (("ltr", 0.0), ("rtl", 100.0)):
        narrow = list(parsed(ranked_bars(a_chart(direction=direction))).iter("svg"))[1]
        bar = next(rect for rect in narrow.iter("rect") if rect.get("class") == "bar")
        start, length = (float(bar.get(name, "")[:-1]) for name in ("x", "width"))
        assert edge == pytest.approx(start if direction == "ltr" else start + length, abs=0.02)


def test_the_parts_of_a_whole_fill_the_bar() -> None:
    parts = (
        Point("Refused", 600, "600"),
        Point("Granted", 300, "300", emphasis=True),
        Point("Open", 100, "100"),
    )
    for direction in ("ltr", "rtl"):
        svg = next(parsed(draw("stacked_bar", a_chart(parts, direction=direction))).iter("svg"))
        widths = [float(rect.get("width", "")[:-1]) for rect in svg.iter("rect")]
        assert widths == [60, 30, 10]


def test_the_smallest_part_of_a_whole_is_still_seen() -> None:
    parts = (Point("Refused", 2793, "2,793"), Point("Granted", 1, "1", emphasis=True))
    svg = next(parsed(draw("stacked_bar", a_chart(parts))).iter("svg"))
    assert [rect.get("width") for rect in svg.iter("rect")][-1] == "3"


def test_the_map_names_each_country_and_gives_small_ones_a_dot() -> None:
    markup = draw("world_map", a_chart())
    titles = [title.text for title in parsed(markup).iter("title")]
    assert "Germany: 75" in titles
    assert "Kazakhstan: not recorded" in titles
    assert markup.count('class="dot dot-') == 1
    legend = ["".join(item.itertext()) for item in parsed(markup).iter("li")]
    assert legend == ["0", "4", "45–75", "not recorded", "no request"]


def test_a_row_of_the_table_links_and_explains() -> None:
    chart = a_chart(
        points=(Point("FR", 45, "45", long_label="France", href="/x?a=1&b=2", note="two of them twice"),)
    )
    assert '<a href="/x?a=1&amp;b=2">France</a> <small>two of them twice</small>' in table(chart)


def test_a_chart_without_points_says_so_in_words() -> None:
    for kind in KINDS:
        assert draw(kind, a_chart(points=())) == '<p class="chart-empty" dir="ltr">not recorded</p>'


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="'Refused' has the value -1"):
        Point("Refused", -1, "-1")


def test_an_unknown_kind_lists_the_kinds_there_are() -> None:
    with pytest.raises(LookupError, match=r"pie.*columns, ranked_bars"):
        draw("pie", a_chart())


def test_a_template_prints_a_drawing_as_markup() -> None:
    from django.template import Context, Engine

    drawn = draw("columns", a_chart())
    assert Engine().from_string("{{ chart }}").render(Context({"chart": drawn})) == drawn


def test_the_map_of_a_page_stays_light() -> None:
    import gzip

    assert len(gzip.compress(draw("world_map", a_chart()).encode())) < 20_000
