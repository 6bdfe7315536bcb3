"""Public copies: what is hidden is gone, two people see to it, and it can be taken back."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from clarion.register import pictures, services
from clarion.register.dossiers import open_attachment, open_dossier
from clarion.register.errors import NoKey, NotAllowed, Refused, SecondPersonNeeded, StaleDemand, WrongStep
from clarion.register.models import Demand, Event, EventKind, PublicCopy, PublicFile
from clarion.register.papers import AnyPaper, Attachment, Contact, Letter, Message
from clarion.register.roles import Role
from clarion.register.verification import verify
from clarion.register.vocabulary import Outcome
from clarion.register.workflow import Status
from desk.conftest import SignIn, Staff, received
from support import papers

CONTACT = Contact(
    name="Zebulon Quist",
    email="zq@secret.example",
    telephone="+49 30 1234567",
    address="4 beside the canal, 10115 Berlin",
    account="ZebuQ",
)
TEXT = (
    "Dear editors,\nI, ZEBULON  QUIST (zq@secret.example, ٠٣٠-١٢٣٤٥٦٧), known as User:ZebuQ, of 4 beside\n"
    "the canal, wrote on 2026-01-31 from 192.0.2.17. Remove the purple paragraph. Mr Quist"
)
SECRETS = ("zebulon", "quist", "secret.example", "٠٣٠", "zebuq", "canal", "192.0.2.17")


def with_papers(
    staff: Staff, *more: AnyPaper, items: list[str] | None = None, decided: bool = True
) -> Demand:
    """A demand of Zebulon Quist's, decided."""
    demand = received(papers=[CONTACT, *more], items=items or [], language="en")
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    if decided:
        services.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    return demand


def source_of(demand: Demand, paper: str = "letter") -> str:
    return str(demand.dossier.entries.get(paper=paper).uuid)


def draft(staff: Staff, demand: Demand, paper: str = "letter", **asked: Any) -> int:
    """A draft in which every suggestion is followed."""
    source = source_of(demand, paper)
    if "keys" not in asked:
        material = services.open_material(actor=staff.reviewer, demand=demand, source=source)
        asked["keys"] = [one.key for one in material.found if one.ticked]
    return services.make_copy(actor=staff.reviewer, demand=demand, source=source, **asked)


def published(staff: Staff, demand: Demand, paper: str = "letter", **asked: Any) -> PublicCopy:
    number = draft(staff, demand, paper, **asked)
    services.publish_copy(actor=staff.approver, demand=demand, number=number, looked=True)
    return PublicCopy.objects.get(demand=demand, number=number)


@pytest.fixture
def letter(staff: Staff) -> Demand:
    return with_papers(staff, Letter(text=TEXT))


def address_of(demand: Demand, number: int) -> str:
    return f"/admin/desk/demands/{demand.reference}/copies/{number}/"


# Letters


def test_what_points_at_people_is_suggested_each_with_its_reason(staff: Staff, letter: Demand) -> None:
    found = services.open_material(actor=staff.reviewer, demand=letter, source=source_of(letter)).found
    assert {(one.reason.value, " ".join(one.text.split())) for one in found} == {
        ("name", "ZEBULON QUIST"),
        ("part", "ZEBULON"),
        ("part", "QUIST"),
        ("email", "zq@secret.example"),
        ("telephone", "٠٣٠-١٢٣٤٥٦٧"),
        ("account", "ZebuQ"),
        ("address", "4 beside the canal"),
        ("network", "192.0.2.17"),
    }
    assert all(one.ticked for one in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("José Núñez", "signed, JOSE\u0301 NUNEZ."),
        ("أحمد العلي", "كتبه أحْمَد العلي أمس"),
        ("أحمد العلي", "وقال لأحمد العلي"),
        ("王小明", "本人王小明要求删除"),
        ("田中 太郎", "田中太郎より"),
        ("Иван Петров", "от ИВАНА? нет: Иван\nПетров"),
        ("Anne-Marie Roy", "Anne\u2011Marie Roy"),
        ("Zebulon Quist", "https://en.example.org/wiki/Zebulon_Quist"),
        ("Zebulon Quist", "Ｚｅｂｕｌｏｎ Ｑｕｉｓｔ"),
        ("Zebulon Quist", "Zebu\u00adlon\u200b Quist"),
    ],
)
def test_a_name_is_found_however_it_is_written(staff: Staff, name: str, text: str) -> None:
    demand = received(papers=[Contact(name=name), Letter(text=text)])
    found = services.open_material(actor=staff.reviewer, demand=demand, source=source_of(demand)).found
    assert "name" in {one.reason.value for one in found}


@pytest.mark.parametrize(
    "text", ["quistion", "bequist", "2026-11-29", "29.11.2026", "2019–2020", "2026-000123", "10:20:30"]
)
def test_what_points_at_nobody_is_not_suggested(staff: Staff, text: str) -> None:
    demand = received(papers=[CONTACT, Letter(text=text)])
    assert not services.open_material(actor=staff.reviewer, demand=demand, source=source_of(demand)).found


def test_what_is_hidden_in_a_letter_is_a_block_of_one_width_with_its_reason(
    staff: Staff, letter: Demand
) -> None:
    copy = published(staff, letter, phrases=["purple paragraph"])
    assert copy.text == (
        "Dear editors,\nI, [█████ name] ([█████ e-mail address], [█████ telephone number]), known as "
        "User:[█████ account], of [█████ postal address], wrote on 2026-01-31 from [█████ IP address]. "
        "Remove the [█████ passage]. Mr [█████ name]"
    )


def test_the_reasons_are_in_the_language_of_the_letter(staff: Staff, letter: Demand) -> None:
    assert "[█████ name]" not in published(staff, letter, language="fr").text


def test_what_is_unticked_stays_and_the_last_search_says_so(staff: Staff, letter: Demand) -> None:
    number = draft(staff, letter, keys=[])
    review = services.review_copy(actor=staff.approver, demand=letter, number=number)
    assert {one.reason.value for one in review.leftovers} >= {"name", "email", "account"}
    with pytest.raises(Refused, match="still finds: 8"):
        services.publish_copy(actor=staff.approver, demand=letter, number=number, looked=True)
    services.publish_copy(
        actor=staff.approver,
        demand=letter,
        number=number,
        looked=True,
        confirmed=[one.key for one in review.leftovers],
    )
    event = Event.objects.get(demand=letter, kind=EventKind.COPY_PUBLISHED)
    assert event.facts["confirmed"] == 8


def test_the_last_search_reads_the_summary_and_the_addresses_as_well(staff: Staff) -> None:
    items = ["https://en.example.org/wiki/Zebulon_Quist", "https://ar.example.org/%D9%84"]
    demand = with_papers(staff, Letter(text="Remove it."), items=items)
    services.summarise(actor=staff.lead, demand=demand, summary="Mr Quist asked for it.")
    number = draft(staff, demand, with_items=True)
    review = services.review_copy(actor=staff.approver, demand=demand, number=number)
    assert {(one.reason.value, one.text) for one in review.leftovers} == {
        ("part", "Quist"),
        ("part", "Zebulon"),
        ("name", "Zebulon_Quist"),
    }


def test_a_phrase_is_hidden_wherever_it_stands_and_one_that_stands_nowhere_is_refused(staff: Staff) -> None:
    demand = with_papers(staff, Letter(text="the Blue\nHouse, the blue house"))
    assert published(staff, demand, phrases=["blue house"]).text == "the [█████ passage], the [█████ passage]"
    with pytest.raises(Refused, match="Phrase 2 stands nowhere"):
        draft(staff, demand, phrases=["blue", "red"])


def test_a_message_and_a_text_file_can_be_copied_as_well(staff: Staff) -> None:
    demand = with_papers(
        staff,
        Message(text="From Zebulon", sender="Ann Other <ann@other.example>"),
        Attachment(name="x.txt", content=b"Zebulon wrote to Ann Other"),
    )
    assert published(staff, demand, "message").text == "From [█████ name]"
    assert published(staff, demand, "attachment").text == "[█████ name] wrote to [█████ name]"


def test_a_name_that_is_broken_at_the_end_of_a_line_is_the_same_name(staff: Staff) -> None:
    demand = with_papers(staff, Letter(text="Zebulon Quist, or Zebulon\nQuist"))
    found = services.open_material(actor=staff.reviewer, demand=demand, source=source_of(demand)).found
    assert [len(one.spans) for one in found if one.reason == "name"] == [2]


def test_making_and_publishing_leave_the_original_as_it_was(staff: Staff, letter: Demand) -> None:
    before = {one.uuid: bytes(one.sealed) for one in letter.dossier.entries.all()}
    published(staff, letter)
    after = {one.uuid: bytes(one.sealed) for one in letter.dossier.entries.all()}
    assert before.items() <= after.items()
    assert open_dossier(letter.dossier).letters[0].paper == Letter(text=TEXT)
    assert not list(verify(files=True))


# Pages


def test_a_pdf_becomes_pictures_with_nothing_under_the_black(staff: Staff) -> None:
    content = papers.letter_pdf("I am Zebulon Quist.", "Remove it.", "zq@secret.example")
    demand = with_papers(staff, Attachment(name="l.pdf", content=content))
    digest = hashlib.sha256(content).hexdigest()
    copy = published(staff, demand, "attachment", boxes="1: 0 50 100 10")
    made = bytes(copy.file.content)
    assert pictures.texts(made) == [""]
    for secret in (b"Quist", b"secret.example", b"/Font", b"/Info", b"/Metadata", b"Producer", b"/JS"):
        assert secret not in made
    assert copy.digest == hashlib.sha256(made).hexdigest()
    entry = demand.dossier.entries.get(paper="attachment")
    assert hashlib.sha256(open_attachment(entry).content).hexdigest() == digest
    shown, plain = (
        Image.open(io.BytesIO(pictures.draw(one, 1).content)).convert("L") for one in (made, content)
    )
    # The first line stands 760 points up on a page of 842: its name is black, and so is the box by hand.
    name = tuple(int(one * 150 / 72) for one in (110, 842 - 772, 180, 842 - 756))
    assert sum(shown.crop(name).histogram()[:40]) > 0.95 * shown.crop(name).width * shown.crop(name).height
    assert sum(plain.crop(name).histogram()[:40]) < 0.5 * shown.crop(name).width * shown.crop(name).height
    by_hand = shown.crop((10, int(shown.height * 0.51), shown.width - 10, int(shown.height * 0.59)))
    assert by_hand.getextrema()[1] < 40
    remains = tuple(int(one * 150 / 72) for one in (70, 842 - 755, 150, 842 - 735))
    assert shown.crop(remains).getextrema()[0] < 100


def test_words_of_a_note_on_a_page_are_found_and_hidden_too(staff: Staff) -> None:
    demand = with_papers(
        staff, Attachment(name="l.pdf", content=papers.noted_pdf("Zebulon Quist", "Dear all"))
    )
    material = services.open_material(
        actor=staff.reviewer, demand=demand, source=source_of(demand, "attachment")
    )
    assert "Zebulon Quist" in {one.text for one in material.found}
    number = draft(staff, demand, "attachment")
    assert not services.review_copy(actor=staff.approver, demand=demand, number=number).leftovers


def test_words_that_a_box_covers_only_in_part_are_still_found(staff: Staff) -> None:
    demand = with_papers(staff, Attachment(name="l.pdf", content=papers.letter_pdf("I am Zebulon Quist.")))
    number = draft(staff, demand, "attachment", keys=[], boxes="1: 0 8 16 10")
    review = services.review_copy(actor=staff.approver, demand=demand, number=number)
    assert "QUIST" in {one.text.upper() for one in review.leftovers}
    number = draft(staff, demand, "attachment", keys=[], boxes="1: 0 0 100 20")
    assert not services.review_copy(actor=staff.approver, demand=demand, number=number).leftovers


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_or_cut_is_covered_in_the_right_place(staff: Staff, turn: int) -> None:
    page = b"/Rotate %d /CropBox [50 100 500 800]" % turn
    content = papers.letter_pdf("Zebulon Quist", page=page)
    demand = with_papers(staff, Attachment(name="l.pdf", content=content))
    copy = published(staff, demand, "attachment")
    shown = Image.open(io.BytesIO(pictures.draw(bytes(copy.file.content), 1).content)).convert("L")
    plain = Image.open(io.BytesIO(pictures.draw(content, 1).content)).convert("L")
    dark = plain.point(lambda one: 255 if one < 128 else 0).getbbox()
    assert dark is not None
    assert shown.crop(dark).getextrema()[1] < 60


def test_a_picture_becomes_a_pdf_without_what_its_file_said(staff: Staff) -> None:
    demand = with_papers(staff, Attachment(name="p.jpg", content=papers.photo(b"Zebulon Quist")))
    copy = published(staff, demand, "attachment", boxes="1: 0 0 50 50")
    made = bytes(copy.file.content)
    assert b"Quist" not in made
    shown = Image.open(io.BytesIO(pictures.draw(made, 1).content)).convert("RGB")
    quarter = shown.crop((5, 5, shown.width // 2 - 5, shown.height // 2 - 5))
    assert max(high for _low, high in quarter.getextrema()) < 60


@pytest.mark.parametrize(
    ("content", "boxes", "why"),
    [
        (papers.pdf_of_pages(150), "", "150 pages"),
        (papers.bomb_png(), "", "more dots"),
        (b"PK\x03\x04", "", "This file is none"),
        (b"%PDF-1.7", "", "damaged"),
        (papers.photo(), "1: 0 0 0 10", "Line 1 is no box"),
        (papers.photo(), "\n1: 0 0 nan 10", "Line 2 is no box"),
        (papers.photo(), "2: 0 0 10 10", "pages 1 to 1"),
        (papers.photo(), "1 2 3", "no box"),
    ],
)
def test_what_cannot_be_copied_is_refused_in_one_line(
    staff: Staff, content: bytes, boxes: str, why: str
) -> None:
    demand = with_papers(staff, Attachment(name="l.pdf", content=content))
    with pytest.raises(Refused, match=why):
        services.make_copy(
            actor=staff.reviewer, demand=demand, source=source_of(demand, "attachment"), boxes=boxes
        )
    assert not PublicCopy.objects.exists()
    assert not list(verify(files=True))


# Two people


def test_whoever_made_a_copy_does_not_publish_it(staff: Staff, letter: Demand) -> None:
    number = services.make_copy(actor=staff.lead, demand=letter, source=source_of(letter))
    with pytest.raises(SecondPersonNeeded):
        services.publish_copy(actor=staff.lead, demand=letter, number=number, looked=True)


def test_a_draft_lies_sealed_and_no_table_holds_its_words(staff: Staff, letter: Demand) -> None:
    draft(staff, letter, phrases=["purple paragraph"])
    copy = PublicCopy.objects.get()
    assert (copy.text, copy.summary, copy.digest) == ("", "", "")
    assert not re.search(rb"purple|Dear editors", bytes(copy.entry.sealed))


def test_nothing_is_published_before_it_was_looked_at(staff: Staff, letter: Demand) -> None:
    number = draft(staff, letter)
    with pytest.raises(Refused, match="Look at the whole copy"):
        services.publish_copy(actor=staff.approver, demand=letter, number=number, looked=False)


def test_nothing_is_published_before_the_decision(staff: Staff) -> None:
    demand = with_papers(staff, Letter(text="Remove it."), decided=False)
    number = draft(staff, demand)
    with pytest.raises(WrongStep, match="not decided"):
        services.publish_copy(actor=staff.approver, demand=demand, number=number, looked=True)


def test_nothing_is_published_while_an_order_forbids_to_tell(staff: Staff, letter: Demand) -> None:
    number = draft(staff, letter)
    services.forbid_telling(actor=staff.reviewer, demand=letter, until=None)
    with pytest.raises(Refused, match="order forbids"):
        services.publish_copy(actor=staff.approver, demand=letter, number=number, looked=True)


def test_an_order_that_comes_later_hides_what_was_published(staff: Staff, letter: Demand) -> None:
    published(staff, letter)
    today = timezone.localdate()
    assert PublicCopy.objects.readable(today).exists()
    services.forbid_telling(actor=staff.reviewer, demand=letter, until=None)
    assert not PublicCopy.objects.readable(today).exists()


def test_a_newer_draft_drops_the_older_and_a_newer_copy_withdraws_it(staff: Staff, letter: Demand) -> None:
    first = published(staff, letter)
    second, third = draft(staff, letter), draft(staff, letter, phrases=["purple"])
    with pytest.raises(WrongStep, match="no draft"):
        services.publish_copy(actor=staff.approver, demand=letter, number=second, looked=True)
    services.publish_copy(actor=staff.approver, demand=letter, number=third, looked=True)
    first.refresh_from_db()
    assert first.withdrawn_at
    assert list(PublicCopy.objects.published().values_list("number", flat=True)) == [third]
    assert not list(verify(files=True))


def test_a_withdrawn_copy_keeps_no_word(staff: Staff) -> None:
    demand = with_papers(staff, Attachment(name="p.jpg", content=papers.photo()), Letter(text="Remove it."))
    services.summarise(actor=staff.lead, demand=demand, summary="Somebody asked.")
    for paper in ("letter", "attachment"):
        copy = published(staff, demand, paper)
        services.withdraw_copy(actor=staff.approver, demand=demand, number=copy.number, note="wrong name")
        copy.refresh_from_db()
        assert (copy.text, copy.summary) == ("", "")
        with pytest.raises(WrongStep):
            services.withdraw_copy(actor=staff.approver, demand=demand, number=copy.number)
    assert not PublicFile.objects.exists()
    kinds = Event.objects.filter(demand=demand).values_list("kind", flat=True)
    assert [one for one in kinds if one.startswith("copy_")] == [
        "copy_made", "copy_published", "copy_withdrawn", "copy_made", "copy_published", "copy_withdrawn"
    ]  # fmt: skip
    assert not list(verify(files=True))


def test_a_published_copy_that_is_changed_behind_our_back_is_found(staff: Staff, letter: Demand) -> None:
    published(staff, letter)
    PublicCopy.objects.update(text="Something else")
    assert [one.table for one in verify()] == ["register_demand"]


def test_published_pages_that_are_changed_behind_our_back_are_found(staff: Staff) -> None:
    demand = with_papers(staff, Attachment(name="p.jpg", content=papers.photo()))
    published(staff, demand, "attachment")
    PublicFile.objects.update(content=b"%PDF-1.4 another")
    assert [one.table for one in verify(files=True)] == ["register_publicfile"]
    PublicFile.objects.all().delete()
    assert [one.table for one in verify(files=True)] == ["register_publicfile"]


def test_whoever_made_a_draft_may_drop_it_and_not_what_is_published(staff: Staff, letter: Demand) -> None:
    services.withdraw_copy(actor=staff.reviewer, demand=letter, number=draft(staff, letter))
    copy = published(staff, letter)
    with pytest.raises(NotAllowed):
        services.withdraw_copy(actor=staff.reviewer, demand=letter, number=copy.number)


def test_the_summary_alone_can_be_published(staff: Staff) -> None:
    demand = with_papers(staff)
    with pytest.raises(Refused, match="no public summary"):
        services.make_copy(actor=staff.reviewer, demand=demand, source="")
    services.summarise(actor=staff.lead, demand=demand, summary="A company asked.")
    number = services.make_copy(actor=staff.reviewer, demand=demand, source="")
    services.publish_copy(actor=staff.approver, demand=demand, number=number, looked=True)
    services.summarise(actor=staff.lead, demand=demand, summary="Zebulon Quist asked.")
    assert PublicCopy.objects.get().summary == "A company asked."


def test_somebody_who_was_faster_is_told_of(staff: Staff, letter: Demand) -> None:
    number = draft(staff, letter)
    seen = letter.version
    services.answer(actor=staff.reviewer, demand=letter)
    with pytest.raises(StaleDemand):
        services.publish_copy(actor=staff.approver, demand=letter, number=number, looked=True, version=seen)


def test_without_the_key_nothing_is_made(staff: Staff, letter: Demand, settings: Any, tmp_path: Any) -> None:
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "nowhere"
    with pytest.raises(NoKey):
        draft(staff, letter)
    assert not PublicCopy.objects.exists()


# At the desk


def test_from_the_letter_to_the_published_copy_at_the_desk(
    staff: Staff, sign_in: SignIn, letter: Demand
) -> None:
    maker, publisher = sign_in(staff.reviewer), sign_in(staff.approver)
    desk = f"/admin/desk/demands/{letter.reference}/"
    make = f"{desk}copies/of/{source_of(letter)}/"
    assert make in maker.get(desk).content.decode()
    html = maker.get(make).content.decode()
    keys = re.findall(r'name="keys" value="(\w+)" checked', html)
    assert len(keys) == 8
    made = maker.post(make, {"keys": keys, "phrases": "purple\r\n", "language": "en"})
    assert made["Location"] == address_of(letter, 1)
    assert "You made this copy" not in publisher.get(made["Location"]).content.decode()
    page = publisher.get(address_of(letter, 1))
    assert "[█████ name]" in page.content.decode()
    version = page.context["demand"].version
    publisher.post(f"{address_of(letter, 1)}publish/", {"version": version, "looked": "on"})
    assert PublicCopy.objects.get().is_published
    assert "Published" in publisher.get(desk).content.decode()
    publisher.post(f"{address_of(letter, 1)}withdraw/", {"version": letter.version + 1})
    assert PublicCopy.objects.get().withdrawn_at


def test_no_word_goes_back_and_forth_in_the_form_and_a_refusal_keeps_what_was_typed(
    staff: Staff, sign_in: SignIn, letter: Demand
) -> None:
    client = sign_in(staff.reviewer)
    make = f"/admin/desk/demands/{letter.reference}/copies/of/{source_of(letter)}/"
    answer = client.post(make, {"phrases": "stands nowhere"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Phrase 1 stands nowhere" in html
    assert ">\nstands nowhere</textarea>" in html
    assert not re.findall(r'name="keys" value="\w+" checked', html)
    for value in re.findall(r'value="([^"]*)"', html):
        assert not any(secret in value.lower() for secret in SECRETS)


def test_mending_begins_with_what_was_hidden_before(staff: Staff, sign_in: SignIn, letter: Demand) -> None:
    draft(staff, letter, keys=[], phrases=["purple paragraph"])
    make = f"/admin/desk/demands/{letter.reference}/copies/of/{source_of(letter)}/"
    html = sign_in(staff.reviewer).get(make).content.decode()
    assert ">\npurple paragraph</textarea>" in html
    assert not re.findall(r'name="keys" value="\w+" checked', html)


def test_a_stale_page_shows_the_difference_and_keeps_what_was_ticked(
    staff: Staff, sign_in: SignIn, letter: Demand
) -> None:
    number = draft(staff, letter, keys=[])
    client = sign_in(staff.approver)
    page = client.get(address_of(letter, number))
    version, keys = page.context["demand"].version, [one.key for one, _where in page.context["leftovers"]]
    services.answer(actor=staff.reviewer, demand=letter)
    given = {"version": version, "looked": "on", "confirmed": keys}
    answer = client.post(f"{address_of(letter, number)}publish/", given)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "What has changed meanwhile" in html
    assert "Answered" in html
    assert len(re.findall(r'name="confirmed" value="\w+" checked', html)) == len(keys)
    assert not PublicCopy.objects.published().exists()
    given["version"] = answer.context["demand"].version
    assert client.post(f"{address_of(letter, number)}publish/", given).status_code == 302
    assert PublicCopy.objects.published().exists()


def test_pages_of_a_copy_are_looked_at_as_pictures(staff: Staff, sign_in: SignIn) -> None:
    demand = with_papers(staff, Attachment(name="l.pdf", content=papers.letter_pdf("Zebulon Quist", "Hello")))
    number = draft(staff, demand, "attachment")
    client = sign_in(staff.approver)
    address = f"{address_of(demand, number)}pages/1/"
    assert address in client.get(address_of(demand, number)).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(f"{address_of(demand, number)}pages/2/").status_code == 422
    make = f"/admin/desk/demands/{demand.reference}/copies/of/{source_of(demand, 'attachment')}/"
    html = sign_in(staff.reviewer).get(make).content.decode()
    assert 'name="boxes"' in html
    assert "data-desk-page" in html


MAKERS, PUBLISHERS = {Role.REVIEWER, Role.LEAD}, {Role.APPROVER, Role.LEAD}


@pytest.mark.parametrize("role", Role)
def test_each_role_does_what_the_table_allows(
    staff: Staff, sign_in: SignIn, letter: Demand, role: Role
) -> None:
    number = services.make_copy(actor=staff.second, demand=letter, source=source_of(letter))
    services.review_copy(actor=staff.second, demand=letter, number=number)
    client = sign_in(staff.of(role))
    desk = f"/admin/desk/demands/{letter.reference}/"
    review = client.get(address_of(letter, number))
    assert (review.status_code == 200) == (role in MAKERS | PUBLISHERS)
    confirmed = [one.key for one, _ in review.context["leftovers"]] if review.status_code == 200 else []
    client.post(
        f"{address_of(letter, number)}publish/",
        {"version": letter.version, "looked": "on", "confirmed": confirmed},
    )
    assert PublicCopy.objects.published().exists() == (role in PUBLISHERS)
    letter.refresh_from_db()
    client.post(f"{address_of(letter, number)}withdraw/", {"version": letter.version})
    assert bool(PublicCopy.objects.get(number=number).withdrawn_at) == (role in PUBLISHERS)
    client.post(f"{desk}copies/of/{source_of(letter)}/", {"phrases": "", "language": "en"})
    assert PublicCopy.objects.filter(made_by=staff.of(role)).exists() == (role in MAKERS)
    assert (f"{desk}copies/of/" in client.get(desk).content.decode()) == (role in MAKERS)


def test_a_superuser_without_a_role_and_who_is_walled_off_see_nothing(
    staff: Staff, sign_in: SignIn, letter: Demand
) -> None:
    number = draft(staff, letter)
    services.raise_wall(actor=staff.lead, demand=letter, user=staff.approver)
    for user, status in ((staff.root, 200), (staff.approver, 404)):
        client = sign_in(user)
        for answer in (
            client.get(address_of(letter, number), follow=True),
            client.get(f"{address_of(letter, number)}pages/1/", follow=True),
            client.post(f"{address_of(letter, number)}publish/", {"looked": "on"}, follow=True),
            client.post(f"{address_of(letter, number)}withdraw/", follow=True),
        ):
            assert answer.status_code == status
            assert "█" not in answer.content.decode()
    copy = PublicCopy.objects.get()
    assert copy.is_draft


def test_a_page_of_a_demand_takes_as_many_queries_however_many_copies_there_are(
    staff: Staff, sign_in: SignIn, letter: Demand, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(staff.reviewer)
    desk = f"/admin/desk/demands/{letter.reference}/"
    draft(staff, letter)
    client.get(desk)
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(desk)
    for _ in range(4):
        draft(staff, letter)
    with django_assert_num_queries(len(before)):
        client.get(desk)
