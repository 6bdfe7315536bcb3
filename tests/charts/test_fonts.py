"""The fonts the site ships: renamed, complete for its languages, and within their budgets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import clarion

HOME = Path(clarion.__path__[0])
WEB = HOME / "pages/static/clarion/fonts"
PICTURE = HOME / "charts/fonts"
RULES = (HOME / "pages/static/clarion/css/fonts.css").read_text(encoding="utf-8")

NAMES = "English Français Español"
LATIN = NAMES + "àâæçéèêëîïôœùûüÿÀÇÉÈÊŒÑñáíóúüÁ¿¡«»’‘“”–—…·\u00a0\u202f0123456789%€&"
ARABIC = "العربية أإآءؤئةىًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩،؛؟٪٫٬" + "پچژگکی" + "ٹڈڑںےہھ"


def characters(file: Path) -> set[str]:
    return {chr(code) for code in TTFont(file).getBestCmap()}


@pytest.mark.parametrize(
    ("name", "text"),
    [("clarion-serif", LATIN), ("clarion-sans", LATIN), ("clarion-naskh", ARABIC.replace(" ", ""))],
)
def test_each_font_has_every_character_its_languages_need(name: str, text: str) -> None:
    assert set(text) <= characters(WEB / f"{name}.woff2")


@pytest.mark.parametrize(
    ("names", "kilobytes"),
    [(["clarion-serif"], 18), (["clarion-sans"], 30), (["clarion-naskh"], 55)],
)
def test_each_font_keeps_to_its_budget(names: list[str], kilobytes: int) -> None:
    assert sum((WEB / f"{name}.woff2").stat().st_size for name in names) <= kilobytes * 1024


def test_the_picture_fonts_keep_to_three_megabytes() -> None:
    assert sum(file.stat().st_size for file in PICTURE.glob("*.woff2")) <= 3 * 1024 * 1024


def test_every_file_carries_its_own_family_name_and_not_a_reserved_one() -> None:
    for file in (*WEB.glob("*.woff2"), *PICTURE.glob("*.woff2")):
        names = TTFont(file)["name"]
        for number in (1, 3, 4, 6, 16):
            assert "Source" not in (names.getDebugName(number) or "")
        assert names.getDebugName(1).startswith("Clarion ")
        assert "Open Font License" in names.getDebugName(13)


def test_the_licence_lies_beside_the_fonts() -> None:
    for folder in (WEB, PICTURE):
        assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")


def test_arabic_keeps_its_joining_forms_and_marks() -> None:
    font = TTFont(WEB / "clarion-naskh.woff2")
    forms = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    places = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig", "ccmp"} <= forms
    assert {"mark", "mkmk"} <= places


def test_the_rules_name_files_that_exist_and_ranges_that_do_not_meet() -> None:
    claimed: dict[str, set[int]] = {}
    for rule in re.findall(r"@font-face \{[^}]*url[^}]*\}", RULES):
        family, file, ranges = re.search(  # type: ignore[union-attr]
            r'family: "([^"]+)".*?url\("\.\./fonts/([^"]+)"\).*?unicode-range: ([^;]+);', rule, re.DOTALL
        ).groups()
        covered = set(TTFont(WEB / file).getBestCmap())
        for part in ranges.replace("U+", "").split(", "):
            first, _, last = part.partition("-")
            codes = set(range(int(first, 16), int(last or first, 16) + 1))
            assert codes <= covered
            assert not codes & claimed.setdefault(family, set())
            claimed[family] |= codes
    assert set(claimed) == {"Clarion Serif", "Clarion Sans", "Clarion Naskh"}


def test_local_fallbacks_are_fitted_to_the_web_fonts() -> None:
    fitted = re.findall(r'family: "([^"]+)";\s+src: local[^;]+;\s+size-adjust: ([\d.]+)%', RULES)
    assert {name for name, _ in fitted} == {
        "Clarion Serif Georgia",
        "Clarion Serif Times",
        "Clarion Sans Arial",
    }
    assert all(85 < float(size) < 115 for _, size in fitted)
