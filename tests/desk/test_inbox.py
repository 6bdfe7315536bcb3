"""The inbox: lanes and their counts, filters, search, paging, saved filters and steps for many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from clarion.desk.inbox import listing
from clarion.desk.inbox.forms import FilterForm
from clarion.desk.inbox.words import index, words_of
from clarion.desk.models import SavedFilter, Words
from clarion.register import services
from clarion.register.models import Demand
from clarion.register.papers import Contact, Letter
from clarion.register.roles import Role
from clarion.register.vocabulary import Kind, Outcome
from clarion.register.workflow import Status
from desk.conftest import SignIn
from register.actions import acted_on, proposed
from register.conftest import Staff, received

pytestmark = pytest.mark.django_db


def listed(client: Client, query: str) -> list[str]:
    """The references of a page of the inbox, in their order."""
    page = client.get(f"/admin/desk/{query}")
    assert page.status_code == 200
    return [one.reference for one in page.context["page"].demands]


def counted(client: Client) -> dict[str, str]:
    """What each lane says that it holds."""
    lanes = client.get("/admin/desk/").context["lanes"]["lanes"]
    return {one["query"].removeprefix("?lane="): one["count"] for one in lanes}


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_sees_the_inbox(staff: Staff, sign_in: SignIn, role: Role) -> None:
    demand = received()
    assert listed(sign_in(staff.of(role)), "") == [demand.reference]


def test_each_lane_holds_what_waits_there(staff: Staff, sign_in: SignIn) -> None:
    ages_ago = timezone.now() - timedelta(days=200)
    late = received(kind=Kind.ERASURE, country="DE", received_at=ages_ago)
    soon = received(country="DE", received_at=timezone.now())
    mine = received(country="BR")
    services.triage(actor=staff.clerk, demand=mine, into=Status.REVIEW)
    services.assign(actor=staff.reviewer, demand=mine, to=staff.reviewer)
    waiting = proposed(staff)
    acted = acted_on(staff)
    spam = received(country="BR")
    services.triage(actor=staff.clerk, demand=spam, into=Status.SPAM)
    refused = received(country="BR")
    services.triage(actor=staff.clerk, demand=refused, into=Status.REVIEW)
    services.decide(actor=staff.second, demand=refused, outcome=Outcome.REFUSED)
    client = sign_in(staff.reviewer)
    assert listed(client, "?lane=overdue") == [late.reference]
    assert soon.reference in listed(client, "?lane=due")
    assert listed(client, "?lane=mine") == [mine.reference]
    assert listed(client, "?lane=approve") == [waiting.reference]
    assert listed(client, "?lane=afterwards") == [acted.reference]
    assert set(listed(client, "?lane=telling")) == {refused.reference, acted.reference}
    assert mine.reference not in listed(client, "?lane=unassigned")
    assert spam.reference not in listed(client, "?lane=open")
    assert len(listed(client, "?lane=all")) == Demand.objects.count()
    assert listed(client, "?lane=all&status=spam") == [spam.reference]
    counts = counted(client)
    assert (counts["mine"], counts["overdue"], counts["approve"], counts["all"]) == ("1", "1", "1", "7")


def test_an_order_not_to_tell_brings_a_demand_back_when_it_has_ended(
    staff: Staff, sign_in: SignIn, demand: Demand
) -> None:
    client = sign_in(staff.reviewer)
    today = timezone.localdate()
    services.forbid_telling(actor=staff.reviewer, demand=demand, until=today)
    assert listed(client, "?lane=telling") == []
    services.forbid_telling(actor=staff.reviewer, demand=demand, until=today - timedelta(days=1))
    assert listed(client, "?lane=telling") == [demand.reference]


def test_filters_narrow_and_go_together(staff: Staff, lead: Client) -> None:
    old = timezone.now() - timedelta(days=30)
    one = received(
        kind=Kind.COPYRIGHT, country="FR", project="en.wikipedia", requester="company", language="fr"
    )
    other = received(kind=Kind.CONTENT, country="FR", received_at=old)
    services.tag(actor=staff.lead, demand=other, tags=["campaign"])
    services.triage(actor=staff.lead, demand=other, into=Status.REVIEW)
    services.assign(actor=staff.lead, demand=other, to=staff.reviewer)
    for query in ("kind=copyright", "project=en.wikipedia", "requester=company", "language=fr"):
        assert listed(lead, f"?lane=all&{query}") == [one.reference]
    for query in ("tag=campaign", "status=review", f"assignee={staff.reviewer.pk}"):
        assert listed(lead, f"?lane=all&{query}") == [other.reference]
    assert listed(lead, "?lane=all&country=FR") == [one.reference, other.reference]
    assert listed(lead, "?lane=all&country=FR&kind=content&tag=campaign") == [other.reference]
    day = timezone.localtime(old).date().isoformat()
    assert listed(lead, f"?lane=all&since={day}&until={day}") == [other.reference]


@pytest.mark.parametrize(
    "query",
    [
        "?lane=nowhere", "?kind=nothing", "?since=x&until=1970-13-01", "?assignee=abc", "?after=x",
        "?after=99999999999999999.1", "?sort=x", "?q=%00", "?q=%22%27%3A*()%26%7C", "?status=%F0%9F%98%80",
        "?since=2026-02-01&until=2026-01-01", "?q=" + "x" * 500,
    ],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(staff: Staff, lead: Client, query: str) -> None:
    received()
    assert lead.get(f"/admin/desk/{query}").status_code == 200


class TestSearch:
    """Finding demands by their public facts."""

    @pytest.fixture
    def found(self, staff: Staff) -> Demand:
        demand = received(
            items=["https://fr.example.org/wiki/Café_de_l'Été", "https://zh.example.org/wiki/自由知识"],
            project="fr.wikipedia",
            legal_basis="Art. 17 RGPD",
            papers=[Contact(name="Zacharias Unmentioned", email="z@example.org"), Letter(text="Unspeakable")],
        )
        services.tag(actor=staff.lead, demand=demand, tags=["Kampagne"])
        services.summarise(
            actor=staff.lead, demand=demand, summary="Eine Firma wollte einen Artikel löschen."
        )
        received(items=["https://en.example.org/wiki/Other"])
        return demand

    @pytest.mark.parametrize(
        "text",
        [
            "cafe", "CAFÉ été", "ete", "rgpd", "kampagne", "artikel firma", "loschen", "artik", "自由", "知识", "由",
            "fr.wikipedia", "https://fr.example.org/wiki/Caf%C3%A9_de_l'%C3%89t%C3%A9",
            "http://FR.example.org/wiki/Café_de_l'Été",
        ],
    )  # fmt: skip
    def test_words_of_public_facts_find_a_demand(self, lead: Client, found: Demand, text: str) -> None:
        assert listed(lead, f"?lane=all&q={text.replace('%', '%25')}") == [found.reference]

    def test_its_reference_and_its_number_find_it(self, lead: Client, found: Demand) -> None:
        assert listed(lead, f"?lane=all&q={found.reference}") == [found.reference]
        assert found.reference in listed(lead, f"?lane=all&q={found.reference[:8]}")

    @pytest.mark.parametrize(
        "text", ["Zacharias", "Unmentioned", "unspeakable", "z@example.org", "cafe other"]
    )
    def test_no_word_of_a_dossier_finds_anything(self, lead: Client, found: Demand, text: str) -> None:
        assert listed(lead, f"?lane=all&q={text}") == []
        assert "unspeakable" not in Words.objects.get(demand=found).text

    def test_words_follow_what_changes(self, staff: Staff, lead: Client, found: Demand) -> None:
        services.tag(actor=staff.lead, demand=found, tags=["nouveau"])
        assert listed(lead, "?lane=all&q=kampagne") == []
        assert listed(lead, "?lane=all&q=nouveau") == [found.reference]

    def test_what_lies_behind_a_wall_is_not_found(self, staff: Staff, sign_in: SignIn, found: Demand) -> None:
        services.raise_wall(actor=staff.lead, demand=found, user=staff.reviewer)
        assert listed(sign_in(staff.reviewer), "?lane=all&q=cafe") == []

    def test_words_of_demands_that_have_none_are_written_when_asked_for(
        self, lead: Client, found: Demand
    ) -> None:
        Words.objects.all().delete()
        assert listed(lead, "?lane=all&q=cafe") == []
        assert index(Demand.objects.order_by("pk")) == 2
        assert listed(lead, "?lane=all&q=cafe") == [found.reference]
        assert index(Demand.objects.order_by("pk")) == 0

    def test_chinese_is_cut_into_characters_and_pairs(self) -> None:
        assert list(words_of("a自由b")) == ["a", "自", "由", "自由", "b"]


def test_pages_follow_one_another_without_gap_or_repetition(
    staff: Staff, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 3)
    at = timezone.now() - timedelta(days=2)
    made = [received(country="DE", received_at=at).reference for _ in range(5)]
    made += [received(country="DE").reference for _ in range(3)]
    for sort in ("newest", "urgent"):
        seen: list[str] = []
        query = f"?lane=all&sort={sort}"
        while query:
            page = lead.get(f"/admin/desk/{query}")
            seen += [one.reference for one in page.context["page"].demands]
            query = page.context["next_query"]
        assert sorted(seen) == sorted(made)
        assert len(seen) == len(made)


@pytest.mark.parametrize("stretches", [(2, 4), (2, 100)])
@pytest.mark.parametrize("sort", ["newest", "urgent"])
def test_words_that_many_demands_have_are_found_page_by_page_whatever_else_narrows_the_list(
    lead: Client, monkeypatch: pytest.MonkeyPatch, stretches: tuple[int, int], sort: str
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(listing, "FEW", 1)
    monkeypatch.setattr(listing, "STRETCHES", stretches)
    wanted = [
        received(country="DE", project="commons", items=["https://a.example.org/some_thing"]).reference
        for _ in range(3)
    ]
    for country, project in (("DE", "something"), ("FR", "commons"), ("DE", "common"), ("DE", "uncommons")):
        received(country=country, project=project, items=["https://a.example.org/some_thing"])
    wanted.append(
        received(country="DE", project="commons", items=["https://b.example.org/thing/some"]).reference
    )
    seen: list[str] = []
    query = f"?lane=all&country=DE&q=thing+some+commons&sort={sort}"
    while query:
        page = lead.get(f"/admin/desk/{query}")
        seen += [one.reference for one in page.context["page"].demands]
        query = page.context["next_query"]
    assert sorted(seen) == sorted(wanted)
    assert listed(lead, f"?lane=all&country=IT&q=thing+some&sort={sort}") == []
    assert listed(lead, f"?lane=all&country=DE&outcome=full&q=thing+some&sort={sort}") == []


def test_choices_are_named_in_the_language_being_spoken_and_the_chosen_one_is_marked(lead: Client) -> None:
    for language, name in (("en", "Copyright notice"), ("fr", "Notification de droit d’auteur")):
        with translation.override(language):
            form = FilterForm({"kind": "copyright"})
            text = str(form["kind"])
        assert f'<option value="copyright" selected>{name}</option>' in text
        assert text.count("selected") == 1
    assert "selected" not in str(FilterForm({"kind": "nonsense"})["kind"])


def test_the_number_of_questions_does_not_grow_with_the_number_of_demands(staff: Staff, lead: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert lead.get(path).status_code == 200
        return len(queries)

    first = received(items=["https://en.example.org/a"])
    services.triage(actor=staff.lead, demand=first, into=Status.REVIEW)
    services.assign(actor=staff.lead, demand=first, to=staff.reviewer)
    places = ("/admin/desk/", "/admin/desk/?lane=all&q=example", "/admin/desk/dashboard/",
              f"/admin/desk/demands/{first.reference}/")  # fmt: skip
    for one in places:
        lead.get(one)
    before = [asked(one) for one in places]
    for number in range(12):
        made = received(items=["https://en.example.org/a", f"https://en.example.org/{number}"])
        services.tag(actor=staff.lead, demand=made, tags=[f"t{number}"])
        services.triage(actor=staff.lead, demand=made, into=Status.REVIEW)
        services.assign(actor=staff.lead, demand=made, to=staff.second if number % 2 else staff.reviewer)
    assert [asked(one) for one in places] == before
    assert max(before) <= 40


def test_counts_stop_where_nobody_counts_any_more(
    staff: Staff, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clarion.desk.inbox.lanes.MOST_COUNTED", 2)
    monkeypatch.setattr("clarion.desk.inbox.views.MOST_COUNTED", 2)
    for _ in range(4):
        received()
    assert counted(lead)["open"] == "2+"


class TestMany:
    """Steps for many demands at once."""

    def test_each_goes_through_its_service_and_what_cannot_be_done_says_why(
        self, staff: Staff, sign_in: SignIn
    ) -> None:
        good, stale, decided = received(), received(), received()
        seen = stale.version
        services.tag(actor=staff.lead, demand=stale, tags=["x"])
        services.triage(actor=staff.lead, demand=decided, into=Status.REVIEW)
        services.decide(actor=staff.lead, demand=decided, outcome=Outcome.REFUSED)
        chosen = [
            f"{good.reference}:{good.version}",
            f"{stale.reference}:{seen}",
            f"{decided.reference}:{decided.version}",
            "2026-999999:1",
            "../x:1",
        ]
        page = sign_in(staff.clerk).post("/admin/desk/many/", {"do": "spam", "chosen": chosen})
        assert page.status_code == 200
        assert [one for one, _reason in page.context["result"].failed] == [
            stale.reference, decided.reference, "2026-999999",
        ]  # fmt: skip
        assert all(reason for _one, reason in page.context["result"].failed)
        good.refresh_from_db()
        stale.refresh_from_db()
        assert (good.status, stale.status) == (Status.SPAM, Status.RECEIVED)

    def test_they_are_assigned_or_marked_as_duplicates_of_one(self, staff: Staff, lead: Client) -> None:
        first, *others = [received() for _ in range(3)]
        chosen = [f"{one.reference}:{one.version}" for one in others]
        given = {"do": "duplicate", "first": first.reference, "chosen": chosen, "back": "?lane=all"}
        answer = lead.post("/admin/desk/many/", given)
        assert answer["Location"] == "/admin/desk/?lane=all"
        assert Demand.objects.filter(status=Status.DUPLICATE, relations__other=first).count() == 2
        given = {"do": "assign", "to": staff.reviewer.pk, "chosen": [f"{first.reference}:{first.version}"]}
        assert lead.post("/admin/desk/many/", given).status_code == 302
        first.refresh_from_db()
        assert first.assignee == staff.reviewer

    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"do": "spam"},
            {"do": "nothing", "chosen": "2026-000001:1"},
            {"do": "duplicate", "chosen": "x"},
        ],
    )
    def test_without_a_choice_nothing_is_done(
        self, staff: Staff, lead: Client, given: dict[str, Any]
    ) -> None:
        demand = received()
        assert lead.post("/admin/desk/many/", given).status_code == 302
        demand.refresh_from_db()
        assert demand.status == Status.RECEIVED

    @pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.EDITOR])
    def test_who_may_not_is_told_so(self, staff: Staff, sign_in: SignIn, role: Role) -> None:
        demand = received()
        given = {"do": "spam", "chosen": f"{demand.reference}:{demand.version}"}
        page = sign_in(staff.of(role)).post("/admin/desk/many/", given)
        assert page.status_code == 409
        demand.refresh_from_db()
        assert demand.status == Status.RECEIVED

    def test_a_duplicate_of_what_lies_behind_a_wall_says_only_that_it_is_not_there(
        self, staff: Staff, sign_in: SignIn
    ) -> None:
        hidden, demand = received(), received()
        services.raise_wall(actor=staff.lead, demand=hidden, user=staff.reviewer)
        given = {
            "do": "duplicate",
            "first": hidden.reference,
            "chosen": f"{demand.reference}:{demand.version}",
        }
        page = sign_in(staff.reviewer).post("/admin/desk/many/", given)
        assert "There is no demand" in page.content.decode()


class TestSavedFilters:
    """Views of the inbox that a person keeps."""

    def test_a_filter_is_saved_replaced_and_deleted_by_its_owner_alone(
        self, staff: Staff, sign_in: SignIn
    ) -> None:
        client = sign_in(staff.reviewer)
        given = {"name": "Français", "query": "?lane=all&country=FR&evil=1&after=3.4"}
        assert client.post("/admin/desk/filters/", given)["Location"] == "/admin/desk/?lane=all&country=FR"
        client.post("/admin/desk/filters/", given | {"query": "lane=all&country=DE"})
        kept = SavedFilter.objects.get()
        assert (kept.user, kept.query) == (staff.reviewer, "lane=all&country=DE")
        assert "Français" in client.get("/admin/desk/").content.decode()
        other = sign_in(staff.second)
        assert "Français" not in other.get("/admin/desk/").content.decode()
        other.post(f"/admin/desk/filters/{kept.pk}/delete/")
        assert SavedFilter.objects.exists()
        client.post(f"/admin/desk/filters/{kept.pk}/delete/")
        assert not SavedFilter.objects.exists()

    def test_nameless_and_too_many_are_refused(self, staff: Staff, lead: Client) -> None:
        lead.post("/admin/desk/filters/", {"name": "", "query": "?lane=all"})
        assert not SavedFilter.objects.exists()
        SavedFilter.objects.bulk_create(
            SavedFilter(user=staff.lead, name=str(number), query="") for number in range(30)
        )
        lead.post("/admin/desk/filters/", {"name": "more", "query": "?lane=all"})
        assert SavedFilter.objects.count() == 30
