"""Entering a demand by hand, the dashboard, and the calendar."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopFutureHandlers
from django.test import Client
from django.utils import timezone

from clarion.desk.uploads import Kept
from clarion.register import services
from clarion.register.models import Demand
from clarion.register.receipts import standing_of
from clarion.register.roles import ALLOWED, Action, Role
from clarion.register.vocabulary import Door, Kind, Outcome
from clarion.register.workflow import Status
from desk.conftest import SignIn
from register.conftest import Staff, received

pytestmark = pytest.mark.django_db
HERE = "/admin/desk/receive/"


def typed(**more: Any) -> dict[str, Any]:
    """A form as a clerk fills it in."""
    return {
        "kind": "content",
        "once": "abc",
        "arrival": "letter",
        "received_at": timezone.localtime(timezone.now()).strftime("%Y-%m-%dT%H:%M"),
        "urgency": "routine",
        "requester": "company",
        "country": "FR",
        "addresses": "en.example.org/wiki/A  <https://EN.example.org:443/wiki/B>,",
        "name": "Ann Example",
        "email": "ann@example.org",
        "text": "Remove this.",
    } | more


@pytest.mark.parametrize("role", Role)
def test_those_who_may_receive_enter_a_demand_and_nobody_else(
    staff: Staff, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(staff.of(role))
    page, answer = client.get(HERE), client.post(HERE, typed())
    if Action.RECEIVE in ALLOWED[role]:
        assert (page.status_code, answer.status_code) == (200, 200)
        assert Demand.objects.get().door == Door.DESK
    else:
        assert page["Location"] == answer["Location"] == "/admin/"
        assert not Demand.objects.exists()


def test_the_receipt_is_shown_once_and_says_where_the_demand_stands(staff: Staff, sign_in: SignIn) -> None:
    client = sign_in(staff.clerk)
    answer = client.post(HERE, typed(attachments=SimpleUploadedFile("scan.pdf", b"%PDF-1.4 x")))
    receipt = answer.context["receipt"]
    assert receipt.secret in answer.content.decode()
    assert answer["Cache-Control"].startswith("no-store, private")
    assert standing_of(reference=receipt.reference, secret=receipt.secret)
    demand = Demand.objects.get()
    assert list(demand.items.values_list("address", flat=True)) == [
        "https://en.example.org/wiki/A", "https://en.example.org/wiki/B",
    ]  # fmt: skip
    dossier = services.read_dossier(actor=staff.clerk, demand=demand)
    assert dossier.contacts[0].email == "ann@example.org"
    assert dossier.letters[0].paper.text == "Remove this."
    assert dossier.attachments[0].paper.name == "scan.pdf"
    assert "By letter" in dossier.notes[0].paper.text
    again = client.post(HERE, typed())
    assert again["Location"] == f"/admin/desk/demands/{demand.reference}/"
    assert Demand.objects.count() == 1


def test_an_e_mail_is_kept_as_a_message_and_accounts_as_contacts(staff: Staff, sign_in: SignIn) -> None:
    given = typed(
        kind="user_data",
        arrival="email",
        process="court_order",
        accounts="Alice\nBob\n",
        accounts_potential_0="2",
    )
    assert sign_in(staff.clerk).post(HERE, given).status_code == 200
    demand = Demand.objects.get()
    assert (demand.process, str(demand.accounts_potential)) == ("court_order", "2")
    dossier = services.read_dossier(actor=staff.clerk, demand=demand)
    assert dossier.messages[0].paper.sender == "ann@example.org"
    assert [one.account for one in dossier.contacts if one.role == "affected"] == ["Alice", "Bob"]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_asked_for_what_it_needs(staff: Staff, sign_in: SignIn, kind: Kind) -> None:
    client = sign_in(staff.clerk)
    page = client.get(f"{HERE}?kind={kind.value}")
    assert page.status_code == 200
    fields = page.context["form"].fields
    assert ("elements" in fields) == (kind == Kind.COPYRIGHT)
    assert client.post(HERE, typed(kind=kind.value)).status_code == 200


def test_another_kind_keeps_what_was_typed(staff: Staff, sign_in: SignIn) -> None:
    client = sign_in(staff.clerk)
    page = client.post(HERE, typed(change_kind="yes", other_kind="copyright"))
    form = page.context["form"]
    assert form["kind"].value() == Kind.COPYRIGHT
    assert form["text"].value() == "Remove this."
    assert "elements" in form.fields
    assert not Demand.objects.exists()
    given = typed(kind="copyright", elements=["work", "location"])
    assert client.post(HERE, given).status_code == 200
    assert Demand.objects.get().elements["work"] is True


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"received_at": "1970-01-01T00:00"}, "1970"),
        ({"received_at": "2099-01-01T00:00"}, "2099"),
        ({"received_at": "yesterday"}, "Enter a valid"),
        ({"addresses": "https://user:pw@example.org/"}, "user name"),
        ({"addresses": "https://exam\u202egro.ple/"}, "direction"),
        ({"email": "nobody"}, "valid email"),
        ({"project": "a\u202eb"}, "invisible"),
        ({"text": "", "name": "", "addresses": "", "email": ""}, "Write down at least"),
    ],
)
def test_what_cannot_be_so_is_refused_and_everything_typed_is_kept(
    staff: Staff, sign_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    page = sign_in(staff.clerk).post(HERE, typed(legal_basis="Art. 9", **wrong))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert page.context["form"]["legal_basis"].value() == "Art. 9"
    assert not Demand.objects.exists()


def test_an_address_in_punycode_is_taken_and_marked(staff: Staff, sign_in: SignIn) -> None:
    client = sign_in(staff.lead)
    client.post(HERE, typed(addresses="https://xn--80ak6aa92e.com/"))
    page = client.get(f"/admin/desk/demands/{Demand.objects.get().reference}/")
    assert "Look twice" in page.content.decode()


class TestAttachments:
    """Files that cannot be kept are refused with a reason, before they are read."""

    def _sent(self, client: Client, *files: Any) -> Any:
        return client.post(HERE, typed(attachments=list(files)))

    def test_one_that_is_too_large(self, staff: Staff, sign_in: SignIn, settings: Any) -> None:
        settings.ATTACHMENT_LIMIT = 1_048_576
        large = BytesIO(b"x" * 3_145_728)
        large.name = "large.bin"
        page = self._sent(sign_in(staff.clerk), large)
        assert page.status_code == 422
        assert "large.bin has 3 MB" in page.content.decode()

    def test_those_that_are_together_too_large(self, staff: Staff, sign_in: SignIn, settings: Any) -> None:
        settings.ATTACHMENT_LIMIT = 100_000
        files = [SimpleUploadedFile(f"{number}.bin", b"x" * 90_000) for number in range(6)]
        page = self._sent(sign_in(staff.clerk), *files)
        assert page.status_code == 422
        assert "Together the files are too large" in page.content.decode()

    def test_beyond_what_a_form_takes_bytes_are_counted_and_not_kept(self, settings: Any) -> None:
        settings.ATTACHMENT_LIMIT = 100_000
        handler, kept = Kept(), 0
        for number in range(6):
            with pytest.raises(StopFutureHandlers):
                handler.new_file("attachments", f"{number}.bin", "application/octet-stream", None)
            handler.receive_data_chunk(b"x" * 90_000, 0)
            file = handler.file_complete(90_000)
            assert file.size == 90_000
            kept += len(file.read())
        assert kept == 4 * 90_000

    def test_no_byte_touches_the_disk_before_it_is_sealed(
        self, staff: Staff, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*args: Any, **kwargs: Any) -> None:
            raise AssertionError("a file in the clear")

        monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
        # Larger than what Django keeps in memory by itself.
        letter = SimpleUploadedFile("letter.txt", b"Remove this. " * 300_000)
        assert self._sent(sign_in(staff.clerk), letter).status_code == 200
        dossier = services.read_dossier(actor=staff.clerk, demand=Demand.objects.get())
        assert dossier.attachments[0].size == len(b"Remove this. ") * 300_000

    def test_too_many(self, staff: Staff, sign_in: SignIn) -> None:
        files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(51)]
        page = self._sent(sign_in(staff.clerk), *files)
        assert page.status_code == 422
        assert "may have 50 attachments" in page.content.decode()

    def test_a_pdf_with_script_is_held(self, staff: Staff, sign_in: SignIn) -> None:
        pdf = SimpleUploadedFile("act.pdf", b"%PDF-1.4 << /OpenAction << /S /JavaScript >> >>")
        assert self._sent(sign_in(staff.clerk), pdf).status_code == 200
        dossier = services.read_dossier(actor=staff.clerk, demand=Demand.objects.get())
        assert dossier.attachments[0].paper.held == "active"


def test_without_a_key_nothing_is_received_and_everything_typed_is_kept(
    staff: Staff, sign_in: SignIn, settings: Any
) -> None:
    settings.DOSSIER_RECIPIENTS = []
    settings.DOSSIER_IDENTITY_FILE = None
    page = sign_in(staff.clerk).post(HERE, typed())
    assert page.status_code == 422
    assert page.context["form"]["text"].value() == "Remove this."
    assert not Demand.objects.exists()


def test_the_dashboard_counts_what_the_person_may_see(staff: Staff, sign_in: SignIn) -> None:
    old = timezone.now() - timedelta(days=100)
    received(kind=Kind.ERASURE, country="DE", received_at=old)
    hidden = received(country="DE")
    services.raise_wall(actor=staff.lead, demand=hidden, user=staff.reviewer)
    decided = received(country="BR", received_at=timezone.now() - timedelta(days=10))
    services.triage(actor=staff.clerk, demand=decided, into=Status.REVIEW)
    services.assign(actor=staff.second, demand=decided, to=staff.second)
    services.decide(actor=staff.second, demand=decided, outcome=Outcome.REFUSED)
    for person, number in ((staff.lead, 3), (staff.reviewer, 2), (staff.auditor, 3)):
        page = sign_in(person).get("/admin/desk/dashboard/")
        assert page.context["standing"]["open"] == number
        assert page.context["standing"]["overdue"] == 1
    shown = page.content.decode()
    assert "<svg" in shown
    assert "<table" in shown
    assert {(one.person, one.open) for one in page.context["loads"]} == {("Second", 1), ("", 2)}
    assert "of 1 decision" in shown
    assert "none yet" in shown
    assert sign_in(staff.root).get("/admin/desk/dashboard/")["Location"] == "/admin/"


class TestCalendar:
    """A secret address for programs that cannot sign in."""

    def test_it_is_shown_once_renewed_and_taken_away(self, staff: Staff, sign_in: SignIn) -> None:
        client, nobody = sign_in(staff.reviewer), Client()
        demand = received(kind=Kind.ERASURE, country="DE")
        services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
        services.assign(actor=staff.reviewer, demand=demand, to=staff.reviewer)
        address = client.post("/admin/desk/calendar/", {"do": "renew"}).context["address"]
        path = address.removeprefix("http://testserver")
        feed = nobody.get(path)
        assert feed["Content-Type"].startswith("text/calendar")
        assert demand.reference in feed.content.decode()
        assert path not in client.get("/admin/desk/calendar/").content.decode()
        newer = client.post("/admin/desk/calendar/", {"do": "renew"}).context["address"]
        assert nobody.get(path, follow=True).status_code == 404
        services.raise_wall(actor=staff.lead, demand=demand, user=staff.reviewer)
        assert demand.reference not in nobody.get(newer).content.decode()
        client.post("/admin/desk/calendar/", {"do": "delete"})
        assert nobody.get(newer, follow=True).status_code == 404

    def test_whoever_has_left_reads_nothing_more(self, staff: Staff, sign_in: SignIn) -> None:
        demand = received(kind=Kind.ERASURE, country="DE")
        services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
        services.assign(actor=staff.reviewer, demand=demand, to=staff.reviewer)
        address = sign_in(staff.reviewer).post("/admin/desk/calendar/").context["address"]
        staff.reviewer.is_active = False
        staff.reviewer.save()
        assert demand.reference not in Client().get(address).content.decode()

    def test_who_may_not_see_demands_gets_none(self, staff: Staff, sign_in: SignIn) -> None:
        assert sign_in(staff.root).post("/admin/desk/calendar/")["Location"] == "/admin/"
