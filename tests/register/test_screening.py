"""What cannot be so is refused at the door; what is dangerous is kept, and said to be."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from clarion.register.errors import Refused
from clarion.register.models import Demand, DossierEntry
from clarion.register.papers import Attachment, Letter, Message
from clarion.register.screening import ACTIVE, ARCHIVE, MANY_RECIPIENTS, checked_receipt, plain_name, screened
from register.conftest import received


def zipped(files: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (b"%PDF-1.7 1 0 obj << /Type /Catalog >>", ""),
        (b"%PDF-1.7 << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", ACTIVE),
        (b"%PDF-1.7 << /S /#4aavaScript >>", ACTIVE),
        (b"\n\n%PDF-1.7 /ObjStm", ACTIVE),
        (b"<svg onload=alert(1)>", ACTIVE),
        (b" <HTML><script>", ACTIVE),
        (b"MZ\x90\x00", ACTIVE),
        (b"\x89PNG\r\n\x1a\n", ""),
        (b"Dear Sir or Madam", ""),
        (zipped({"a.txt": b"a"}), ARCHIVE),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), ""),
        (zipped({"[Content_Types].xml": b"", "word/vbaProject.bin": b""}), ACTIVE),
        (b"PK\x03\x04 broken", ARCHIVE),
    ],
)
def test_a_file_that_could_act_is_held(content: bytes, held: str) -> None:
    assert screened(Attachment(name="a", content=content)).held == held


def test_a_file_that_unpacks_into_far_more_is_refused_without_being_unpacked() -> None:
    bomb = zipped({f"{number}": b"\0" * 10_000_000 for number in range(60)})
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused, match="unpacks into"):
        screened(Attachment(name="bomb.zip", content=bomb))


def test_a_file_that_is_too_large_is_refused_with_the_limit(settings: object) -> None:
    with pytest.raises(Refused, match="300 MB; an attachment may have 25 MB"):
        screened(Attachment(name="film.mp4", content=bytes(300 * 1024 * 1024)))


def test_a_refused_attachment_leaves_neither_a_demand_nor_a_file(db: None, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused):
        received(
            papers=[Attachment(name="a", content=b"a"), Attachment(name="b", content=bytes(26 * 1024 * 1024))]
        )
    assert not Demand.objects.exists()
    assert not DossierEntry.objects.exists()


def test_a_name_keeps_its_end_and_loses_what_hides_it() -> None:
    assert plain_name("../../etc/pass\u202ewd\x00.txt") == "passwd.txt"
    assert plain_name("C:\\letters\\to us.pdf") == "to us.pdf"
    assert plain_name(" . ") == "attachment"


def test_a_message_to_thousands_is_kept_and_held(db: None) -> None:
    crowd = tuple(f"{number}@example.org" for number in range(5000))
    demand = received(papers=[Message(text="Hello", recipients=crowd)])
    assert demand.dossier.entries.get().held == MANY_RECIPIENTS


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_day_that_cannot_be_is_refused(db: None, year: int) -> None:
    with pytest.raises(Refused, match=f"{year}"):
        received(received_at=datetime(year, 1, 1, tzinfo=UTC))
    assert not Demand.objects.exists()


def test_clocks_may_differ_by_minutes() -> None:
    soon = timezone.now() + timedelta(minutes=5)
    assert checked_receipt(soon) == soon


def test_a_letter_longer_than_a_book_is_refused(db: None) -> None:
    with pytest.raises(Refused, match="Attach it"):
        received(papers=[Letter(text="x" * 1_000_001)])


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"country": "France"}, "two letters"),
        ({"process": "a nice letter"}, "Legal process"),
        ({"requester": "nobody"}, "Requester"),
        ({"legal_basis": "a\nb"}, "line break"),
        ({"project": "p" * 81}, "80"),
        ({"elements": {"seal": True}}, "no element seal"),
        ({"items": ["https://example.org/a", "https://\u202e"]}, "Address 2"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_and_nothing_is_written(
    db: None, facts: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        received(**facts)
    assert not Demand.objects.exists()
