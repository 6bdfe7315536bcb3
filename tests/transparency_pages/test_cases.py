"""The pages of single demands: what was published is read there, and nothing else anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from clarion.register import services
from clarion.register.models import Demand
from clarion.register.papers import Attachment, Contact, Letter, Message, Note
from clarion.register.vocabulary import Kind, Outcome, Process, Requester
from clarion.register.workflow import Status
from register.conftest import Staff, own_directory, received, staff
from support import papers
from transparency_pages.conftest import LANGUAGES

__all__ = ["own_directory", "staff"]

PLANTED = (
    "zebulon", "quist", "secret.example", "4711", "zebuq", "brackwater", "purple-paragraph", "inner-thought",
    "sender-words", "wiki/hidden", "reviewer@example.org", "approver@example.org", "scan-name",
)  # fmt: skip
TEXT = "I, Zebulon Quist (zq@secret.example, +49 30 4711 4711), User:ZebuQ, of 4 Brackwater Row, object."


@pytest.fixture(autouse=True)
def _on_a_real_site(settings: Any) -> Iterator[None]:
    """No demonstration; and the language that the last page was asked for in is left behind for nobody."""
    settings.CLARION_DEMO = False
    with translation.override("en"):
        yield


def decided(
    staff: Staff, *, invented: bool = False, grounds: str = "community_decides", **facts: Any
) -> Demand:
    """A refused demand of Zebulon Quist's, full of secrets."""
    contact = Contact(
        name="Zebulon Quist",
        email="zq@secret.example",
        telephone="+49 30 4711 4711",
        address="4 Brackwater Row",
        account="ZebuQ",
    )
    given = [
        contact,
        Letter(text=TEXT, subject="The purple-paragraph"),
        Message(text="sender-words", sender="zq@secret.example"),
        Note(text="inner-thought"),
        Attachment(name="scan-name.pdf", content=papers.letter_pdf("Zebulon Quist", "objects")),
    ]
    facts = {"language": "fr", "requester": Requester.INDIVIDUAL} | facts
    demand = received(papers=given, items=["https://en.example.org/wiki/hidden"], invented=invented, **facts)
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    services.decide(
        actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED, grounds=[grounds],
        note="inner-thought",
    )  # fmt: skip
    return demand


def publish(staff: Staff, demand: Demand, paper: str = "letter", **asked: Any) -> None:
    """Publishes a copy in which every suggestion is followed, and the subject hidden."""
    source = str(demand.dossier.entries.get(paper=paper).uuid)
    found = services.open_material(actor=staff.reviewer, demand=demand, source=source).found
    if paper == "letter":
        asked.setdefault("phrases", ["The purple-paragraph"])
    number = services.make_copy(
        actor=staff.reviewer, demand=demand, source=source, keys=[one.key for one in found], **asked
    )
    services.publish_copy(actor=staff.approver, demand=demand, number=number, looked=True)


def address(demand: Demand, language: str = "en") -> str:
    return f"/{language}/transparency/cases/{demand.reference}/"


def page(client: Client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status, where
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_tells_public_facts_in_the_language_of_the_page(
    staff: Staff, client: Client, language: str
) -> None:
    demand = decided(staff)
    publish(staff, demand)
    html = page(client, address(demand, language))
    assert demand.reference in html
    assert {"en": "France", "ar": "فرنسا", "zh-hans": "法国", "fr": "France", "es": "Francia"}[
        language
    ] in html
    assert {
        "en": "Volunteer editors decide",
        "ar": "يقرّر المتطوعون",
        "zh-hans": "由志愿编辑",
        "fr": "Les bénévoles",
        "es": "Lo deciden los voluntarios",
    }[language] in html
    assert str(demand.received_on.day) + "," not in re.sub("<[^>]+>", "", html.split("figure-facts")[1])


def test_a_reference_is_not_turned_around_in_arabic(staff: Staff, client: Client) -> None:
    demand = decided(staff)
    publish(staff, demand)
    assert f"\u2066{demand.reference}\u2069</h1>" in page(client, address(demand, "ar"))
    assert f"\u2066{demand.reference}\u2069</a></h2>" in page(client, "/ar/transparency/cases/")


def test_the_letter_stands_in_its_own_language_and_what_is_hidden_is_said(
    staff: Staff, client: Client
) -> None:
    demand = decided(staff)
    publish(staff, demand)
    html = page(client, address(demand, "ar"))
    letter = html.split('class="case-letter"')[1].split("</div>")[0]
    assert letter.startswith(' lang="fr" dir="ltr"')
    assert '<span aria-hidden="true">█████</span>' in letter
    assert ", objects" not in letter
    assert "object." in letter


def test_a_demand_of_which_nothing_is_published_has_no_page(staff: Staff, client: Client) -> None:
    demand = decided(staff)
    services.summarise(actor=staff.lead, demand=demand, summary="Somebody asked.")
    for language in LANGUAGES:
        for where in (address(demand, language), f"{address(demand, language)}1.pdf"):
            assert client.get(where, follow=True).status_code == 404
    assert demand.reference not in page(client, "/en/transparency/cases/")
    assert demand.reference not in page(client, "/sitemap.xml")


def test_a_draft_and_a_withdrawn_copy_are_not_read_by_anybody(staff: Staff, client: Client) -> None:
    demand = decided(staff)
    source = str(demand.dossier.entries.get(paper="attachment").uuid)
    services.make_copy(actor=staff.reviewer, demand=demand, source=source, boxes="1: 0 0 100 100")
    assert client.get(address(demand), follow=True).status_code == 404
    assert client.get(f"{address(demand)}1.pdf", follow=True).status_code == 404
    services.publish_copy(actor=staff.approver, demand=demand, number=1, looked=True)
    assert f"{address(demand)}1.pdf" in page(client, address(demand))
    answer = client.get(f"{address(demand)}1.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{demand.reference}-1.pdf"'
    services.withdraw_copy(actor=staff.approver, demand=demand, number=1)
    assert client.get(address(demand), follow=True).status_code == 404
    assert client.get(f"{address(demand)}1.pdf", follow=True).status_code == 404


def test_an_order_not_to_tell_takes_the_page_away_until_it_is_over(staff: Staff, client: Client) -> None:
    demand = decided(staff)
    publish(staff, demand)
    services.forbid_telling(actor=staff.reviewer, demand=demand, until=timezone.localdate())
    assert client.get(address(demand), follow=True).status_code == 404
    assert demand.reference not in page(client, "/en/transparency/cases/")
    Demand.objects.update(telling_forbidden_until="2020-01-01")
    page(client, address(demand))


def test_addresses_are_shown_where_the_copy_says_so_and_none_that_came_later(
    staff: Staff, client: Client
) -> None:
    demand = decided(staff)
    publish(staff, demand)
    assert "wiki/hidden" not in page(client, address(demand))
    publish(staff, demand, with_items=True)
    services.add_items(actor=staff.reviewer, demand=demand, addresses=["https://en.example.org/wiki/later"])
    html = page(client, address(demand))
    assert "wiki/hidden" in html
    assert "wiki/later" not in html


def test_what_is_made_up_is_shown_in_the_demonstration_alone_and_says_so(
    staff: Staff, client: Client, settings: Any
) -> None:
    demand = decided(staff, invented=True)
    publish(staff, demand)
    assert client.get(address(demand), follow=True).status_code == 404
    assert demand.reference not in page(client, "/en/transparency/cases/") + page(client, "/sitemap.xml")
    settings.CLARION_DEMO = True
    assert "Made up for the demonstration" in page(client, address(demand))
    assert "/transparency/figures/takedown" not in page(client, address(demand)).split("figure-facts")[1]


def test_a_case_leads_to_the_figure_that_counts_it(staff: Staff, client: Client) -> None:
    demand = decided(staff, kind=Kind.USER_DATA, process=Process.COURT_ORDER, grounds="overbroad")
    publish(staff, demand)
    html = page(client, address(demand))
    figure = f"/en/transparency/figures/user-data-requests-received.{demand.year}/"
    assert figure in html
    page(client, figure)


def test_pages_of_cases_set_no_cookie_and_carry_a_validator(staff: Staff, client: Client) -> None:
    demand = decided(staff)
    publish(staff, demand)
    for where in ("/en/transparency/cases/", address(demand)):
        answer = client.get(where)
        assert not answer.cookies
        assert "noindex" not in answer.content.decode()
        again = client.get(where, headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304
    assert client.post(address(demand)).status_code == 405


def test_the_list_goes_page_by_page_in_as_many_queries(
    staff: Staff, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr("clarion.transparency.cases.PER_PAGE", 2)
    demands = []
    for _ in range(3):
        demands.append(decided(staff))
        publish(staff, demands[-1])
        publish(staff, demands[-1], "attachment")
    first, second = (page(client, f"/en/transparency/cases/?page={number}") for number in (1, 2))
    assert [one.reference in first for one in demands] == [False, True, True]
    assert [one.reference in second for one in demands] == [True, False, False]
    for asked in ("3", "0", "x", "-1", "9" * 30, "٣"):
        assert client.get(f"/en/transparency/cases/?page={asked}", follow=True).status_code == 404
    with django_assert_max_num_queries(20):
        client.get("/en/transparency/cases/")
    with django_assert_max_num_queries(20):
        client.get(address(demands[0]))


def test_no_secret_reaches_anything_public(staff: Staff, client: Client) -> None:
    demand = decided(staff)
    services.summarise(actor=staff.lead, demand=demand, summary="A person objected.")
    publish(staff, demand)
    publish(staff, demand, "attachment")
    walked = [
        "/sitemap.xml", "/robots.txt", "/api/v1/openapi.json", "/api/v1/figures", "/api/v1/tallies?kind=content",
        "/api/v1/editions", f"/api/v1/demands/{demand.reference}", f"{address(demand)}2.pdf",
        "/en/transparency/data/tallies.csv",
    ]  # fmt: skip
    for language in LANGUAGES:
        walked += [
            f"/{language}/transparency/cases/", address(demand, language), f"/{language}/news/feed/",
            f"/{language}/search/?q=Zebulon", f"/{language}/search/?q={demand.reference}",
            f"/{language}/transparency/", f"/{language}/transparency/data/",
        ]  # fmt: skip
    for where in walked:
        answer = client.get(where)
        body = answer.content.decode("utf-8", "replace").lower()
        # A search says again what was searched for.
        body = (
            body.replace('value="zebulon"', "").replace("zebulon", "", 20) if "q=Zebulon" in where else body
        )
        assert not [one for one in PLANTED if one in body], where
        assert not [one for one in PLANTED if one in str(answer.headers).lower()], where
