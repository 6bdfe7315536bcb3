"""The page of a period of which an edition is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from clarion.core.models import User
from clarion.register.roles import Role, group_of
from clarion.transparency import wording
from clarion.transparency.editions import definitions, services
from clarion.transparency.editions.content import DAY, MEDIAN, Content, Finding, Mark, Row, Table
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.models import Source, Tally
from clarion.transparency.periods import parse
from clarion.transparency.report.tables import BY_KEY
from transparency_pages.test_reports import page, section, table_of

PERIOD = "2017-h1"
ADDRESS = f"/en/transparency/{PERIOD}/"
Publish = Callable[..., Edition]


def tables(granted: int = 1) -> list[Table]:
    """Twelve content requests and two for user data; no other was received."""
    content = [
        Row("content", "request", (), "full", granted, granted),
        Row("content", "request", (), "refused", 12 - granted, 12 - granted),
        Row("user_data", "account_potential", (), "", 3, 9),
        Row("user_data", "request", (), "refused", 2, 2),
    ]
    countries = [
        Row("content", "request", ("DE",), "refused", 5, 5),
        Row("content", "request", ("FR",), "refused", 3, 3),
        Row("content", "request", ("ZZ",), "refused", 2, 2),
        Row("content", "request", ("withheld",), "refused", 2, 2, Mark.WITHHELD),
    ]
    requesters = [
        Row("content", "request", ("government_court",), "refused", 4, 4),
        Row("content", "request", ("company",), "refused", 6, 6),
        Row("content", "request", ("withheld",), "refused", 2, 2, Mark.WITHHELD),
    ]
    days = [
        Row("content", "request", ("0",), "", 3, 3),
        Row("content", "request", ("8-30",), "", 5, 5),
        Row("content", "request", ("91+",), "", 4, 4),
    ]
    bands = [Row("user_data", "request", ("national_security",), "", 0, 249, Mark.BAND)]
    return [
        Table("total", (), tuple(content)),
        Table("country", ("country",), tuple(countries)),
        Table("requester", ("requester",), tuple(requesters)),
        Table("days", ("days",), tuple(days), "register"),
        Table("bands", ("process",), tuple(bands), "register"),
    ]


@pytest.fixture
def publish(db: None, settings: Settings, tmp_path: Path) -> Publish:
    """Publishes an edition of the period; with a reason it corrects the one before."""
    settings.CLARION_EDITIONS_DIR = tmp_path / "editions"
    people = []
    for name in ("first", "second"):
        person = User.objects.create_user(f"{name}@example.org")
        person.groups.add(group_of(Role.EDITOR))
        people.append(person)
    first, second = people

    def make(reason: str = "", *, granted: int = 1, invented: bool = False, period: str = PERIOD) -> Edition:
        findings = [
            Finding("withheld", {"kind": "content", "dimension": "country", "count": 2}, is_public=True)
        ]
        content = Content(
            parse(period), invented, "register", tables(granted), None, findings, "2026-1", "2026-1"
        )
        draft = services.freeze(actor=first, series=Series.REPORT, content=content, reason=reason)
        with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
            return services.publish(actor=second, edition=draft)

    return make


def test_the_page_shows_the_edition_with_its_number_and_day(publish: Publish, client: Client) -> None:
    publish()
    html = page(client, ADDRESS)
    assert "Edition 1, published March 1, 2026" in html
    assert '<p class="fact-number">12</p>' in html


def test_what_is_frozen_stays_whatever_the_tallies_say(
    publish: Publish, record: Callable[..., Tally], client: Client
) -> None:
    publish()
    record(PERIOD, 999)
    shown = page(client, ADDRESS)
    assert "999" not in section(shown, "outcome") + section(shown, "kind") + section(shown, "figures")


def test_among_all_half_years_its_own_is_frozen_and_the_page_says_so(
    publish: Publish, record: Callable[..., Tally], client: Client
) -> None:
    publish()
    record(PERIOD, 999)
    record("2016-h1", 7)
    shown = section(page(client, ADDRESS), "half-years")
    assert "999" not in shown
    assert dict(table_of(shown))["January to June 2016"] == "7"
    assert "12" in dict(table_of(shown)).values()
    assert "The other periods are what is on record, as of" in shown


def test_among_peers_our_numbers_are_the_frozen_ones(
    publish: Publish, record: Callable[..., Tally], client: Client
) -> None:
    publish()
    record(PERIOD, 999)
    peer = Source.objects.create(
        slug="theirs", title="Theirs", publisher="Peer", as_of=date(2019, 1, 1), peer="peer"
    )
    span = parse(PERIOD)
    Tally.objects.create(
        source=peer, breakdown="total", period_start=span.start, period_end=span.end, kind="content",
        unit="request", outcome="refused", low=41, high=41,
    )  # fmt: skip
    shown = section(page(client, ADDRESS), "peers")
    assert "41" in shown
    assert ">12<" in shown
    assert "999" not in shown
    assert "what others say is no part of it" in shown


def test_a_kind_of_which_the_register_has_none_is_zero(publish: Publish, client: Client) -> None:
    publish()
    rows = dict(table_of(section(page(client, ADDRESS), "kind")))
    assert (rows["Content alteration or removal"], rows["Copyright notice"]) == ("12", "0")


def test_content_and_copyright_stay_apart_and_granted_is_computed(publish: Publish, client: Client) -> None:
    publish(granted=4)
    assert "12 takedown requests came in, four of them granted." in page(client, ADDRESS)


def test_withheld_rows_come_last_and_the_page_says_why(publish: Publish, client: Client) -> None:
    publish()
    html = page(client, ADDRESS)
    assert table_of(section(html, "country")) == [
        ("Germany", "5"), ("France", "3"), ("Unknown", "2"), ("Withheld", "2"),
    ]  # fmt: skip
    about = section(html, "edition")
    assert "Content alteration or removal: Country, in 2 requests" in about
    assert "by rules laid down beforehand (version 2026-1)" in about


def test_what_is_withheld_may_belong_to_a_figure_or_not(publish: Publish, client: Client) -> None:
    publish()
    figures = section(page(client, ADDRESS), "figures")
    assert re.search(r"Takedown requests from governments</a>.*?<b>4–6</b>", figures, re.DOTALL)
    assert re.search(r"Countries that takedown requests came from</a>.*?<b>2–4</b>", figures, re.DOTALL)


def test_ranges_stay_ranges_and_bands_are_told(publish: Publish, client: Client) -> None:
    publish()
    html = page(client, ADDRESS)
    assert "<b>3–9</b>" in html
    assert "National security · Requests: <b>0–249</b>" in section(html, "edition")


def test_the_time_to_decide_stands_in_the_order_of_time(publish: Publish, client: Client) -> None:
    publish()
    rows = table_of(section(page(client, ADDRESS), "days"))
    assert rows == [("The same day", "3"), ("8 to 30 days", "5"), ("91 days or more", "4")]


def test_an_invented_edition_says_so_and_stands_among_no_true_numbers(
    publish: Publish, record: Callable[..., Tally], client: Client
) -> None:
    record("2016-h1", 7)
    publish(invented=True)
    html = page(client, ADDRESS)
    assert "This edition counts invented requests. None of its numbers is true." in html
    assert 'id="half-years"' not in html
    assert "<h1>January to June 2016</h1>" in page(client, "/en/transparency/")


def test_the_newest_true_edition_is_the_newest_report(
    publish: Publish, record: Callable[..., Tally], client: Client
) -> None:
    record("2016-h1", 7)
    record("2016-h2", 7)
    publish()
    assert "<h1>January to June 2017</h1>" in page(client, "/en/transparency/")


def test_a_correction_says_why_and_what_is_different(publish: Publish, client: Client) -> None:
    publish()
    publish("One outcome had been entered wrongly.", granted=2)
    html = page(client, ADDRESS)
    about = section(html, "edition")
    assert "Edition 2, published" in html
    assert "One outcome had been entered wrongly." in about
    rows = re.findall(
        r"<tr><td>(.*?)</td><th scope=\"row\">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>", about
    )
    assert rows == [
        ("Totals", "Content alteration or removal · Granted in full", "1", "2"),
        ("Totals", "Content alteration or removal · Refused", "11", "10"),
    ]


def test_earlier_editions_stay_readable_and_lead_to_the_one_that_holds(
    publish: Publish, client: Client
) -> None:
    publish()
    publish("Counted anew.", granted=2)
    first = page(client, f"{ADDRESS}edition-1/")
    assert "This edition has been corrected." in first
    assert f'<a href="{ADDRESS}">Read the edition that holds now</a>' in first
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/transparency/2017-h1/edition-1/">' in first
    assert "one of them granted" in first
    assert "two of them granted" in page(client, f"{ADDRESS}edition-2/")


@pytest.mark.parametrize(
    "path", ["edition-2/", "edition-x/", "edition-2/report.pdf", "edition-2/country.csv"]
)
def test_an_edition_that_is_none_is_not_found(publish: Publish, client: Client, path: str) -> None:
    publish()
    page(client, ADDRESS + path, 404)


def test_a_draft_is_not_shown(publish: Publish, record: Callable[..., Tally], client: Client) -> None:
    record(PERIOD, 7)
    publish()
    draft = Content(parse(PERIOD), False, "register", tables(5))
    services.freeze(
        actor=User.objects.get(email="first@example.org"), series=Series.REPORT, content=draft, reason="Why"
    )
    assert "Edition 1, published" in page(client, ADDRESS)
    page(client, f"{ADDRESS}edition-2/", 404)


def test_the_files_of_a_table_say_what_the_page_says(publish: Publish, client: Client) -> None:
    publish()
    publish("Counted anew.", granted=2)
    newest = client.get(f"{ADDRESS}outcome.csv").content.decode()
    first = client.get(f"{ADDRESS}edition-1/outcome.csv")
    assert "full,Granted in full,2017-h1,2,2,2" in newest
    assert "full,Granted in full,2017-h1,1,1,1" in first.content.decode()
    assert 'filename="transparency-2017-h1-edition-1-outcome.csv"' in first["Content-Disposition"]


def test_an_edition_is_cited_by_the_address_where_it_stays(publish: Publish, client: Client) -> None:
    publish()
    entry = client.get(f"{ADDRESS}cite.bib").content.decode()
    assert "  url = {http://127.0.0.1:8000/en/transparency/2017-h1/edition-1/}" in entry
    assert "  edition = {1}" in entry


def test_an_edition_takes_at_most_26_queries(
    publish: Publish, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish()
    publish("Counted anew.", granted=2)
    with django_assert_max_num_queries(26):
        page(client, ADDRESS)


@pytest.mark.parametrize("table", ["kind", "outcome", "country", "project", "process"])
def test_an_edition_of_history_says_the_published_numbers(
    demo_site: Path, client: Client, table: str
) -> None:
    html = page(client, "/en/transparency/2017/")
    first = BY_KEY[table].panels(parse("2017"), "en")[0]
    published = {
        one.name: wording.number(one.count, "en") if one.count.is_known else "not recorded" for one in first
    }
    assert {unescape(name): value for name, value in table_of(section(html, table))} == published


def test_an_edition_of_history_names_its_sources(demo_site: Path, client: Client) -> None:
    html = page(client, "/en/transparency/2017/")
    assert "Edition 1, published" in html
    assert "figures published before" in section(html, "edition")


MEDIANS = Table(
    MEDIAN, (), (
        Row("content", DAY, (), "", 12, 12),
        Row("copyright", DAY, (), "", 130, None, Mark.UNKNOWN),
        Row("erasure", DAY, (), "", 3, 8),
        Row("user_data", DAY, (), "", None, None, Mark.WITHHELD),
    ), "register",
)  # fmt: skip


def with_medians(editors: Publish, origin: str = "register") -> None:
    """Publishes an edition that was built when medians were defined."""
    found = [*tables(), MEDIANS] if origin == "register" else tables()[:3]
    content = Content(parse(PERIOD), False, origin, found, None, (), "2026-2", "2026-2")
    people = User.objects.order_by("email")
    draft = services.freeze(actor=people[0], series=Series.REPORT, content=content)
    services.publish(actor=people[1], edition=draft)


def test_the_median_of_each_kind_is_told_with_its_definition_or_why_it_is_not(
    publish: Publish, client: Client
) -> None:
    with_medians(publish)
    shown = section(page(client, ADDRESS), "time-to-decide")
    assert "within which at least half of the requests of a kind were decided" in shown
    assert table_of(shown) == [
        ("Content alteration or removal", "12"),
        ("Copyright notice", "unknown: at least 130"),
        ("Right to erasure", "3–8"),
        ("User data", "withheld: too few were decided"),
    ]
    assert "<svg" in shown
    assert "<title" in shown


def test_the_median_is_given_as_files_and_as_a_picture(publish: Publish, client: Client) -> None:
    with_medians(publish)
    told = client.get(f"{ADDRESS}time-to-decide.csv").content.decode()
    assert ",day,content,Content alteration or removal,2017-h1,12,12,12,exact,value" in told
    assert ",day,user_data,User data,2017-h1,,,,unknown,withheld" in told
    assert client.get(f"{ADDRESS}time-to-decide.json").json()["panels"][0]["unit"] == "day"
    assert client.get(f"{ADDRESS}time-to-decide.png").status_code == 200


def test_of_history_the_median_is_unknown_and_never_zero(publish: Publish, client: Client) -> None:
    with_medians(publish, origin="imported")
    rows = table_of(section(page(client, ADDRESS), "time-to-decide"))
    assert rows == [
        ("Content alteration or removal", "published sources do not tell"),
        ("User data", "published sources do not tell"),
    ]


def test_an_edition_from_before_medians_were_defined_stays_without_them(
    publish: Publish, client: Client
) -> None:
    publish()
    assert 'id="time-to-decide"' not in page(client, ADDRESS)
    page(client, f"{ADDRESS}time-to-decide.png", 404)


@pytest.mark.parametrize("code", ["ar", "es", "fr", "zh-hans"])
def test_the_median_is_defined_in_the_language_of_the_page(
    publish: Publish, client: Client, code: str
) -> None:
    with_medians(publish)
    shown = section(page(client, ADDRESS.replace("/en/", f"/{code}/")), "time-to-decide")
    assert definitions.newest().texts[MEDIAN][code] in unescape(shown)
