"""Licences are read from many spellings, and none is ever taken for another."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.media.licences import LICENCES, UnknownLicence, licence_of, licences_of

CREATIVE_COMMONS = [code for code in LICENCES if code.startswith("CC-BY")]
LONG = {"BY": "Attribution", "NC": "NonCommercial", "ND": "NoDerivatives", "SA": "ShareAlike"}
separators = st.sampled_from(["-", " ", "_", "  ", "\u2011", "\u2013"])


def conditions(code: str) -> set[str]:
    """The conditions that a code names, as a set."""
    return set(code.split("-")) & set(LONG)


@given(st.sampled_from(CREATIVE_COMMONS), st.randoms(), separators, st.booleans())
def test_order_case_and_separators_do_not_matter(
    code: str, chance: object, between: str, small: bool
) -> None:
    cc, *rest = code.split("-")
    named = [part for part in rest if part in LONG]
    chance.shuffle(named)  # type: ignore[attr-defined]
    text = between.join([cc, *named, *rest[len(named) :]])
    assert licence_of(text.lower() if small else text).code == code


@given(st.sampled_from(CREATIVE_COMMONS))
def test_the_name_the_code_and_the_deed_of_a_licence_name_it(code: str) -> None:
    licence = LICENCES[code]
    assert {licence_of(text).code for text in (licence.name, code, licence.url, licence.url + "deed.en")} == {
        code
    }


@given(st.sampled_from([code for code in CREATIVE_COMMONS if code.count("-") == len(conditions(code)) + 1]))
def test_the_long_name_names_the_same_licence(code: str) -> None:
    named = "-".join(LONG[part] for part in code.split("-") if part in LONG)
    assert licence_of(f"Creative Commons {named} {code.rpartition('-')[2]} International").code == code


@given(st.text(alphabet="bycnsad0 -.34cuie", max_size=24).map(lambda text: f"cc-{text}"))
def test_what_is_read_has_the_conditions_that_were_written(text: str) -> None:
    try:
        found = licences_of(text)
    except UnknownLicence:
        return
    written = {part.upper() for part in text.casefold().replace("-", " ").split()} & set(LONG)
    assert all(conditions(one.code) == written for one in found)


@given(st.text())
def test_any_text_names_licences_or_is_refused(text: str) -> None:
    with suppress(UnknownLicence):
        assert set(licences_of(text)) <= set(LICENCES.values())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CC BY-NC-SA 3.0", ["CC-BY-NC-SA-3.0"]),
        ("cc-by-sa-4.0,3.0", ["CC-BY-SA-4.0", "CC-BY-SA-3.0"]),
        ("{{self|GFDL|cc-by-sa-3.0,2.5|author=Ana}}", ["CC-BY-SA-3.0", "CC-BY-SA-2.5", "GFDL-1.2-or-later"]),
        ("{{Cc-by-sa-3.0-de}}", ["CC-BY-SA-3.0-DE"]),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0/", ["CC-BY-NC-ND-1.0"]),
        ("http://creativecommons.org/publicdomain/zero/1.0/deed.fr", ["CC0-1.0"]),
        ("{{PD-old-100}}", ["public-domain"]),
        ("Public Domain Mark 1.0", ["CC-PDM-1.0"]),
        ("GFDL", ["GFDL-1.2-or-later"]),
        ("Creative Commons Attribution-Share Alike 2.0 Generic License", ["CC-BY-SA-2.0"]),
    ],
)
def test_spellings_found_in_the_wild_are_read(text: str, codes: list[str]) -> None:
    assert [one.code for one in licences_of(text)] == codes


@pytest.mark.parametrize(
    "text",
    ["", "CC BY-SA", "CC BY-SA 4.0 or so", "cc-by-sa-3.0-fr", "CC BY-ND-SA 4.0", "CC 4.0", "Fair use", "MIT"],
)
def test_what_is_not_understood_whole_is_refused(text: str) -> None:
    with pytest.raises(UnknownLicence):
        licence_of(text)


def test_every_licence_has_a_full_name_in_every_language() -> None:
    for licence in LICENCES.values():
        assert {language for language, _ in licence.names} == {"en", "ar", "zh-hans", "fr", "es"}, (
            licence.code
        )
        assert licence.name_in("xx") == licence.name_in("en")


def test_each_edition_takes_the_place_of_the_one_before() -> None:
    assert LICENCES["CC-BY-SA-3.0"].is_current(date(2010, 1, 1))
    assert not LICENCES["CC-BY-SA-3.0"].is_current(date(2020, 1, 1))
    assert not LICENCES["CC-BY-SA-4.0"].is_current(date(2010, 1, 1))
    assert LICENCES["CC-BY-SA-4.0"].is_current(date(2020, 1, 1))
