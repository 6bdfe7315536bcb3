"""The report as an edition: from the register or a file, published by two people, corrected in the open."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clarion.cli import main
from clarion.register import services as register
from clarion.register.models import Demand
from clarion.register.vocabulary import Kind, Outcome, Requester
from clarion.register.workflow import Status
from clarion.transparency.dsa import annex, from_register, rules
from clarion.transparency.dsa.cases import Case, Result, Type
from clarion.transparency.dsa.models import CaseDetail
from clarion.transparency.editions.depot import place
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import Period
from register.conftest import Staff, received, staff
from transparency.dsa.given import COPYRIGHT, write_csv
from transparency.editions.conftest import Editors, editors, folder

__all__ = ["editors", "folder", "staff"]

PERIOD = Period.year(2026)
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def declaration(tmp_path: Path) -> Path:
    path = tmp_path / "declaration.toml"
    path.write_text('[service]\nname = "Commonplace"\nprovider = "Commonplace Ltd"\nclass = "platform"\n')
    return path


def read(**facts: Any) -> list[Case]:
    return from_register.read(PERIOD, invented=False, rules=rules.version()).cases


def granted(demand: Demand, staff: Staff, outcome: Outcome = Outcome.FULL, **more: Any) -> None:
    """Takes a demand the whole way to having been carried out."""
    if demand.status == Status.RECEIVED:
        register.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    register.propose(actor=staff.reviewer, demand=demand, outcome=outcome, **more)
    register.approve(actor=staff.approver, demand=demand)
    if outcome in (Outcome.FULL, Outcome.PARTIAL):
        register.carry_out(actor=staff.reviewer, demand=demand)


def test_a_demand_is_counted_by_who_sends_it_and_from_where(staff: Staff) -> None:
    made = {
        "order": received(requester=Requester.GOVERNMENT_COURT, country="GR"),
        "notice": received(kind=Kind.COPYRIGHT, requester=Requester.COMPANY, country="US"),
        "politician": received(requester=Requester.GOVERNMENT_POLITICIAN, country="FR"),
        "information": received(
            kind=Kind.USER_DATA, process="search_warrant", requester=Requester.GOVERNMENT_POLICE, country="DE"
        ),
        "abroad": received(requester=Requester.GOVERNMENT_COURT, country="US"),
        "informal": received(
            kind=Kind.USER_DATA, process="informal", requester=Requester.COMPANY, country="DE"
        ),
        "counter": received(kind=Kind.COUNTER_NOTICE, requester=Requester.INDIVIDUAL),
        "spam": received(),
    }
    register.triage(actor=staff.clerk, demand=made["spam"], into=Status.SPAM)
    found = from_register.read(PERIOD, invented=False, rules=rules.version())
    types = {one.reference: one.type for one in found.cases}
    assert types == {
        made["order"].reference: Type.ORDER_TO_ACT,
        made["notice"].reference: Type.NOTICE,
        made["politician"].reference: Type.NOTICE,
        made["information"].reference: Type.ORDER_FOR_INFORMATION,
        made["counter"].reference: Type.COMPLAINT,
    }
    assert {one.key: one.cases for one in found.gaps} == {
        "left_out_authority_outside_the_union": 1,
        "left_out_not_of_this_report": 1,
    }
    assert found.cases[0].country == "EL"


def test_two_notices_of_one_address_are_two_even_where_one_is_set_aside_as_a_duplicate(staff: Staff) -> None:
    first, second = (received(kind=Kind.COPYRIGHT, items=["https://en.example.org/wiki/A"]) for _ in range(2))
    register.triage(actor=staff.clerk, demand=second, into=Status.DUPLICATE, first=first)
    assert len(read()) == 2


def test_a_granted_demand_is_an_action_for_each_item_granted(staff: Staff) -> None:
    demand = received(kind=Kind.COPYRIGHT, items=[f"https://en.example.org/wiki/{one}" for one in "ABC"])
    granted(demand, staff, Outcome.PARTIAL, items={2: Outcome.REFUSED}, grounds=["valid_notice"])
    (one,) = read()
    assert (one.items, one.measures, one.category) == (3, 2, COPYRIGHT["category"])
    assert one.acted_at is not None


def test_what_somebody_said_at_the_desk_goes_before_the_rules(staff: Staff) -> None:
    demand = received(requester=Requester.INDIVIDUAL)
    CaseDetail.objects.create(
        demand=demand,
        category="STATEMENT_CATEGORY_VIOLENCE",
        keyword=annex.OTHER,
        other="Threats",
        trusted_flagger=True,
        changed_at=NOW,
    )
    (one,) = read()
    assert (one.category, one.other, one.trusted_flagger) == ("STATEMENT_CATEGORY_VIOLENCE", "Threats", True)
    CaseDetail.objects.update(type=CaseDetail.LEFT_OUT)
    assert read() == []


def test_an_appeal_is_a_complaint_and_what_it_reversed_is_told(staff: Staff) -> None:
    demand = received(kind=Kind.COPYRIGHT, items=["https://en.example.org/wiki/A"])
    register.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    register.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    register.answer(actor=staff.reviewer, demand=demand)
    register.appeal(actor=staff.reviewer, demand=demand)
    register.propose(actor=staff.second, demand=demand, outcome=Outcome.FULL)
    register.approve(actor=staff.approver, demand=demand)
    complaint = next(one for one in read() if one.type is Type.COMPLAINT)
    assert complaint.reference == f"{demand.reference}/appeal-1"
    assert (complaint.result, complaint.new_restrictions) == (Result.REVERSED, 1)


def lines(count: int = 3) -> list[dict[str, str]]:
    return [
        {"reference": f"N-{one}", "type": "notice", "received_at": "2025-03-01T10:00", "items": str(one)}
        | {"acted_at": "2025-03-01T16:00"}
        | COPYRIGHT
        for one in range(1, count + 1)
    ]


def part(edition: Edition, number: int) -> list[list[str]]:
    lies = place(edition.series, edition.period, edition.number) / annex.part(number).file
    return list(csv.reader(io.StringIO(lies.read_text(encoding="utf-8"), newline="")))


def test_a_csv_of_cases_goes_the_whole_way_and_a_correction_is_marked(
    editors: Editors, tmp_path: Path, declaration: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = write_csv(tmp_path / "cases.csv", lines())
    dsa = ["2025", "--format", "dsa"]
    files = ["--cases", str(cases), "--declaration", str(declaration)]
    assert main(["report", "build", *dsa, *files, "--by", editors.first.email]) == 0
    told = capsys.readouterr()
    assert "The declaration does not say whether automated means are used." in told.err
    assert "--format dsa --by EMAIL" in told.out
    assert main(["report", "publish", *dsa, "--by", editors.second.email]) == 0
    first = Edition.objects.get(series=Series.DSA)
    assert part(first, 4)[1][5:12] == ["3", "0", "6", "0", "6", "0", "6"]

    write_csv(cases, lines(2))
    assert main(["report", "correct", *dsa, *files, "--reason", "N-3 was no notice"]) == 2
    assert "an updated version says how it was put right" in capsys.readouterr().err
    declaration.write_text(declaration.read_text() + '[update]\nmethod = "N-3 is left out"\n')
    correct = [
        "report",
        "correct",
        *dsa,
        *files,
        "--by",
        editors.first.email,
        "--reason",
        "N-3 was no notice",
    ]
    assert main(correct) == 0
    assert main(["report", "publish", *dsa, "--by", editors.second.email]) == 0
    second = Edition.objects.get(series=Series.DSA, number=2)
    total = part(second, 4)[1]
    assert total[5] == "2"
    assert total[15].startswith("Updated in version 2 (")
    assert total[15].endswith("): was 3.")
    folder = place(second.series, second.period, 2)
    notes = json.loads((folder / "version.json").read_text())
    assert notes["is_updated_version"]
    assert (notes["reason"], notes["method"]) == ("N-3 was no notice", "N-3 is left out")
    changed = list(csv.DictReader(io.StringIO((folder / "changes.csv").read_text(), newline="")))
    assert {
        "part": "4",
        "row": "TOTAL",
        "column": "Number of notices received ",
        "before": "3",
        "after": "2",
    } in changed
    assert part(first, 4)[1][5] == "3"

    assert main(correct) == 0
    third = Edition.objects.get(series=Series.DSA, number=3)
    assert part(third, 4)[1][15] == ""
    lies = place(third.series, third.period, 3)
    assert (lies / "changes.csv").read_text().count("\n") == 1
    with zipfile.ZipFile(lies / "report.zip") as archive:
        assert {one.file for one in annex.PARTS} <= set(archive.namelist())
        assert archive.read("Part_4_notices.csv") == (lies / "Part_4_notices.csv").read_bytes()


def test_the_register_and_cases_beside_it_are_counted_together(
    editors: Editors, tmp_path: Path, declaration: Path
) -> None:
    demand = received(kind=Kind.COPYRIGHT, received_at=datetime.now(UTC) - timedelta(days=1))
    day = demand.received_on.isoformat()
    own = {
        "reference": "OWN-1", "type": "own_initiative", "received_at": day, "ground": "terms",
        "restrictions": "removal",
    } | COPYRIGHT  # fmt: skip
    more = write_csv(tmp_path / "more.csv", [own])
    out = tmp_path / "out"
    period = f"{day}..{day}"
    build = [
        "report",
        "build",
        period,
        "--format",
        "dsa",
        "--declaration",
        str(declaration),
        "--out",
        str(out),
    ]
    assert main([*build, "--add-cases", str(more)]) == 0
    rows = {number: (out / annex.part(number).file).read_text(encoding="utf-8") for number in (4, 6)}
    assert f"{day}/{day},TOTAL,,1,0,1" in rows[4]
    assert f"{day}/{day},TOTAL,,1,0,1" in rows[6]
    write_csv(more, [own | {"reference": demand.reference}])
    assert main([*build, "--add-cases", str(more)]) == 2
    assert not Edition.objects.exists()


BAD = {
    "a period that is none": (["20x6", "--out", "x"], "'20x6' is no period"),
    "a period that is not over": (["2026"], "2026 is not over"),
    "files of two kinds": (["2025", "--cases", "a", "--add-cases", "b"], "give one of them"),
    "a file that is not there": (["2025", "--cases", "a.csv"], "a.csv: cannot be read"),
    "another format": (
        ["2025", "--format", "report", "--cases", "a.csv"],
        "--cases goes with --format dsa alone",
    ),
}


@pytest.mark.parametrize(("arguments", "words"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line(
    db: None, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "build", "--format", "dsa", *arguments]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert words in told[-1]
