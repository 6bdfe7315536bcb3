"""What is told in public of the register: totals at once, the rest with an edition, and never what it withholds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from clarion.register import services as register
from clarion.register.models import Demand
from clarion.register.vocabulary import Door, Kind
from clarion.transparency import filters, rows
from clarion.transparency.breakdowns import MAINTAINED, dimensions_of
from clarion.transparency.editions import services
from clarion.transparency.figures import Figure, breakdown, read_one
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import parse
from transparency.editions.conftest import Editors, editors, folder

__all__ = ["editors", "folder"]
PERIOD = parse("2019-h1")


def receive(kind: Kind, number: int = 1, **facts: object) -> None:
    facts.setdefault("received_at", datetime(2019, 3, 1, tzinfo=UTC))
    for _ in range(number):
        register.receive(actor=None, door=Door.WEB, kind=kind, **facts)  # type: ignore[arg-type]


def value(key: str) -> str:
    return str(read_one(Figure.parse(key)).value)


@pytest.fixture
def some(db: None) -> None:
    """Demands for user data: many from one country, one from another, three in the name of national security."""
    receive(Kind.USER_DATA, 4, country="US", process="civil_subpoena", requester="organisation")
    receive(Kind.USER_DATA, 1, country="IN", process="court_order", requester="government_court")
    receive(Kind.USER_DATA, 3, country="US", process="national_security", requester="government_other")
    receive(Kind.CONTENT, 3, country="DE", project="de.wikipedia")
    receive(Kind.EMERGENCY, 2, country="FR")


def publish(editors: Editors) -> None:
    draft = services.build(actor=editors.first, period=PERIOD, confirmed=[services.OPEN])
    services.publish(actor=editors.second, edition=draft)


def test_before_an_edition_only_totals_from_some_requests_on_are_told(some: None) -> None:
    assert value("takedown-requests-received.2019-h1") == "3"
    assert value("takedown-requests-received.2019-h1.country-de") == "unknown"
    assert value("countries-of-takedown-requests.2019-h1") == "unknown"
    assert value("emergency-disclosures.2019-h1") == "unknown"
    receive(Kind.EMERGENCY, country="FR")
    assert value("emergency-disclosures.2019-h1") == "0"


def test_a_total_leaves_out_what_is_told_by_its_band_alone(some: None) -> None:
    assert value("user-data-requests-received.2019-h1") == "5"
    assert value("user-data-requests-received.2019-h1.process-national_security") == "unknown"
    Demand.objects.filter(process="civil_subpoena").update(status="spam")
    Tally.objects.filter(breakdown="total", kind="user_data").update(low=5, high=5)
    # Two are left besides the three, which is too few.
    assert value("user-data-requests-received.2019-h1") == "unknown"


@pytest.mark.parametrize("breakdown", [one for one in MAINTAINED if one != "total"])
def test_no_combination_of_filters_gives_a_live_cell_away(some: None, breakdown: str) -> None:
    names = dimensions_of(breakdown)
    for group in (",".join(names), ",".join((*names, "outcome")), ",".join((*names, "period"))):
        try:
            found = rows.run(filters.parse({"group_by": group, "period": "2019-h1"}))
        except filters.FilterError:
            continue
        assert not list(found)


FILTERED = {"country": "US", "project": "de.wikipedia", "requester": "organisation", "process": "court_order"}


@pytest.mark.parametrize("name", FILTERED)
def test_no_filter_gives_a_live_cell_away(some: None, name: str) -> None:
    with pytest.raises(filters.FilterError, match="Recorded are: total"):
        rows.run(filters.parse({name: FILTERED[name], "period": "2019-h1"}))


def test_an_edition_tells_by_country_and_process_what_it_does_not_withhold(
    some: None, editors: Editors
) -> None:
    publish(editors)
    assert value("takedown-requests-received.2019-h1.country-de") == "3"
    assert value("takedown-requests-received.2019-h1.country-fr") == "0"
    assert value("countries-of-takedown-requests.2019-h1") == "1"
    assert value("user-data-requests-received.2019-h1") == "5"
    # One request came from India, and the four from the United States are withheld with it.
    for country in ("in", "us", "de"):
        assert value(f"user-data-requests-received.2019-h1.country-{country}") == "unknown"
    assert value("user-data-requests-received.2019-h1.process-national_security") == "0-249"
    assert value("erasure-requests-received.2019-h1") == "0"
    assert breakdown("takedown-requests-received", "2019-h1", "country").difference == 0


def test_that_there_was_none_is_told_too_but_for_what_a_band_hides(db: None, editors: Editors) -> None:
    receive(Kind.USER_DATA, 4, country="US", process="civil_subpoena", requester="organisation")
    publish(editors)
    assert value("user-data-requests-received.2019-h1.process-civil_subpoena") == "4"
    assert value("user-data-requests-received.2019-h1.process-search_warrant") == "0"
    assert value("user-data-requests-received.2019-h1.process-national_security") == "0-249"


def test_after_an_edition_figures_tell_what_it_told_until_the_next(some: None, editors: Editors) -> None:
    publish(editors)
    receive(Kind.CONTENT, country="DE", project="de.wikipedia")
    assert value("takedown-requests-received.2019-h1") == "3"
    draft = services.correct(
        actor=editors.first, period=PERIOD, reason="One came late.", confirmed=[services.OPEN]
    )
    services.publish(actor=editors.second, edition=draft)
    assert value("takedown-requests-received.2019-h1.country-de") == "4"
    assert Source.objects.filter(standing="edition").count() == 1


def test_a_year_is_told_by_its_halves(some: None, editors: Editors) -> None:
    receive(Kind.CONTENT, 2, country="FR", received_at=datetime(2019, 8, 1, tzinfo=UTC))
    draft = services.build(actor=editors.first, period=parse("2019"), confirmed=[services.OPEN])
    services.publish(actor=editors.second, edition=draft)
    assert value("takedown-requests-received.2019-h2.country-fr") == "2"
    assert value("takedown-requests-received.2019.country-de") == "3"
    assert value("user-data-requests-received.2019.process-national_security") == "unknown"


def test_invented_demands_stay_out_of_public_figures(db: None, editors: Editors) -> None:
    register.receive(
        actor=None,
        door=Door.WEB,
        kind=Kind.CONTENT,
        received_at=datetime(2019, 3, 1, tzinfo=UTC),
        invented=True,
    )
    draft = services.build(actor=editors.first, period=PERIOD, invented=True, confirmed=[services.OPEN])
    services.publish(actor=editors.second, edition=draft)
    assert not Source.objects.filter(standing="edition").exists()


def test_a_figure_is_still_read_in_one_query(
    some: None, django_assert_num_queries: DjangoAssertNumQueries, settings: Settings
) -> None:
    with django_assert_num_queries(1):
        read_one(Figure.parse("user-data-requests-received.2019-h1"))


def test_the_page_and_the_api_say_what_is_not_told_yet(some: None, client: Client) -> None:
    answer = client.get("/api/v1/tallies?period=2019-h1&kind=content").json()
    assert answer["rows"][0]["value"] == 3
    assert "edition" in answer["note"]
    page = client.get("/en/transparency/2019-h1/").content.decode()
    assert "No edition of this period is published yet" in page
