"""The EU report at the desk: every part as it would be built, and what it lacks with where it is mended."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from clarion.register.models import Demand
from clarion.register.roles import ALLOWED, Action, Role
from clarion.register.vocabulary import Kind, Requester
from clarion.transparency.dsa import annex
from clarion.transparency.dsa.building import Given, rehearse
from clarion.transparency.editions.depot import place
from clarion.transparency.editions.models import Edition
from clarion.transparency.periods import parse
from desk.conftest import SignIn, Staff, received

PERIOD = "2019"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.CLARION_EDITIONS_DIR = tmp_path / "editions"


@pytest.fixture
def demands(staff: Staff) -> list[str]:
    """Two notices without a category, and an order of an authority that nobody knows the country of."""
    at = datetime(2019, 3, 2, tzinfo=UTC)
    for sender in (Requester.INDIVIDUAL, Requester.INDIVIDUAL, Requester.GOVERNMENT_COURT):
        received(kind=Kind.CONTENT, requester=sender, country="", received_at=at)
    return list(Demand.objects.order_by("pk").values_list("reference", flat=True))


def rehearsed(client: Client, period: str = PERIOD, status: int = 200) -> str:
    answer = client.get(reverse("desk:eu_report"), {"period": period})
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def part_of(html: str, number: int) -> list[list[str]]:
    """The table of a part as a page shows it, without the words that explain codes."""
    start = html.index(f'aria-labelledby="part-{number}"> <table') if "> <table" in html else -1
    table = html[start : html.index("</table>", start)]
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [
        [unescape(re.sub(r"<small>.*?</small>|<[^>]+>", "", cell)).strip() for cell in row] for row in cells
    ]


def squeezed(rows: list[list[str]]) -> list[list[str]]:
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def test_every_part_stands_on_the_page_with_the_columns_of_the_annex(
    staff: Staff, sign_in: SignIn, demands: list[str]
) -> None:
    html = rehearsed(sign_in(staff.editor))
    for one in annex.PARTS:
        table = part_of(html, one.number)
        assert table[0] == squeezed([list(annex.header(one.number))])[0]
        assert len(table) > 1


def test_the_cells_are_those_that_the_command_writes(
    staff: Staff, sign_in: SignIn, demands: list[str], tmp_path: Path
) -> None:
    client = sign_in(staff.editor)
    rehearse(parse(PERIOD), Given(), tmp_path / "out")
    for one in annex.PARTS:
        with (tmp_path / "out" / one.file).open(encoding="utf-8", newline="") as file:
            written = squeezed(list(csv.reader(file)))
        shown, page = [written[0]], 1
        while len(shown) < len(written):
            address = reverse("desk:eu_report_part", args=[PERIOD, one.number])
            answer = client.get(address, {"page": page})
            shown += part_of(" ".join(answer.content.decode().split()), one.number)[1:]
            page += 1
            assert page < 60
        assert shown == written
    told = client.get(reverse("desk:eu_report_file", args=[PERIOD]))
    with zipfile.ZipFile(io.BytesIO(b"".join(told.streaming_content))) as archive:
        for one in annex.PARTS:
            assert archive.read(one.file) == (tmp_path / "out" / one.file).read_bytes()


def test_rows_that_say_something_are_never_left_out(
    staff: Staff, sign_in: SignIn, demands: list[str]
) -> None:
    html = rehearsed(sign_in(staff.editor))
    notices = part_of(html, 4)
    assert [row[3] for row in notices[1:]] == ["TOTAL", "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"]
    assert {row[5] for row in notices[1:]} == {"2"}
    assert "more rows hold nothing but zeros and blanks." in html


def test_each_gap_leads_to_where_it_is_mended(staff: Staff, sign_in: SignIn, demands: list[str]) -> None:
    html = rehearsed(sign_in(staff.editor))
    declaration = reverse("desk:eu_report_declaration")
    gaps = html[html.index('id="gaps-title"') : html.index('id="parts-title"')]
    assert f'does not name the provider. <a href="{declaration}">Write it into the declaration.</a>' in gaps
    assert "Say in the declaration that there was none" in gaps
    categories = gaps[gaps.index("2 notices have no category") :]
    for reference in demands[:2]:
        assert (
            f'<a href="{reverse("desk:demand", args=[reference])}"><bdi>{reference}</bdi></a>' in categories
        )
    left_out = gaps[gaps.index("is in no part, since its country is not known.") :]
    assert f"<bdi>{demands[2]}</bdi>" in left_out
    assert "Enter the country among the facts of the demand" in left_out


def test_whoever_reviews_demands_is_led_to_the_form_that_mends_it(
    staff: Staff, sign_in: SignIn, demands: list[str]
) -> None:
    role = next(one for one in Role if {Action.REVIEW, Action.READ_REPORT} <= ALLOWED[one])
    html = rehearsed(sign_in(staff.of(role)))
    address = reverse("desk:eu_report_detail", args=[demands[0]])
    assert f'<a href="{address}">' in html


@pytest.mark.parametrize("role", Role)
def test_it_is_seen_by_those_who_may_read_reports(staff: Staff, sign_in: SignIn, role: Role) -> None:
    client = sign_in(staff.of(role))
    expected = 200 if Action.READ_REPORT in ALLOWED[role] else 302
    for address in (
        reverse("desk:eu_report"),
        reverse("desk:eu_report_part", args=[PERIOD, 3]),
        reverse("desk:eu_report_file", args=[PERIOD]),
    ):
        assert client.get(address).status_code == expected


def test_a_draft_is_reviewed_part_by_part_before_it_is_published(
    staff: Staff, sign_in: SignIn, demands: list[str]
) -> None:
    client = sign_in(staff.editor)
    client.post(reverse("desk:build_report"), {"period": PERIOD, "series": "dsa"})
    edition = Edition.objects.get()
    html = " ".join(client.get(reverse("desk:review_report", args=[edition.pk])).content.decode().split())
    assert part_of(html, 4)[2][5] == "2"
    gap = html[html.index("2 notices have no category") :]
    assert reverse("desk:demand", args=[demands[0]]) in gap[: gap.index("</li>")]
    whole = client.get(reverse("desk:eu_report_edition_part", args=[edition.pk, 4]))
    assert len(part_of(" ".join(whole.content.decode().split()), 4)) > 60
    assert client.get(reverse("desk:eu_report_edition_part", args=[edition.pk, 12])).status_code == 404
    folder = place(edition.series, edition.period, edition.number)
    assert not [one.name for one in folder.iterdir() if demands[0].encode() in one.read_bytes()]


def test_what_is_no_period_is_said_and_kept(staff: Staff, sign_in: SignIn) -> None:
    client = sign_in(staff.editor)
    assert 'value="2019-h7"' in rehearsed(client, "2019-h7", 422)
    assert client.get(reverse("desk:eu_report_part", args=["2019-h7", 3])).status_code == 404
    assert client.get(reverse("desk:eu_report_part", args=[PERIOD, 12])).status_code == 404


def test_wide_tables_are_boxes_that_keys_reach(staff: Staff, sign_in: SignIn) -> None:
    html = rehearsed(sign_in(staff.editor))
    boxes = re.findall(r'<div class="desk-scroll desk-annex"([^>]*)>', html)
    assert len(boxes) == len(annex.PARTS)
    for number, box in enumerate(boxes, 1):
        assert 'tabindex="0"' in box
        assert 'role="region"' in box
        assert f'aria-labelledby="part-{number}"' in box
        assert f'<h2 id="part-{number}">' in html


def test_in_arabic_it_reads_from_the_right_and_the_regulation_stays_english(
    staff: Staff, sign_in: SignIn
) -> None:
    client = sign_in(staff.editor)
    with translation.override("ar"):
        answer = client.get(reverse("desk:eu_report"), {"period": PERIOD}, headers={"accept-language": "ar"})
    html = answer.content.decode()
    assert 'dir="rtl"' in html
    assert '<bdi lang="en">Applicability</bdi>' in html
