"""Citations of reports and figures."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from clarion.transparency.report.citing import Citation


def citation(title: str = "A report", **facts: object) -> Citation:
    return Citation("key", title, "Example & Sons", "https://example.org/a_b", "en", **facts)  # type: ignore[arg-type]


def test_a_report_is_cited_in_plain_words_on_its_page(demo_site: Path, client: Client) -> None:
    html = client.get("/en/transparency/2017/").content.decode()
    said = html.split('class="citation"', 1)[1].split("</p>", 1)[0]
    assert "Transparency report, 2017." in said
    assert "http://127.0.0.1:8000/en/transparency/2017/" in said


@pytest.mark.parametrize("path", ["2017/", "figures/takedown-requests-received.2017/"])
def test_bibtex_and_csl_name_the_same_thing(demo_site: Path, client: Client, path: str) -> None:
    bibtex = client.get(f"/en/transparency/{path}cite.bib")
    assert bibtex["Content-Type"].startswith("text/x-bibtex")
    (item,) = json.loads(client.get(f"/en/transparency/{path}cite.json").content)
    entry = bibtex.content.decode()
    assert f"  url = {{{item['URL']}}}" in entry
    assert entry.startswith(f"@{'techreport' if item['type'] == 'report' else 'misc'}{{{item['id']},\n")
    assert entry.count("{") == entry.count("}")


def test_what_bibtex_takes_for_a_command_is_escaped() -> None:
    entry = citation(r"50% of {A_B} \ ~").bibtex()
    assert r"title = {{50\% of \{A\_B\} \textbackslash{} \textasciitilde{}}}" in entry
    assert r"author = {{Example \& Sons}}" in entry
    assert "url = {https://example.org/a_b}" in entry


def test_an_edition_is_cited_with_its_number_and_day() -> None:
    cited = citation(issued=date(2027, 3, 1), edition=2)
    assert cited.plain() == "Example & Sons. A report. Edition 2. March 1, 2027. https://example.org/a_b"
    assert cited.csl()[0]["issued"] == {"date-parts": [[2027, 3, 1]]}
    assert "  edition = {2}" in cited.bibtex()


def test_a_period_without_a_report_has_no_citation(demo_site: Path, client: Client) -> None:
    assert client.get("/en/transparency/2030/cite.bib").status_code == 404
    assert client.get("/en/transparency/2017/edition-7/cite.bib").status_code == 404
    assert client.get("/en/transparency/nonsense/cite.json").status_code == 404
