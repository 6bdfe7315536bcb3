"""The drawings are small, safe, follow dark mode, and are credited."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from clarion.demo.texts import IMAGES, LANGUAGES, picture_credits, plan
from clarion.media.licences import LICENCES

DRAWINGS = sorted(IMAGES.glob("*.svg"), key=lambda path: path.stem)
TOOL = Path(__file__).parents[2] / "tools" / "draw_illustrations.py"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "title", "style", "path", "circle")}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    specification = importlib.util.spec_from_file_location("draw_illustrations", TOOL)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.path.insert(0, str(TOOL.parent))
    try:
        specification.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOL.parent))
    return module


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_holds_nothing_but_lines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314
    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert not re.search(r"\son\w+=|url\(|@import|href", text)
    assert text.count("http") == 1, "the namespace is the only address in the file"


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_has_a_title_a_size_and_a_dark_mode(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314
    assert root.findtext(f"{SVG}title")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert "@media (prefers-color-scheme:dark)" in text


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_weighs_at_most_twelve_kilobytes(path: Path) -> None:
    assert path.stat().st_size <= 12 * 1024


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_wide_or_a_classic_frame_or_the_mark(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314
    shape = int(root.get("width", "0")) / int(root.get("height", "1"))
    assert shape == pytest.approx(1 if path.stem == "mark" else 4 / 3 if path.stem == "call" else 16 / 9)


def test_the_code_draws_the_files_that_are_kept(tool: ModuleType) -> None:
    assert sorted(tool.PICTURES) == [path.stem for path in DRAWINGS]
    for path in DRAWINGS:
        assert tool.PICTURES[path.stem]().svg() == path.read_text(encoding="utf-8"), path.stem


def test_an_unknown_drawing_is_refused_with_the_names_there_are(
    tool: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.main(["unicorn"]) == 2
    assert "unicorn" in (complaint := capsys.readouterr().err)
    assert "call-wide" in complaint


def test_every_drawing_is_credited_in_every_language() -> None:
    assert sorted(picture_credits()) == [path.stem for path in DRAWINGS]
    for name, credit in picture_credits().items():
        assert credit["author"], name
        assert credit["licence"] in LICENCES, name
        assert isinstance(credit["directional"], bool), name
        assert set(credit["title"]) == set(credit["alt"]) == set(LANGUAGES), name
        assert len(set(credit["alt"].values())) == len(LANGUAGES), name


def test_pages_and_articles_show_drawings_that_exist() -> None:
    shown = [*plan()["pages"].values(), *plan()["news"].values()]
    named = {one[key] for one in shown for key in ("picture", "picture_small") if key in one}
    assert named <= set(picture_credits())
    assert all("picture" in one for one in shown)


def test_a_drawing_with_lettering_is_never_mirrored() -> None:
    assert picture_credits()["set-in-type"]["directional"] is False
