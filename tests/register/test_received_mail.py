"""E-mail as files: read whatever a mail program writes, refused or held with a reason where it cannot be so."""

from __future__ import annotations

import io
import time
import zipfile
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from clarion.register.errors import Refused
from clarion.register.received_mail import ReceivedMail, read_mail, text_of_html


def mail(text: str = "Thank you.", **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "From": "Zebulon Quist <zq@secret.example>",
        "To": "legal@commons.example",
        "Subject": "Re: Our decision",
        "Date": "Sat, 21 Nov 2026 10:00:00 +0200",
        "Message-ID": "<reply-1@secret.example>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in given.items():
        made[name] = value
    made.set_content(text)
    return made


def read(made: EmailMessage) -> ReceivedMail:
    return read_mail(made.as_bytes())


def test_a_plain_message_is_read_whole() -> None:
    found = read(
        mail(In_Reply_To="<ours@commons.example>", References="<a@x.example> <ours@commons.example>")
    )
    message = found.message
    assert message.sender == "Zebulon Quist <zq@secret.example>"
    assert message.recipients == ("legal@commons.example",)
    assert (message.subject, message.text) == ("Re: Our decision", "Thank you.")
    assert message.at == "2026-11-21T08:00:00+00:00"
    assert message.message_id == "<reply-1@secret.example>"
    assert message.in_reply_to == "<ours@commons.example>"
    assert message.references == ("<a@x.example>", "<ours@commons.example>")
    assert message.incoming
    assert not found.remarks


def test_words_of_other_scripts_are_read_in_header_and_body() -> None:
    found = read(mail("نشكركم على الرد.", Subject="بشأن قراركم", From="بستان <zq@secret.example>")).message
    assert (found.subject, found.text) == ("بشأن قراركم", "نشكركم على الرد.")
    assert found.sender == "بستان <zq@secret.example>"


def test_of_two_forms_the_plain_one_is_taken_and_html_becomes_words_without_script() -> None:
    both = mail("Plain words.")
    both.add_alternative("<p>Other words.</p>", subtype="html")
    assert read(both).message.text == "Plain words."
    only = EmailMessage()
    only["From"] = "a@b.example"
    only.set_content(
        "<style>p{}</style><p>One &amp; two</p><script>alert(1)</script><p>Three<br>four</p><img src=x onerror=y>",
        subtype="html",
    )
    assert read(only).message.text == "One & two\nThree\nfour"


def test_files_come_along_and_mail_that_is_forwarded_is_a_file() -> None:
    made = mail()
    made.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="../تقرير.pdf")
    made.add_attachment(mail("Inner words."))
    found = read(made)
    assert [one.name for one in found.attachments] == ["تقرير.pdf", "message.eml"]
    assert found.attachments[0].content == b"%PDF-1.7 x"
    assert b"Inner words." in found.attachments[1].content
    assert found.message.text == "Thank you."


def test_a_file_that_cannot_be_kept_is_left_out_and_the_message_is_not(settings: Settings) -> None:
    settings.ATTACHMENT_LIMIT = 1_000_000
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 60_000_000)
    made = mail()
    made.add_attachment(bomb.getvalue(), maintype="application", subtype="zip", filename="bomb.zip")
    made.add_attachment(b"x" * 1_100_000, maintype="image", subtype="png", filename="big.png")
    made.add_attachment(b"fine", maintype="image", subtype="png", filename="fine.png")
    found = read(made)
    assert [one.name for one in found.attachments] == ["fine.png"]
    assert len(found.remarks) == 2
    assert "bomb.zip" in found.remarks[0]
    assert "big.png" in found.remarks[1]


def test_an_email_larger_than_any_is_refused_before_it_is_read(settings: Settings) -> None:
    settings.ATTACHMENT_LIMIT = 1_000_000
    with pytest.raises(Refused, match="MB"):
        read_mail(b"From: a@b.example\n\n" + b"x" * 2_100_000)


def test_five_thousand_recipients_are_read_fast() -> None:
    everybody = ", ".join(f'"Person {number}" <p{number}@many.example>' for number in range(5_000))
    began = time.monotonic()
    found = read_mail(f"From: a@b.example\nTo: {everybody}\nSubject: All\n\nHello".encode())
    assert len(found.message.recipients) == 5_000
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "date", ["Thu, 01 Jan 1970 00:00:00 +0000", "Thu, 01 Jan 2099 00:00:00 +0000", "soon"]
)
def test_a_date_that_cannot_be_is_remarked_on_and_not_taken(date: str) -> None:
    found = read_mail(f"From: a@b.example\nDate: {date}\n\nHello".encode())
    assert found.message.at == ""
    assert date in found.remarks[0]


def test_nothing_hidden_turns_the_direction_of_a_line() -> None:
    found = read(mail(Subject="safe\u202egpj.exe", From="\u202eevil <a@xn--80ak6aa92e.example>"))
    assert "\u202e" not in found.message.subject + found.message.sender
    assert "xn--80ak6aa92e" in found.message.sender


def test_parts_in_parts_without_end_are_refused() -> None:
    content = b"From: a@b.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
        for number in range(3_000)
    )
    with pytest.raises(Refused):
        read_mail(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04 no mail at all",
        b"Content-Type: text/plain; charset=unicode-11-utf-99\n\nx",
    ],
)
def test_what_is_no_email_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_mail(content)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "broken",
    [
        b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHalf',
        b"From: a@b.example\nContent-Type: text/plain; charset=no-such\n\nHello",
        b"From: =?utf-8?b?////?= <a@b.example>\nSubject: =?x?q?=\n\nHello",
        b"From: a@b.example\nContent-Transfer-Encoding: base64\n\nnot base64 at all!!",
        b"From: a@b.example\nContent-Type: ;;;=\n\nHello",
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(broken: bytes) -> None:
    assert read_mail(broken).message.sender.endswith(
        "a@b.example>" if b"=?utf-8" in broken else "a@b.example"
    )


@given(st.binary(max_size=400), st.binary(max_size=400))
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(head: bytes, body: bytes) -> None:
    for content in (
        head,
        b"From: " + head + b"\n\n" + body,
        b"Subject: a\nContent-Type: " + head + b"\n\n" + body,
    ):
        try:
            found: Any = read_mail(content)
        except Refused:
            continue
        assert isinstance(found.message.text, str)


@pytest.mark.parametrize("hostile", ["<div>", "<", "<!--", "<script>", "<p ", "&", "<!-- -->", "</p>"])
def test_hostile_html_is_read_in_no_time(hostile: str) -> None:
    began = time.monotonic()
    text_of_html(hostile * 100_000 + "deep")
    assert time.monotonic() - began < 3
    assert text_of_html("<div>" * 1_000 + "deep") == "deep"
