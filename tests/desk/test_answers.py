"""Correspondence, answers and telling the person concerned, over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from clarion.demo.rooms.correspondence import write_correspondence
from clarion.demo.rooms.register import write_register
from clarion.desk.answers.fields import FIELDS, Merge, UnknownField, merge, names_in
from clarion.desk.answers.models import AnswerTemplate
from clarion.desk.answers.shipped import load, wordings
from clarion.desk.answers.thread import thread_with
from clarion.mail.delivery import deliver_due
from clarion.mail.models import OutboxMessage, State
from clarion.register import services
from clarion.register.models import Demand, DossierEntry
from clarion.register.papers import Contact, Letter, Message
from clarion.register.roles import Role
from clarion.register.vocabulary import Kind, Outcome, Purpose
from clarion.register.workflow import Status
from desk.conftest import SignIn, Staff, received
from register.test_received_mail import mail
from support.mail_server import MailServer, mail_server

__all__ = ["mail_server"]

pytestmark = pytest.mark.django_db

REQUESTER = Contact(name="Zebulon Quist", email="zq@secret.example")
CONTRIBUTOR = Contact(role="affected", name="Heron", email="heron@secret.example", account="Heron22")
INCOMING = Message(
    text="Remove the purple paragraph.",
    subject="The purple paragraph",
    sender="Zebulon Quist <zq@secret.example>",
    recipients=("legal@commons.example",),
    message_id="<1@secret.example>",
)


@pytest.fixture(autouse=True)
def _templates(db: None) -> None:
    load()


@pytest.fixture
def refused(staff: Staff) -> Demand:
    """Refused, and not yet answered."""
    made = received(
        papers=[REQUESTER, CONTRIBUTOR, Letter(text="Remove the purple paragraph. <b>Now</b>"), INCOMING],
        items=["https://en.example.org/wiki/A"],
        language="en",
    )
    services.triage(actor=staff.clerk, demand=made, into=Status.REVIEW)
    services.decide(
        actor=staff.reviewer, demand=made, outcome=Outcome.REFUSED, grounds=["accurate_and_sourced"]
    )
    return made


@pytest.fixture
def reviewer(staff: Staff, sign_in: SignIn) -> Client:
    return sign_in(staff.reviewer)


def address(demand: Demand, place: str = "") -> str:
    return f"/admin/desk/demands/{demand.reference}/{place}"


def filled(page: Any, **given: Any) -> dict[str, Any]:
    """The form of a letter as the page offers it, with some of it changed."""
    return dict(page.context["form"].initial) | given


def eml(**headers: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("reply.eml", mail("I disagree.", **headers).as_bytes(), "message/rfc822")


# The thread


def test_the_page_shows_letter_notes_and_messages_as_text_in_the_order_of_time(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    reviewer.post(address(refused, "note/"), {"text": "Called <i>back</i>."})
    page = reviewer.get(address(refused)).content.decode()
    assert "Remove the purple paragraph. &lt;b&gt;Now&lt;/b&gt;" in page
    assert "Called &lt;i&gt;back&lt;/i&gt;." in page
    assert page.index("purple paragraph") < page.index("Called")
    assert "Filed by Reviewer" in page


def test_without_the_key_the_page_says_so_and_the_rest_of_it_works(
    reviewer: Client, refused: Demand, settings: Settings, tmp_path: Path
) -> None:
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "nowhere"
    answer = reviewer.get(address(refused))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "key is missing" in page
    assert refused.reference in page
    assert "purple" not in page
    assert reviewer.get(address(refused, "letter/")).status_code == 503
    assert "cannot be opened" in reviewer.get(address(refused, "tell/")).content.decode()
    kept = reviewer.post(address(refused, "note/"), {"text": "Typed words"})
    assert kept.status_code == 422
    assert "Typed words" in kept.content.decode()


def test_the_thread_costs_as_many_queries_however_long_it_is(
    reviewer: Client, staff: Staff, refused: Demand, django_assert_max_num_queries: Any
) -> None:
    reviewer.post(address(refused, "note/"), {"text": "A first one."})
    reviewer.get(address(refused))
    with CaptureQueriesContext(connection) as few:
        reviewer.get(address(refused))
    for number in range(15):
        services.file_message(
            actor=staff.reviewer,
            demand=refused,
            message=Message(text="x" * 3_000, sender="a@b.example", message_id=f"<{number}@b.example>"),
        )
    with django_assert_max_num_queries(len(few)):
        page = reviewer.get(address(refused)).content.decode()
    assert page.count("<details>") >= 15


def test_a_message_to_very_many_says_why_it_is_held(reviewer: Client, refused: Demand) -> None:
    everybody = ", ".join(f"p{number}@many.example" for number in range(5_000))
    content = f"From: a@b.example\nTo: {everybody}\nSubject: All\n\nHello".encode()
    reviewer.post(address(refused, "file/"), {"eml": SimpleUploadedFile("a.eml", content)})
    page = reviewer.get(address(refused)).content.decode()
    assert "It was sent to very many people." in page
    assert "p4@many.example" in page
    assert "p5@many.example" not in page
    assert "and 4995 others" in page


# Filing


def test_a_reply_as_a_file_is_filed_once(reviewer: Client, staff: Staff, refused: Demand) -> None:
    answer = reviewer.post(address(refused, "file/"), {"eml": eml()})
    assert answer.status_code == 302
    assert "I disagree." in reviewer.get(address(refused)).content.decode()
    again = reviewer.post(address(refused, "file/"), {"eml": eml()})
    assert again.status_code == 422
    assert "filed already" in again.content.decode()


def test_a_reply_typed_in_is_filed(reviewer: Client, staff: Staff, refused: Demand) -> None:
    given = {"sender": "Z", "subject": "By telephone", "text": "She disagrees.", "at": "2026-11-01T10:30"}
    file = SimpleUploadedFile("a.txt", b"x")
    assert reviewer.post(address(refused, "file/"), given | {"uploads": [file]}).status_code == 302
    found = services.read_dossier(actor=staff.reviewer, demand=refused)
    paper = found.messages[-1].paper
    assert isinstance(paper, Message)
    assert (paper.sender, paper.subject, paper.text) == ("Z", "By telephone", "She disagrees.")
    assert paper.at.startswith("2026-11-01T10:30")
    assert paper.attachments == (found.attachments[0].entry,)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Choose a file, or type the message in"),
        ({"text": "x", "at": "1970-01-01T00:00"}, "1970"),
        ({"text": "x", "at": "2099-01-01T00:00"}, "2099"),
        ({"text": "x", "eml": SimpleUploadedFile("a.eml", b"From: a@b.example\n\nx")}, "not both"),
        ({"eml": SimpleUploadedFile("a.eml", b"\x00\x01\x02")}, "no e-mail that can be read"),
    ],
)
def test_what_cannot_be_filed_says_why_and_keeps_what_was_typed(
    reviewer: Client, refused: Demand, given: dict[str, Any], reason: str
) -> None:
    entries = DossierEntry.objects.count()
    answer = reviewer.post(address(refused, "file/"), given)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert DossierEntry.objects.count() == entries


def test_a_file_larger_than_any_is_refused_unread(
    reviewer: Client, refused: Demand, settings: Settings
) -> None:
    settings.ATTACHMENT_LIMIT = 1_000_000
    big = SimpleUploadedFile("big.bin", b"x" * 2_100_000)
    for given in ({"eml": big}, {"text": "x", "uploads": [SimpleUploadedFile("big.bin", b"x" * 1_100_000)]}):
        answer = reviewer.post(address(refused, "file/"), given)
        assert answer.status_code == 422
        assert "MB" in answer.content.decode()


def test_a_message_of_another_thread_is_offered_to_be_filed_there(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    other = received()
    given = {"In_Reply_To": "<1@secret.example>"}
    answer = reviewer.post(address(other, "file/"), {"eml": eml(**given)})
    assert answer.status_code == 422
    assert f"It answers {refused.reference}" in answer.content.decode()
    assert address(refused, "file/") in answer.content.decode()
    assert reviewer.post(address(other, "file/"), {"eml": eml(**given), "here": "on"}).status_code == 302


def test_a_dropped_message_finds_its_demand(reviewer: Client, staff: Staff, refused: Demand) -> None:
    drop = "/admin/desk/file-message/"
    assert reviewer.get(drop).status_code == 200
    by_thread = reviewer.post(drop, {"eml": eml(In_Reply_To="<1@secret.example>")})
    assert by_thread["Location"].startswith(address(refused))
    by_subject = reviewer.post(
        drop, {"eml": eml(Message_ID="<2@x.example>", Subject=f"Re: {refused.reference}")}
    )
    assert by_subject["Location"].startswith(address(refused))
    nowhere = reviewer.post(drop, {"eml": eml(Message_ID="<3@x.example>")})
    assert nowhere.status_code == 422
    assert "No demand was found" in nowhere.content.decode()
    given = {"eml": eml(Message_ID="<3@x.example>"), "reference": refused.reference}
    assert reviewer.post(drop, given).status_code == 302


def test_a_message_of_a_demand_behind_a_wall_finds_nothing(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    services.raise_wall(actor=staff.lead, demand=refused, user=staff.reviewer)
    for given in (
        {"eml": eml(In_Reply_To="<1@secret.example>")},
        {"eml": eml(Subject=f"Re: {refused.reference}")},
        {"eml": eml(), "reference": refused.reference},
    ):
        answer = reviewer.post("/admin/desk/file-message/", given)
        assert answer.status_code == 422
    for place in ("", "file/", "letter/", "tell/"):
        assert reviewer.get(address(refused, place), follow=True).status_code == 404
    assert reviewer.post(address(refused, "note/"), {"text": "x"}, follow=True).status_code == 404


# Answering


def test_an_answer_begins_with_the_best_template_and_its_fields_filled_in(
    reviewer: Client, refused: Demand
) -> None:
    page = reviewer.get(address(refused, "letter/"))
    form = page.context["form"]
    assert page.context["template"].shipped == "en.refused_content"
    assert form.initial["to"] == "zq@secret.example"
    body = form.initial["body"]
    assert body.startswith("Dear Zebulon Quist,")
    assert refused.reference in body
    assert "– The text is accurate, sourced and of public interest" in body
    assert "– https://en.example.org/wiki/A" in body
    assert "{" not in body


def test_a_letter_is_previewed_exactly_as_it_is_sent(
    reviewer: Client, refused: Demand, mail_server: MailServer
) -> None:
    page = reviewer.get(address(refused, "letter/"))
    shown = reviewer.post(address(refused, "letter/"), filled(page, action="preview"))
    assert shown.status_code == 200
    preview = shown.context["preview"]
    assert not OutboxMessage.objects.exists()
    sent = reviewer.post(address(refused, "letter/"), filled(page, action="send"))
    assert sent.status_code == 302
    deliver_due()
    [arrived] = mail_server.received
    assert arrived["Subject"] == preview.subject
    for kind, words in (("plain", preview.text), ("html", preview.html)):
        part = arrived.get_body((kind,))
        assert part is not None
        assert part.get_content().split() == words.split()
    assert arrived["In-Reply-To"] == "<1@secret.example>"
    refused.refresh_from_db()
    assert refused.status == Status.ANSWERED
    thread = reviewer.get(address(refused)).content.decode()
    assert "Sent by us" in thread
    assert "E-mail: sent" in thread
    assert "Refused: content, 1" in thread


def test_a_letter_in_the_requesters_language_is_written_in_it(
    reviewer: Client, staff: Staff, mail_server: MailServer
) -> None:
    made = received(papers=[REQUESTER], language="ar", kind=Kind.ERASURE, country="DE")
    page = reviewer.get(address(made, "letter/"))
    assert page.context["purpose"] == Purpose.ACKNOWLEDGEMENT
    assert page.context["template"].language == "ar"
    assert reviewer.post(address(made, "letter/"), filled(page, action="send")).status_code == 302
    deliver_due()
    [arrived] = mail_server.received
    assert arrived["Content-Language"] == "ar"
    assert "استلمنا طلبكم" in arrived["Subject"]
    made.refresh_from_db()
    assert made.acknowledged_at


def test_who_was_overtaken_sees_what_changed_keeps_the_words_and_may_press_again(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    page = reviewer.get(address(refused, "letter/"))
    services.change_facts(actor=staff.lead, demand=refused, facts={"country": "DE"})
    given = filled(page, body="Words that were typed.", action="send")
    stale = reviewer.post(address(refused, "letter/"), given)
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "Words that were typed." in text
    assert "jurisdiction" in text.lower()
    assert re.search(r"<bdi>France</bdi></td><td><bdi>Germany</bdi>", text)
    assert not OutboxMessage.objects.exists()
    newer = given | {"version": stale.context["form"].data["version"]}
    assert reviewer.post(address(refused, "letter/"), newer).status_code == 302
    assert OutboxMessage.objects.count() == 1


def test_a_button_pressed_twice_sends_once(reviewer: Client, refused: Demand) -> None:
    page = reviewer.get(address(refused, "letter/"))
    given = filled(page, action="send")
    reviewer.post(address(refused, "letter/"), given)
    again = reviewer.post(address(refused, "letter/"), given)
    assert again.status_code == 422
    assert "sent already" in again.content.decode()
    assert OutboxMessage.objects.count() == 1


def test_an_answer_before_the_decision_says_what_comes_first(
    reviewer: Client, staff: Staff, demand: Demand
) -> None:
    page = reviewer.get(address(demand, "letter/?purpose=answer"))
    assert "an answer follows a decision" in page.content.decode()
    given = filled(page, to="zq@secret.example", subject="x", body="x", action="send")
    answer = reviewer.post(address(demand, "letter/?purpose=answer"), given)
    assert answer.status_code == 422
    assert "this can be done with what is" in answer.content.decode()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"to": "nobody"}, "Enter an e-mail address"),
        ({"to": ""}, "Say to whom it goes"),
        ({"to": "a@b.example\nBcc: c@d.example"}, "Enter an e-mail address"),
        ({"body": "Dear {greeting}"}, "still a merge field"),
        ({"body": "[[Say what.]]"}, "still something to fill in"),
        ({"body": ""}, "required"),
    ],
)
def test_a_letter_that_cannot_go_out_says_why(
    reviewer: Client, refused: Demand, given: dict[str, str], reason: str
) -> None:
    page = reviewer.get(address(refused, "letter/"))
    answer = reviewer.post(address(refused, "letter/"), filled(page, action="send") | given)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not OutboxMessage.objects.exists()


def test_files_are_enclosed_from_the_dossier_and_anew(
    reviewer: Client, staff: Staff, refused: Demand, mail_server: MailServer
) -> None:
    made = mail()
    made.add_attachment(b"old", maintype="image", subtype="png", filename="old.png")
    made.add_attachment(b"<script>", maintype="text", subtype="html", filename="active.html")
    reviewer.post(address(refused, "file/"), {"eml": SimpleUploadedFile("a.eml", made.as_bytes())})
    page = reviewer.get(address(refused, "letter/"))
    offered = page.context["form"].fields["enclose"].choices
    assert [name for _entry, name in offered] == ["old.png"]
    new = SimpleUploadedFile("new.txt", b"new")
    given = filled(page, enclose=[offered[0][0]], uploads=[new], action="send")
    assert reviewer.post(address(refused, "letter/"), given).status_code == 302
    deliver_due()
    assert [one.get_filename() for one in mail_server.received[0].iter_attachments()] == [
        "old.png",
        "new.txt",
    ]


def test_a_letter_that_the_server_refused_can_be_sent_again_from_the_thread(
    reviewer: Client, refused: Demand, mail_server: MailServer
) -> None:
    page = reviewer.get(address(refused, "letter/"))
    reviewer.post(address(refused, "letter/"), filled(page, action="send"))
    mail_server.refuse_data = "554 no"
    deliver_due()
    text = reviewer.get(address(refused)).content.decode()
    found = re.search(r'action="([^"]+/again/)"', text)
    assert found
    mail_server.refuse_data = ""
    reviewer.post(found[1])
    assert OutboxMessage.objects.get().state == State.QUEUED
    assert deliver_due() == 1
    nothing = reviewer.post(found[1], follow=True)
    assert "does not wait to be sent again" in nothing.content.decode()


def test_nobody_is_told_what_was_written_to_somebody_else(staff: Staff, refused: Demand) -> None:
    dossier = services.read_dossier(actor=staff.reviewer, demand=refused)
    assert thread_with(dossier, "ZQ@Secret.example").references == ("<1@secret.example>",)
    assert thread_with(dossier, "heron@secret.example").references == ()
    assert thread_with(dossier, "").references == ()


# Telling


def test_the_contributor_is_told_of_a_refusal(
    reviewer: Client, refused: Demand, mail_server: MailServer
) -> None:
    page = reviewer.get(address(refused, "tell/")).content.decode()
    link = re.search(r'href="([^"]+purpose=telling[^"]+)"', page)
    assert link
    letter = link[1].replace("&amp;", "&")
    form = reviewer.get(letter)
    assert form.context["template"].shipped == "en.telling_refused.refused"
    assert form.context["form"].initial["to"] == "heron@secret.example"
    assert reviewer.post(letter, filled(form, action="send")).status_code == 302
    deliver_due()
    [arrived] = mail_server.received
    assert arrived["To"] == "heron@secret.example"
    assert arrived["References"] is None
    assert "zq@" not in str(arrived)
    refused.refresh_from_db()
    assert (refused.telling, bool(refused.told_at)) == ("told", True)
    assert "Told on" in reviewer.get(address(refused)).content.decode()


def test_an_order_forbids_to_tell_until_it_has_ended(reviewer: Client, refused: Demand) -> None:
    until = timezone.localdate() + timedelta(days=30)
    answer = reviewer.post(
        address(refused, "tell/forbid/"),
        {"version": refused.version, "until": until.isoformat(), "note": "Court of Eastmere"},
    )
    assert answer.status_code == 302
    page = reviewer.get(address(refused, "tell/")).content.decode()
    assert "An order forbids it until" in page
    assert "purpose=telling" not in page
    letter = address(refused, "letter/?purpose=telling&contact=1")
    form = reviewer.get(letter)
    assert "An order forbids" in form.content.decode()
    assert 'value="send"' not in form.content.decode()
    for action in ("send", "left"):
        refusal = reviewer.post(letter, filled(form, action=action))
        assert refusal.status_code == 422
        assert "an order forbids" in refusal.content.decode()
    assert not OutboxMessage.objects.exists()
    refused.refresh_from_db()
    ended = reviewer.post(
        address(refused, "tell/end/"),
        {
            "version": refused.version,
            "last": (timezone.localdate() - timedelta(days=1)).isoformat(),
            "note": "Lifted.",
        },
    )
    assert ended.status_code == 302
    assert "The order has ended" in reviewer.get(address(refused, "tell/")).content.decode()
    form = reviewer.get(letter)
    assert reviewer.post(letter, filled(form, action="send")).status_code == 302


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("forbid", {"until": "1970-01-01", "note": "x"}),
        ("forbid", {"until": "2999-01-01", "note": "x"}),
        ("forbid", {"until": "", "note": ""}),
        ("end", {"last": "2099-01-01", "note": "x"}),
        ("person", {"name": "Nobody"}),
        ("person", {"email": "no address"}),
        ("done", {"reached": "no", "note": ""}),
        ("done", {"reached": "", "note": "By telephone."}),
    ],
)
def test_what_cannot_be_recorded_says_why(
    reviewer: Client, refused: Demand, act: str, given: dict[str, str]
) -> None:
    services_seen = refused.version
    answer = reviewer.post(address(refused, f"tell/{act}/"), given | {"version": services_seen})
    assert answer.status_code == 422
    refused.refresh_from_db()
    assert refused.version == services_seen


def test_words_are_left_on_the_project_and_a_person_is_added(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    added = reviewer.post(address(refused, "tell/person/"), {"account": "Kestrel"})
    assert added.status_code == 302
    letter = address(refused, "letter/?purpose=telling&contact=2")
    form = reviewer.get(letter)
    assert form.context["form"].initial["to"] == "Kestrel"
    assert "I have left these words" in form.content.decode()
    assert reviewer.post(letter, filled(form, action="left")).status_code == 302
    refused.refresh_from_db()
    assert refused.telling == "told"
    assert not OutboxMessage.objects.exists()
    dossier = services.read_dossier(actor=staff.reviewer, demand=refused)
    assert dossier.messages[-1].paper.recipients == ("Kestrel",)  # type: ignore[union-attr]


def test_that_nobody_can_be_reached_is_recorded_unless_somebody_was_faster(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    seen = refused.version
    services.change_facts(actor=staff.lead, demand=refused, facts={"country": "DE"})
    stale = reviewer.post(
        address(refused, "tell/done/"), {"version": seen, "reached": "no", "note": "No account."}
    )
    assert stale.status_code == 409
    assert "No account." in stale.content.decode()
    assert "What somebody else has changed" in stale.content.decode()
    refused.refresh_from_db()
    assert refused.telling == ""
    given = {"version": refused.version, "reached": "no", "note": "No account."}
    assert reviewer.post(address(refused, "tell/done/"), given).status_code == 302
    refused.refresh_from_db()
    assert refused.telling == "impossible"


def test_that_the_person_was_told_by_telephone_is_recorded_but_not_against_an_order(
    reviewer: Client, staff: Staff, refused: Demand
) -> None:
    services.forbid_telling(actor=staff.reviewer, demand=refused, until=None)
    told = {"version": refused.version, "reached": "yes", "note": "By telephone."}
    answer = reviewer.post(address(refused, "tell/done/"), told)
    assert answer.status_code == 422
    assert "An order" in answer.content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    services.forbid_telling(actor=staff.reviewer, demand=refused, until=yesterday)
    told["version"] = refused.version
    assert reviewer.post(address(refused, "tell/done/"), told).status_code == 302
    refused.refresh_from_db()
    assert refused.telling == "told"


# Roles

READS = {Role.REVIEWER, Role.APPROVER, Role.LEAD}
WRITES = {Role.CLERK, Role.REVIEWER, Role.LEAD}
ANSWERS = {Role.REVIEWER, Role.LEAD}
TABLE: dict[tuple[str, str], set[Role]] = {
    ("get", "letter/"): ANSWERS,
    ("get", "tell/"): READS,
    ("get", "file/"): WRITES,
    ("post", "note/"): WRITES,
    ("post", "file/"): WRITES,
    ("post", "letter/"): ANSWERS,
    ("post", "letter/?purpose=acknowledgement"): ANSWERS,
    ("post", "letter/?purpose=telling"): ANSWERS,
    ("post", "tell/forbid/"): ANSWERS,
    ("post", "tell/person/"): WRITES & READS,
    ("post", "tell/done/"): ANSWERS,
}
"""Of a demand that has been let in: a clerk may file papers, and no longer read."""


@pytest.mark.parametrize("who", [*Role, None])
@pytest.mark.parametrize(("method", "place"), TABLE)
def test_each_role_reaches_what_the_table_says(
    staff: Staff, sign_in: SignIn, refused: Demand, who: Role | None, method: str, place: str
) -> None:
    client = sign_in(staff.of(who) if who else staff.root)
    answer = getattr(client, method)(address(refused, place))
    if who in TABLE[method, place]:
        assert answer.status_code in (200, 422)
    else:
        assert answer.status_code in (302, 403)
        if answer.status_code == 302:
            assert "desk" not in answer["Location"]
    text = answer.content.decode()
    assert who in READS or "secret.example" not in text


@pytest.mark.parametrize("who", [*Role, None])
def test_a_clerk_writes_about_what_is_new_and_nobody_else_without_the_right(
    staff: Staff, sign_in: SignIn, who: Role | None
) -> None:
    new = received(papers=[REQUESTER], language="fr")
    client = sign_in(staff.of(who) if who else staff.root)
    page = client.get(address(new, "letter/"))
    if who in WRITES:
        assert page.context["template"].shipped == "fr.acknowledgement"
        assert client.post(address(new, "letter/"), filled(page, action="send")).status_code == 302
        assert OutboxMessage.objects.count() == 1
    else:
        assert page.status_code in (302, 403)


def test_a_clerk_cannot_answer_by_naming_another_purpose(
    staff: Staff, sign_in: SignIn, refused: Demand
) -> None:
    new = received(papers=[REQUESTER])
    assert sign_in(staff.clerk).get(address(new, "letter/?purpose=answer")).status_code in (302, 403)
    assert sign_in(staff.clerk).get(address(new, "letter/?purpose=nonsense")).status_code in (302, 403)


@pytest.mark.parametrize("who", [*Role, None])
def test_templates_are_the_legal_leads_alone(staff: Staff, sign_in: SignIn, who: Role | None) -> None:
    client = sign_in(staff.of(who) if who else staff.root)
    shown = AnswerTemplate.objects.get(shipped="en.refused")
    for place in ("", "new/", f"edit/{shown.pk}/", f"inspect/{shown.pk}/"):
        answer = client.get(f"/admin/desk/templates/{place}")
        assert (answer.status_code == 200) == (who is Role.LEAD)
    assert client.get(f"/admin/desk/templates/delete/{shown.pk}/").status_code != 200


# Templates


def test_an_edited_template_has_a_version_and_is_not_overwritten(lead: Client, staff: Staff) -> None:
    shown = AnswerTemplate.objects.get(shipped="en.refused")
    given = {
        "name": shown.name,
        "purpose": shown.purpose,
        "kind": shown.kind,
        "outcome": shown.outcome,
        "language": shown.language,
        "subject": "Another subject",
        "body": "No, {reference}.",
    }
    answer = lead.post(f"/admin/desk/templates/edit/{shown.pk}/", given)
    assert answer.status_code == 302
    shown.refresh_from_db()
    assert (shown.subject, shown.version, shown.edited) == ("Another subject", 2, True)
    assert [one.number for one in shown.versions.all()] == [2, 1]
    assert load() == 0
    shown.refresh_from_db()
    assert shown.subject == "Another subject"
    page = lead.get(f"/admin/desk/templates/inspect/{shown.pk}/").content.decode()
    assert "No, 2026-000123." in page
    assert "Our decision on your request" in page


def test_a_template_with_a_field_that_is_none_is_refused_by_its_name(lead: Client) -> None:
    given = {
        "name": "Mine",
        "purpose": "answer",
        "kind": "",
        "outcome": "",
        "language": "en",
        "subject": "x",
        "body": "Dear {grreeting}",
    }
    answer = lead.post("/admin/desk/templates/new/", given)
    assert answer.status_code == 200
    assert "{grreeting}" in answer.content.decode()
    assert not AnswerTemplate.objects.filter(name="Mine").exists()
    lead.post("/admin/desk/templates/new/", given | {"body": "{greeting}"})
    assert AnswerTemplate.objects.get(name="Mine").versions.count() == 1


def test_every_shipped_wording_is_in_every_language_and_names_real_fields(settings: Settings) -> None:
    by_language: dict[str, set[str]] = {}
    for key, words in wordings().items():
        names_in(words["subject"] + words["body"])
        by_language.setdefault(words["language"], set()).add(key.partition(".")[2])
    assert set(by_language) == {code for code, _name in settings.LANGUAGES}
    assert len({frozenset(one) for one in by_language.values()}) == 1


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "es"])
def test_every_shipped_wording_can_be_merged(language: str) -> None:
    made = received(
        papers=[REQUESTER],
        items=["https://en.example.org/a"],
        country="DE",
        elements={"work": True},
        kind=Kind.COPYRIGHT,
    )
    for words in (one for one in wordings().values() if one["language"] == language):
        text = merge(words["body"], Merge(made, language, REQUESTER))
        assert "{" not in text
        assert "None" not in text
    for name, field in FIELDS.items():
        assert str(field.help)
        assert str(field.example)
        assert merge(f"{{{name}}}", Merge(made, language)) is not None


def test_a_paragraph_whose_fields_are_all_empty_is_left_out() -> None:
    made = received(country="US")
    words = "One {reference}.\n\nUntil {appeal_until}.\n\nNo field."
    assert merge(words, Merge(made, "en")) == f"One {made.reference}.\n\nNo field."
    with pytest.raises(UnknownField):
        names_in("{nothing}")


def test_missing_elements_of_a_notice_are_listed_in_words() -> None:
    made = received(kind=Kind.COPYRIGHT, elements={"work": True, "location": True, "contact": True})
    text = merge("{missing}", Merge(made, "en"))
    assert text.count("– ") == 3
    assert "penalty of perjury" in text


# The demonstration


def test_the_demonstration_has_threads_and_writes_them_once(staff: Staff, settings: Settings) -> None:
    built: Any = None
    write_register(built)
    write_correspondence(built)
    filed = DossierEntry.objects.count()
    threads = [
        one
        for one in Demand.objects.all()
        if services.demand_of_message(f"<reply.{one.reference}@demo.example>")
    ]
    assert {one.language for one in threads} >= {"en", "ar", "fr"}
    write_correspondence(built)
    assert DossierEntry.objects.count() == filed
    assert not OutboxMessage.objects.filter(kind="register.letter").exists()
