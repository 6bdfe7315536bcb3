"""A CSV of cases is read to the letter, and a fault is one line with file, line and column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clarion.transparency.dsa import annex, case_files, declaration, rules
from clarion.transparency.dsa.cases import Automated, Case, CaseProblem, Ground, Type
from transparency.dsa.given import COPYRIGHT, ZONE, write_csv

GOOD = {"reference": "A-1", "type": "notice", "received_at": "2026-03-01T10:00"} | COPYRIGHT


def read(path: Path, *lines: dict[str, str]) -> list[Case]:
    return case_files.read(write_csv(path / "cases.csv", lines), rules.version(), ZONE)


def test_a_case_is_read_with_what_follows_from_it(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path, GOOD | {"acted_at": "2026-03-02T10:00+02:00", "items": "3", "trusted_flagger": "yes"}
    )
    assert one.type is Type.NOTICE
    assert one.received_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert one.hours_to_act == 22
    assert (one.items, one.measures, one.ground, one.automated) == (3, 3, Ground.LAW, Automated.NOT)


def test_what_is_not_specified_is_said_to_be_so(tmp_path: Path) -> None:
    order = {"reference": "B", "type": "order_to_act", "received_at": "2026-03-01", "country": "gr"}
    notice = {"reference": "C", "type": "notice", "received_at": "2026-03-01"}
    made = read(tmp_path, order, notice)
    assert [one.category for one in made] == list(annex.NOT_SPECIFIED)
    assert made[0].country == "EL"


OWN = GOOD | {"type": "own_initiative", "restrictions": "removal", "ground": "law"}
BAD = {
    "no such column": (GOOD | {"colour": "red"}, "line 1, column 6: 'colour' is no column"),
    "a wrong type": (GOOD | {"type": "letter"}, "line 2, column type: 'letter' is none of order_to_act"),
    "no time": (GOOD | {"received_at": "1.3.2026"}, "line 2, column received_at: '1.3.2026' is no time"),
    "a day that is none": (
        GOOD | {"received_at": "2026-02-30"},
        "column received_at: '2026-02-30' is no time",
    ),
    "an empty reference": (GOOD | {"reference": " "}, "line 2, column reference: is empty"),
    "acted before received": (GOOD | {"acted_at": "2026-02-01"}, "column acted_at: '2026-02-01' is before"),
    "a wrong category": (GOOD | {"category": "SPAM"}, "column category: 'SPAM' is none of those for notice"),
    "a wrong keyword": (
        GOOD | {"keyword": "KEYWORD_NUDITY"},
        "column keyword: 'KEYWORD_NUDITY' is no sub-category",
    ),
    "no description": (GOOD | {"keyword": "KEYWORD_OTHER"}, "column other: without a sub-category"),
    "a category of orders": (GOOD | {"category": annex.NOT_SPECIFIED[0]}, "column category: "),
    "no Member State": (
        GOOD | {"type": "order_to_act", "country": "US"},
        "column country: 'US' is no Member State",
    ),
    "a negative count": (GOOD | {"items": "-1"}, "column items: '-1' is no whole number"),
    "a broken count": (GOOD | {"items": "1.5"}, "column items: '1.5' is no whole number"),
    "neither yes nor no": (GOOD | {"trusted_flagger": "maybe"}, "column trusted_flagger: 'maybe' is neither"),
    "no restriction": (
        OWN | {"restrictions": ""},
        "column restrictions: a measure is one or more of removal",
    ),
    "a wrong restriction": (OWN | {"restrictions": "removal;ban"}, "column restrictions: 'ban' is none of"),
    "no ground": (OWN | {"ground": ""}, "column ground: a measure of our own rests on law or terms"),
    "law and terms": (
        OWN | {"category": annex.OF_TERMS_ALONE, "keyword": "KEYWORD_NUDITY"},
        "goes with the ground terms alone",
    ),
    "a complaint about nothing": (GOOD | {"type": "complaint"}, "column about: a complaint is about one of"),
    "a result without a time": (
        GOOD | {"type": "complaint", "about": "account", "result": "upheld"},
        "column acted_at: a complaint or dispute with a result",
    ),
    "a language": (GOOD | {"language": "german"}, "column language: 'german' is no two-letter code"),
}


@pytest.mark.parametrize(("line", "words"), BAD.values(), ids=BAD)
def test_a_fault_is_one_line_that_says_where(tmp_path: Path, line: dict[str, str], words: str) -> None:
    with pytest.raises(CaseProblem) as caught:
        read(tmp_path, line)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "cases.csv"))
    assert "\n" not in str(caught.value)


def test_one_reference_in_two_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseProblem, match="line 3, column reference: 'A-1' stands in line 2 as well"):
        read(tmp_path, GOOD, GOOD)


RAW = {
    b"": "line 1: the column reference is missing",
    b"reference,type,received_at\nA,notice\n": "line 2: has 2 cells, the header 3",
    b'reference,type,received_at\n"A,notice,2026-01-01\n': "no CSV by RFC 4180",
    b"reference,type,received_at,type\n": "column 4: 'type' stands there twice",
    b"reference,type,received_at\nA\xff,notice,2026-01-01\n": "is not UTF-8",
}


@pytest.mark.parametrize(("content", "words"), RAW.items(), ids=RAW.values())
def test_a_file_that_is_no_csv_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(CaseProblem, match=words):
        case_files.read(path, rules.version(), ZONE)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseProblem, match="cannot be read: No such file"):
        case_files.read(tmp_path / "none.csv", rules.version(), ZONE)


DECLARATIONS = {
    "[service": "no TOML",
    "[sevice]": "sevice: there is no such field; there are",
    "[service]\nclass = 'huge'": "service.class: 'huge' is none of intermediary",
    "[service]\npublished_on = '2027-01-01'": "service.published_on: must be a day without quotes",
    "[automated.accuracy.total]\nrecall = 1.2": "automated.accuracy.total.recall: must be a share from 0 to 1",
    "[people]\ninternal = 2.5": "people.internal: must be a whole number",
    "[restrictions]\nimpossible = ['ban']": "restrictions.impossible: 'ban' is none of",
    f"[texts]\nsummary = '{'x' * 5001}'": "texts.summary: has 5001 characters; at most 5000",
}


@pytest.mark.parametrize(("text", "words"), DECLARATIONS.items(), ids=DECLARATIONS.values())
def test_a_fault_of_a_declaration_names_its_field(text: str, words: str) -> None:
    with pytest.raises(CaseProblem) as caught:
        declaration.parse(text, "declaration.toml")
    assert words in str(caught.value)


def test_the_declaration_to_fill_in_can_be_read_as_it_is() -> None:
    assert declaration.parse(declaration.template()).kind == "hosting"
