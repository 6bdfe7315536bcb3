"""The public pages of the EU report, and the desk's page of a demand's facts."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.cli import main
from clarion.register.models import Demand
from clarion.register.roles import Role
from clarion.transparency.dsa import annex
from clarion.transparency.dsa.models import CaseDetail, KeptDeclaration
from desk.conftest import SignIn, sign_in
from register.conftest import Staff, demand, staff
from transparency.dsa.given import COPYRIGHT, write_csv
from transparency.editions.conftest import Editors, editors, folder

__all__ = ["demand", "editors", "folder", "sign_in", "staff"]


@pytest.fixture
def published(editors: Editors, tmp_path: Path) -> None:
    """2025 in two versions."""
    declaration = tmp_path / "declaration.toml"
    declaration.write_text(
        '[service]\nname = "Commonplace"\nprovider = "Commonplace Ltd"\n[update]\nmethod = "Read anew"\n'
    )
    cases = tmp_path / "cases.csv"
    line = {"type": "notice", "received_at": "2025-03-01"} | COPYRIGHT
    both = ["2025", "--format", "dsa"]
    files = ["--cases", str(cases), "--declaration", str(declaration), "--by", editors.first.email]
    publish = ["report", "publish", *both, "--by", editors.second.email]
    write_csv(cases, [line | {"reference": "A"}])
    assert main(["report", "build", *both, *files]) == 0
    assert main(publish) == 0
    write_csv(cases, [line | {"reference": one} for one in "AB"])
    assert main(["report", "correct", *both, *files, "--reason", "One was missing"]) == 0
    assert main(publish) == 0


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "es"])
def test_a_report_has_its_parts_its_versions_and_what_changed(
    published: None, client: Client, language: str
) -> None:
    page = client.get(f"/{language}/transparency/dsa/2025/")
    assert page.status_code == 200
    text = page.content.decode()
    for one in annex.PARTS:
        assert f'href="/{language}/transparency/dsa/2025/2/{one.file}"' in text
    assert "Commonplace Ltd" in text
    assert "One was missing" in text
    assert "Read anew" in text
    assert "Number of notices received" in text
    assert f"/{language}/transparency/dsa/2025/version-1/" in text
    first = client.get(f"/{language}/transparency/dsa/2025/version-1/").content.decode()
    assert f'href="/{language}/transparency/dsa/2025/"' in first
    assert "Read anew" not in first
    assert "2025" in client.get(f"/{language}/transparency/dsa/").content.decode()


def test_files_come_as_they_were_published_and_can_be_asked_for_again(
    published: None, client: Client
) -> None:
    address = "/en/transparency/dsa/2025/1/Part_4_notices.csv"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert list(csv.reader(io.StringIO(answer.content.decode(), newline="")))[1][5] == "1"
    assert client.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    archive = client.get("/en/transparency/dsa/2025/2/report.zip").content
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert {one.file for one in annex.PARTS} <= set(opened.namelist())


@pytest.mark.parametrize(
    "address",
    ["2024/", "20x5/", "2025/version-3/", "2025/3/report.zip", "2025/1/none.csv", "2025/1/changes.csv"],
)
def test_what_is_not_published_is_not_there(published: None, client: Client, address: str) -> None:
    assert client.get(f"/en/transparency/dsa/{address}").status_code == 404


def test_a_draft_is_nobody_elses(editors: Editors, tmp_path: Path, client: Client) -> None:
    cases = write_csv(
        tmp_path / "cases.csv", [{"reference": "A", "type": "notice", "received_at": "2025-03-01"}]
    )
    assert main(["report", "build", "2025", "--format", "dsa", "--cases", str(cases)]) == 0
    assert client.get("/en/transparency/dsa/2025/").status_code == 404
    assert client.get("/en/transparency/dsa/2025/1/report.zip").status_code == 404


@pytest.fixture
def _without_second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.usefixtures("_without_second_factor")
class TestDesk:
    """Facts of a demand, and the declaration."""

    given = {
        "version": "0",
        "category": "STATEMENT_CATEGORY_VIOLENCE",
        "keyword": annex.OTHER,
        "other": "Threats",
        "automated_decision": "not",
        "content_types": ["CONTENT_TYPE_TEXT"],
        "content_date": "2026-01-02",
    }

    def test_a_reviewer_says_what_a_demand_is(self, demand: Demand, staff: Staff, sign_in: SignIn) -> None:
        reviewer = sign_in(staff.of(Role.REVIEWER))
        address = f"/admin/desk/demands/{demand.reference}/eu-report/"
        assert b"Illegal or harmful speech" in reviewer.get(address).content
        assert reviewer.post(address, self.given).status_code == 302
        kept = CaseDetail.objects.get(demand=demand)
        assert (kept.category, kept.other, kept.version) == ("STATEMENT_CATEGORY_VIOLENCE", "Threats", 1)
        page = reviewer.get(f"/admin/desk/demands/{demand.reference}/").content.decode()
        assert "Violence" in page
        assert reviewer.post(address, self.given).status_code == 422
        wrong = self.given | {"version": "1", "keyword": "KEYWORD_NUDITY"}
        assert "belongs to another category" in reviewer.post(address, wrong).content.decode()
        kept.refresh_from_db()
        assert (kept.keyword, kept.version) == (annex.OTHER, 1)

    @pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.EDITOR])
    def test_others_do_not(self, demand: Demand, staff: Staff, sign_in: SignIn, role: Role) -> None:
        address = f"/admin/desk/demands/{demand.reference}/eu-report/"
        assert sign_in(staff.of(role)).post(address, self.given).status_code in (302, 403)
        assert not CaseDetail.objects.exists()

    def test_a_report_editor_keeps_a_declaration(self, staff: Staff, sign_in: SignIn) -> None:
        editor = sign_in(staff.of(Role.EDITOR))
        address = "/admin/desk/eu-report/declaration/"
        assert b"[service]" in editor.get(address).content
        bad = editor.post(address, {"text": "[service]\nclass = 'huge'"})
        assert bad.status_code == 422
        assert b"service.class" in bad.content
        assert editor.post(address, {"text": "[service]\r\nname = 'Commonplace'"}).status_code == 302
        assert KeptDeclaration.objects.get().text == "[service]\nname = 'Commonplace'"
