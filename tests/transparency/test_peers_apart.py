"""Other organisations' series stand beside the organisation's own figures and never enter them."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

import clarion.demo
from clarion.api.recorded import recorded
from clarion.search.sources.reports import Reports
from clarion.transparency import filters, measures, rows
from clarion.transparency.editions.computing import from_history
from clarion.transparency.editions.services import Order
from clarion.transparency.figures import read
from clarion.transparency.imports import import_tallies
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import parse
from clarion.transparency.presentation import years_on_record
from clarion.transparency.report import contradictions
from clarion.transparency.report.calendar import Calendar

DATA = Path(clarion.demo.__file__).parent / "data"
GITHUB = DATA / "peers" / "github"
GOOGLE = DATA / "peers" / "google" / "government_removals_half_yearly.csv"
PAGES = (
    "/en/transparency/2017/",
    "/en/transparency/2018-h1/",
    "/en/transparency/figures/government-takedown-requests.2024/",
    "/en/transparency/2017/countries.json",
    "/en/transparency/data/tallies.csv",
    "/api/v1/tallies?group_by=period,requester",
    "/api/v1/figures?period=2024",
    "/api/v1/figures/copyright-notices-received.all",
)


def import_peers() -> None:
    import_tallies(GITHUB, Path("github"))
    import_tallies(GOOGLE, Path("google-totals"))


def everything_own(client: Client) -> dict[str, object]:
    """All that is said of the organisation itself."""
    figures = recorded(measures.every())
    with translation.override("en"):
        documents = list(Reports().documents())
    return {
        "figures": [(str(one), reading) for one, reading in read(figures).items()],
        "tallies": [
            rows.run(filters.parse({"unit": unit, "group_by": group}))
            for unit, group in (
                ("request", "period,country"),
                ("request", "period,requester"),
                ("request", "outcome"),
            )
        ],
        "calendar": Calendar.load(),
        "years": years_on_record(),
        "documents": documents,
        "contradictions": list(contradictions.everything()),
        "editions": [
            from_history.compute(Order(parse(period), invented=False, folder=Path()))
            for period in ("2017", "2018-h1", "2024-h1")
        ],
        "pages": [(page, _without_peers(client.get(page).content.decode())) for page in PAGES],
    }


def _without_peers(page: str) -> str:
    """A page less the one section of a report that is about others."""
    return re.sub(r'<section [^>]*id="peers">.*?</section>', "", page, flags=re.DOTALL)


@pytest.mark.django_db
def test_no_own_figure_table_report_or_search_document_changes_when_peers_are_imported(
    client: Client,
) -> None:
    import_tallies(DATA / "wikimedia")
    before = everything_own(client)
    import_peers()
    after = everything_own(client)
    for name, said in before.items():
        assert after[name] == said, name


@pytest.mark.django_db
def test_without_anything_own_peers_make_no_report(client: Client) -> None:
    import_peers()
    assert Calendar.load().recorded == ()
    assert years_on_record() == []
    assert Reports().count() == 0
    assert client.get("/en/transparency/2024/").status_code == 404
    assert client.get("/api/v1/tallies").json()["rows"] == []


@pytest.mark.django_db
def test_tallies_of_a_peer_are_there_when_asked_for(client: Client) -> None:
    import_tallies(DATA / "wikimedia")
    import_peers()
    answer = client.get("/api/v1/tallies", {"peer": "github", "kind": "copyright"}).json()
    with (GITHUB / "data/dmca/dmca_notices_and_projects_taken_down_by_calendar_year_half.csv").open() as file:
        published = {
            f"{year}-{half.lower()}": int(row["takedown_notices_processed"])
            for row in csv.DictReader(file)
            for half, year in [row["calendar_year_half"].split("-")]
        }
    assert {row["period"]: row["value"] for row in answer["rows"]} == published
    assert answer["query"]["peer"] == "github"
    assert [one["publisher"] for one in answer["sources"]] == ["GitHub"]
    assert [one["licence"] for one in answer["sources"]] == ["CC-BY-4.0"]


@pytest.mark.django_db
def test_ranges_of_a_peer_stay_ranges(client: Client) -> None:
    import_peers()
    wanted = {"peer": "github", "kind": "user_data", "process": "national_security", "period": "2024-h2"}
    (row,) = client.get("/api/v1/tallies", wanted).json()["rows"]
    assert (row["low"], row["high"], row["value"]) == (750, 999, None)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/tallies", "/en/transparency/data/tallies.csv"])
def test_a_peer_that_does_not_exist_is_named_with_those_that_do(client: Client, address: str) -> None:
    import_peers()
    answer = client.get(address, {"peer": "nobody"})
    assert answer.status_code in {400, 422}
    said = answer.content.decode()
    assert "nobody" in said
    assert "github" in said
    assert "google" in said


@pytest.mark.django_db
def test_the_register_is_nobody_elses() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(
            slug="odd", title="Odd", publisher="", as_of=date(2026, 1, 1), standing="register", peer="github"
        )


@pytest.mark.django_db
def test_importing_the_series_of_a_peer_again_changes_nothing() -> None:
    import_peers()
    before = list(Tally.objects.order_by("pk").values())
    assert import_tallies(GITHUB, Path("github")).changes.is_empty
    assert import_tallies(GOOGLE, Path("google-totals")).changes.is_empty
    assert list(Tally.objects.order_by("pk").values()) == before
