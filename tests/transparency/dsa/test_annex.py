"""The templates are those of the Regulation, to the byte; and so are the headers of every report."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.versions import text_of
from transparency.dsa.given import case, filled

OFFICIAL = {
    1: "355166db774836d59ac3d91994680bcd9821e2c0e1557322b5f3e8f4007a82cd",
    2: "ce1f80280d31da5e7cf4b85bc8da788760991e30696658bab18995c8829efb7b",
    3: "1c4f6d84ac0cea4b306eb05451bc7477bb94ac0e68b672152628b5ae3524245b",
    4: "c9d8986a04c01a6ae4b84583f3479323eceb884489608474c7d0976fb20eb9e6",
    5: "8dc7082e0bfefcbde67323d500a00c65029a85e4a2094e50cba72d4c29767df2",
    6: "423dc6c8bc62109b6efeb94f188066b30cac94227ed8a33beeeac3c25e7c3011",
    7: "c355cf9369a115fa51f9c9626cc7917bc24b48db7d6dc6cff3028c81de388aad",
    8: "1a687f468468b25b214f505c4a6cb906d6ee8cc80d20f5a60eca383cc1bea71d",
    9: "2393d48b65e94d86f769d5cb8e1017ad2516ca0883f7f10b0eabad1bf143cb84",
    10: "cea923187f8eea0ad82c8f562ce3cfcdbd371e64908cb4c6acbfeaf2baf04a75",
    11: "d09603b7b1ec2874595501cd41ace0a02c6ce04a1ba8cbe47fce38849f53020a",
}
"""SHA-256 of the templates as the Commission publishes them."""


@pytest.mark.parametrize("part", annex.PARTS, ids=lambda one: one.name)
def test_a_template_is_the_official_one(part: annex.Part) -> None:
    content = (annex.HERE / annex.REGULATION / part.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == OFFICIAL[part.number]


@pytest.mark.parametrize("part", annex.PARTS, ids=lambda one: one.name)
def test_headers_and_rows_are_those_of_the_template(part: annex.Part) -> None:
    report = filled([case(after=3)])
    template = [list(row) for row in annex.template(part.number)]
    rows = report.parts[part.number]
    assert rows[0] == template[0]
    assert all(len(row) == len(template[0]) for row in rows)
    # What a row speaks of stays word for word; only values, notes, service and period are filled in.
    fixed = range(3, part.first) if part.number > 1 else range(2, 3)
    kept = [[row[place] for place in fixed if place != 4 or part.number > 6] for row in rows[1:]]
    wanted = [[row[place] for place in fixed if place != 4 or part.number > 6] for row in template[1:]]
    wanted = [one for one in wanted if not {"[...]", "AT, […], SE"} & set(one)]
    assert kept == wanted


@pytest.mark.parametrize("part", annex.PARTS, ids=lambda one: one.name)
def test_a_part_is_csv_by_rfc_4180_and_reads_back(part: annex.Part) -> None:
    rows = filled([case(keyword="KEYWORD_OTHER", other='a "quoted",\nbroken line — é 文')]).parts[part.number]
    text = text_of(rows)
    assert text.endswith("\r\n")
    assert not text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows


def test_no_placeholder_of_a_template_is_left() -> None:
    report = filled([case()])
    cells = {cell for rows in report.parts.values() for row in rows for cell in row}
    assert not cells & {"YYYY-MM-DD/YYYY-MM-DD", "YYYY-MM-DD", "Free text", "Text", "[...]", "AT, […], SE"}
    assert not any(cell.startswith("Text to detail") for cell in cells)
    assert "2026-01-01/2026-12-31" in cells


def test_every_category_of_the_list_has_its_place_in_the_tree() -> None:
    high = {one.category for one in annex.categories() if not one.keyword}
    assert len(high) == 17
    assert annex.keywords_of("STATEMENT_CATEGORY_CYBER_VIOLENCE")[-1] == annex.OTHER
    assert annex.keywords_of(annex.NOT_SPECIFIED[0]) == ()
