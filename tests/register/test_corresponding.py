"""Letters: filed, their step taken and sent, all or nothing; and no word of them in the outbox."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from clarion.mail.delivery import deliver_due
from clarion.mail.models import OutboxMessage, State
from clarion.mail.services import new_message_id, purge, resend
from clarion.register import reminders, services
from clarion.register.errors import NoKey, NotAllowed, Refused, StaleDemand, WrongStep
from clarion.register.models import Deadline, Demand, DossierEntry
from clarion.register.papers import Attachment, Contact, Message
from clarion.register.received_mail import ReceivedMail
from clarion.register.roles import Role
from clarion.register.rules import TELL_AFFECTED
from clarion.register.vocabulary import Outcome, Purpose
from clarion.register.workflow import Status
from register.conftest import Staff, received
from support.mail_server import MailServer, mail_server

__all__ = ["mail_server"]

SECRETS = ("zq@secret.example", "purple paragraph", "Quist", "annex.txt", "<1@secret.example>")


def letter(**given: object) -> Message:
    made = Message(
        subject="Our decision",
        text="Dear Zebulon Quist,\n\nThe purple paragraph stays.",
        recipients=("zq@secret.example",),
        message_id=new_message_id("ab" * 16),
        in_reply_to="<1@secret.example>",
        references=("<1@secret.example>",),
        language="en",
    )
    return replace(made, **given)  # type: ignore[arg-type]


@pytest.fixture
def refused(staff: Staff) -> Demand:
    made = received(papers=[Contact(name="Zebulon Quist", email="zq@secret.example")], language="en")
    services.triage(actor=staff.clerk, demand=made, into=Status.REVIEW)
    services.decide(actor=staff.reviewer, demand=made, outcome=Outcome.REFUSED)
    return made


def answer(staff: Staff, demand: Demand, **given: object) -> str:
    return services.send_message(
        actor=staff.reviewer,
        demand=demand,
        purpose=Purpose.ANSWER,
        message=letter(),
        attachments=[Attachment(name="annex.txt", content=b"purple paragraph")],
        **given,  # type: ignore[arg-type]
    )


def dump() -> str:
    """All rows of the outbox and of the queue of tasks, as text."""
    tables = [
        one for one in connection.introspection.table_names() if one.startswith(("mail_", "django_tasks"))
    ]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            found.extend(str(row) for row in cursor.fetchall())
    return "\n".join(found)


def test_an_answer_arrives_with_its_thread_its_files_and_its_language(
    staff: Staff, refused: Demand, mail_server: MailServer, settings: Settings
) -> None:
    settings.DEMAND_REPLY_TO = "legal@commons.example"
    answer(staff, refused)
    assert refused.status == Status.ANSWERED
    assert deliver_due() == 1
    [arrived] = mail_server.received
    assert arrived["To"] == "zq@secret.example"
    assert arrived["Subject"] == f"Our decision (our reference {refused.reference})"
    assert arrived["In-Reply-To"] == arrived["References"] == "<1@secret.example>"
    assert arrived["Reply-To"] == "legal@commons.example"
    assert arrived["Auto-Submitted"] == "no"
    assert services.demand_of_message(str(arrived["Message-ID"])) == refused
    assert "The purple paragraph stays." in arrived.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    [file] = arrived.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("annex.txt", b"purple paragraph")


def test_an_arabic_letter_is_arabic_around_its_words_and_right_to_left(
    staff: Staff, refused: Demand, mail_server: MailServer
) -> None:
    services.send_message(
        actor=staff.reviewer,
        demand=refused,
        purpose=Purpose.ANSWER,
        message=letter(language="ar", subject="قرارنا", text="تبقى الفقرة."),
    )
    deliver_due()
    [arrived] = mail_server.received
    assert arrived["Content-Language"] == "ar"
    assert 'dir="rtl"' in arrived.get_body(("html",)).get_content()  # type: ignore[union-attr]
    # A mark keeps the two numbers of the reference in their order among Arabic words.
    assert f"\u200e{refused.reference}\u200e" in arrived["Subject"]
    assert "our reference" not in arrived["Subject"]
    assert services.demand_of_mail(came(subject=f"Re: {arrived['Subject']}")) == refused


def test_no_word_of_a_letter_lies_in_the_outbox_the_queue_or_the_log(
    staff: Staff,
    refused: Demand,
    mail_server: MailServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    answer(staff, refused)
    before = dump()
    mail_server.refuse_recipient = "550 5.1.1 <zq@secret.example>: no such mailbox for Quist"
    deliver_due()
    row = OutboxMessage.objects.get()
    assert (row.state, row.error) == (State.FAILED, "550 5.1.1")
    # The test's own mail server writes its conversations into `mail.log`.
    logged = "\n".join(one.getMessage() for one in caplog.records if one.name != "mail.log")
    text = before + dump() + logged
    assert not [one for one in SECRETS if one in text]
    events = json.dumps(list(refused.events.values_list("facts", flat=True)), default=str)
    assert not [one for one in SECRETS if one in events]


def test_a_letter_that_was_refused_is_sent_again_under_its_own_id(
    staff: Staff, refused: Demand, mail_server: MailServer
) -> None:
    answer(staff, refused)
    mail_server.refuse_recipient = "550 5.7.1 no"
    deliver_due()
    mail_server.refuse_recipient = ""
    row = OutboxMessage.objects.get()
    resend(message=row)
    assert deliver_due() == 1
    assert mail_server.received[0]["Message-ID"] == row.message_id


def test_a_letter_waits_while_the_key_is_away_and_leaves_when_it_is_back(
    staff: Staff, refused: Demand, mail_server: MailServer, settings: Settings, tmp_path: Path
) -> None:
    answer(staff, refused)
    key = settings.DOSSIER_IDENTITY_FILE
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "nowhere"
    assert deliver_due() == 0
    row = OutboxMessage.objects.get()
    assert row.state == State.QUEUED
    assert "Put it back" in row.error
    settings.DOSSIER_IDENTITY_FILE = key
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        assert deliver_due() == 1
    assert len(mail_server.bodies) == 1


def test_a_letter_that_waits_does_not_leave_once_an_order_forbids_to_tell(
    staff: Staff, refused: Demand, mail_server: MailServer
) -> None:
    services.send_message(actor=staff.reviewer, demand=refused, purpose=Purpose.TELLING, message=letter())
    services.forbid_telling(actor=staff.reviewer, demand=refused, until=None)
    assert deliver_due() == 0
    assert not mail_server.bodies
    row = OutboxMessage.objects.get()
    assert (row.state, row.error) == (State.FAILED, "Withheld")


def test_a_letter_is_sent_once_however_often_it_is_handed_in(staff: Staff, refused: Demand) -> None:
    seen = refused.version
    answer(staff, refused, version=seen)
    with pytest.raises(Refused, match="sent already"):
        answer(staff, refused, version=seen)
    assert OutboxMessage.objects.count() == 1


def test_a_letter_whose_step_cannot_be_taken_is_neither_filed_nor_sent(staff: Staff) -> None:
    made = received(papers=[Contact(email="zq@secret.example")])
    services.triage(actor=staff.clerk, demand=made, into=Status.REVIEW)
    entries, head = DossierEntry.objects.count(), made.head
    with pytest.raises(WrongStep):
        answer(staff, made)
    assert (DossierEntry.objects.count(), OutboxMessage.objects.count()) == (entries, 0)
    made.refresh_from_db()
    assert made.head == head


def test_who_was_overtaken_sends_nothing(staff: Staff, refused: Demand) -> None:
    seen = refused.version
    services.change_facts(actor=staff.reviewer, demand=refused, facts={"country": "DE"})
    with pytest.raises(StaleDemand) as stale:
        answer(staff, refused, version=seen)
    assert stale.value.difference == {"country": ("FR", "DE")}
    assert not OutboxMessage.objects.exists()


def test_without_the_key_nothing_is_sent(
    staff: Staff, refused: Demand, settings: Settings, tmp_path: Path
) -> None:
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "nowhere"
    with pytest.raises(NoKey):
        answer(staff, refused)
    refused.refresh_from_db()
    assert refused.status == Status.APPROVED
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("role", Role)
def test_only_those_write_who_may_take_the_step(
    staff: Staff, refused: Demand, role: Role, purpose: Purpose
) -> None:
    allowed = {
        Role.LEAD: set(Purpose),
        Role.REVIEWER: set(Purpose),
        Role.CLERK: {Purpose.ACKNOWLEDGEMENT, Purpose.MISSING},
    }.get(role, set())

    def write() -> str:
        return services.send_message(actor=staff.of(role), demand=refused, purpose=purpose, message=letter())

    if purpose in allowed:
        write()
        assert OutboxMessage.objects.count() == 1
    else:
        with pytest.raises(NotAllowed):
            write()
        assert not OutboxMessage.objects.exists()


def test_words_left_on_the_project_are_filed_and_told_but_not_mailed(staff: Staff, refused: Demand) -> None:
    services.send_message(
        actor=staff.reviewer,
        demand=refused,
        purpose=Purpose.TELLING,
        message=letter(recipients=("Heron22",), message_id=""),
        by_email=False,
    )
    assert refused.telling == "told"
    assert not OutboxMessage.objects.exists()
    found = services.read_dossier(actor=staff.reviewer, demand=refused)
    assert found.messages[0].paper.recipients == ("Heron22",)  # type: ignore[union-attr]


def test_settled_letters_are_blanked_like_other_mail(
    staff: Staff, refused: Demand, mail_server: MailServer
) -> None:
    answer(staff, refused)
    deliver_due()
    assert purge(timezone.now() + timedelta(days=60)) == 1


def came(**given: object) -> ReceivedMail:
    message = Message(text="I disagree.", sender="zq@secret.example", message_id="<2@secret.example>")
    return ReceivedMail(replace(message, **given))  # type: ignore[arg-type]


def test_a_reply_finds_its_demand_by_its_thread_before_its_subject(staff: Staff, refused: Demand) -> None:
    other = received()
    services.send_message(actor=staff.reviewer, demand=refused, purpose=Purpose.ANSWER, message=letter())
    ours = new_message_id("ab" * 16)
    assert services.demand_of_mail(came(in_reply_to=ours, subject=f"Re: {other.reference}")) == refused
    assert services.demand_of_mail(came(references=("<x@y.example>", ours))) == refused
    assert services.demand_of_mail(came(subject=f"Re: x (our reference {other.reference})")) == other
    assert services.demand_of_mail(came(subject="Re: 12026-0000011")) is None
    assert services.demand_of_mail(came()) is None


def test_a_message_is_filed_once_with_its_files_and_what_was_remarked(staff: Staff, refused: Demand) -> None:
    mail = came()
    services.file_message(
        actor=staff.reviewer,
        demand=refused,
        message=mail.message,
        attachments=[Attachment(name="annex.txt", content=b"x")],
        remarks=["A file was left out."],
    )
    with pytest.raises(Refused, match="already"):
        services.file_message(actor=staff.reviewer, demand=refused, message=mail.message)
    found = services.read_dossier(actor=staff.reviewer, demand=refused)
    assert len(found.messages) == 1
    assert found.messages[0].paper.attachments == (found.attachments[0].entry,)  # type: ignore[union-attr]
    assert found.notes[-1].paper.text == "A file was left out."  # type: ignore[union-attr]


def test_a_message_to_five_thousand_people_is_held_and_says_so(staff: Staff, refused: Demand) -> None:
    everybody = tuple(f"p{number}@many.example" for number in range(5_000))
    services.file_message(actor=staff.reviewer, demand=refused, message=came(recipients=everybody).message)
    found = services.read_dossier(actor=staff.reviewer, demand=refused)
    assert found.messages[0].held == "many_recipients"


def test_who_is_in_charge_is_reminded_as_soon_as_an_order_not_to_tell_has_ended(
    staff: Staff, refused: Demand
) -> None:
    services.assign(actor=staff.lead, demand=refused, to=staff.reviewer)
    today = timezone.localdate()
    services.forbid_telling(actor=staff.reviewer, demand=refused, until=today + timedelta(days=20))
    services.answer(actor=staff.reviewer, demand=refused)
    services.close(actor=staff.reviewer, demand=refused)
    assert Deadline.objects.running().filter(rule=TELL_AFFECTED).exists()
    with time_machine.travel(timezone.now() + timedelta(days=19)):
        assert reminders.remind() == 0
    with time_machine.travel(timezone.now() + timedelta(days=22)):
        assert reminders.remind() == 1
        message = OutboxMessage.objects.get()
        assert message.recipient == staff.reviewer.email
        assert f"/admin/desk/demands/{refused.reference}/tell/" in message.text
        services.tell_affected(actor=staff.reviewer, demand=refused)
    assert not Deadline.objects.running().filter(rule=TELL_AFFECTED).exists()


def test_a_reminder_that_reaches_nobody_is_kept_for_whoever_comes(staff: Staff, refused: Demand) -> None:
    services.forbid_telling(
        actor=staff.reviewer, demand=refused, until=timezone.localdate() - timedelta(days=1)
    )
    staff.lead.is_active = False
    staff.lead.save()
    assert reminders.remind() == 0
    staff.lead.is_active = True
    staff.lead.save()
    assert reminders.remind() == 1
