"""Looking at attachments: drawn here as pictures or shown as words, and everything else downloaded."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from clarion.register import pictures, services
from clarion.register.errors import Refused
from clarion.register.models import Demand, Event, EventKind
from clarion.register.papers import Attachment
from clarion.register.roles import Role
from clarion.register.workflow import Status
from desk.conftest import SignIn, Staff, received
from support import papers

NAME = "zebulon-quist.pdf"
READERS = {Role.REVIEWER, Role.APPROVER, Role.LEAD}


def with_file(staff: Staff, content: bytes, name: str = NAME, media_type: str = "") -> tuple[Demand, str]:
    """A demand in review with one attachment, and the address of its page at the desk."""
    demand = received(papers=[Attachment(name=name, content=content, media_type=media_type or "text/plain")])
    services.triage(actor=staff.clerk, demand=demand, into=Status.REVIEW)
    entry = demand.dossier.entries.get()
    return demand, f"/admin/desk/demands/{demand.reference}/papers/{entry.uuid}/"


def readings(demand: Demand) -> list[dict[str, Any]]:
    return list(
        Event.objects.filter(demand=demand, kind=EventKind.DOSSIER_READ).values_list("facts", flat=True)
    )


def refused(staff: Staff, sign_in: SignIn, content: bytes) -> str:
    """What the page and the picture of a file say, that cannot be drawn."""
    _demand, address = with_file(staff, content)
    client = sign_in(staff.reviewer)
    answer = client.get(f"{address}pages/1/")
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/plain")
    said = answer.content.decode()
    assert said.count("\n") == 1
    assert client.get(address).status_code == 200
    return said


def test_the_page_of_a_demand_lists_attachments_by_what_their_bytes_are(
    staff: Staff, sign_in: SignIn
) -> None:
    demand, address = with_file(
        staff, papers.scripted_pdf("Dear all"), name="letter.jpg", media_type="image/jpeg"
    )
    html = sign_in(staff.reviewer).get(f"/admin/desk/demands/{demand.reference}/").content.decode()
    part = html.split('id="attachments"')[1].split("</section>")[0]
    assert "letter.jpg" in part
    assert "PDF" in part
    assert "can act on your computer" in part
    assert address in part


def test_a_page_is_a_picture_that_is_kept_nowhere_and_runs_nothing(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    answer = sign_in(staff.reviewer).get(f"{address}pages/1/")
    assert answer["Content-Type"] == "image/webp"
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert Image.open(io.BytesIO(answer.content)).size == (1240, 1755)


def test_a_pdf_with_a_script_is_looked_at_as_pictures(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, papers.scripted_pdf("Dear all"))
    client = sign_in(staff.reviewer)
    html = client.get(address).content.decode()
    assert "Held:" in html
    assert f"{address}pages/1/" in html
    assert client.get(f"{address}pages/1/").status_code == 200


def test_a_picture_is_drawn_anew_and_nothing_but_the_picture_is_left(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, papers.photo(b"Zebulon Quist"), name="photo.jpg")
    answer = sign_in(staff.reviewer).get(f"{address}pages/1/")
    assert b"Zebulon" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).size == (400, 300)


def test_text_is_shown_as_text_and_does_nothing(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, "مرحبا <b>bold</b> & more".encode(), name="words.txt")
    html = sign_in(staff.reviewer).get(address).content.decode()
    assert "مرحبا &lt;b&gt;bold&lt;/b&gt; &amp; more" in html


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"<svg onload='x()'/>", b"MZ\0\0", b"PK\x03\x04rest"]
)
def test_what_can_act_is_never_shown(staff: Staff, sign_in: SignIn, content: bytes) -> None:
    _demand, address = with_file(staff, content, name="page.html")
    client = sign_in(staff.reviewer)
    html = client.get(address).content.decode()
    assert "cannot be looked at here" in html
    assert "alert(1)" not in html
    assert client.get(f"{address}pages/1/").status_code == 422


def test_a_held_file_is_downloaded_by_who_says_to_be_careful_and_only_as_a_file(
    staff: Staff, sign_in: SignIn
) -> None:
    content = b"<html><script>alert(1)</script>"
    _demand, address = with_file(staff, content, name="Zebulon \u202egpj.html")
    client = sign_in(staff.reviewer)
    assert client.get(f"{address}download/").status_code == 405
    assert client.post(f"{address}download/").status_code == 302
    answer = client.post(f"{address}download/", {"careful": "yes"})
    assert answer.content == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="Zebulon gpj.html"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_every_look_is_written_down_and_says_which_page(staff: Staff, sign_in: SignIn) -> None:
    demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    client = sign_in(staff.reviewer)
    client.get(address)
    client.get(f"{address}pages/1/")
    entry = str(demand.dossier.entries.get().uuid)
    assert readings(demand) == [{"entry": entry}, {"entry": entry, "page": 1}]


def test_no_title_and_no_address_holds_the_name_of_a_file(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    html = sign_in(staff.reviewer).get(address).content.decode()
    assert "zebulon" not in html.split("<title>")[1].split("</title>")[0].lower()
    assert "zebulon" not in address


def test_a_file_of_ten_thousand_pages_is_refused(staff: Staff, sign_in: SignIn) -> None:
    assert "more than 1000 pages" in refused(staff, sign_in, papers.pdf_of_pages(10_000))


def test_a_picture_that_would_fill_the_memory_is_refused(staff: Staff, sign_in: SignIn) -> None:
    assert "more dots" in refused(staff, sign_in, papers.bomb_png())


def test_a_pdf_that_unpacks_without_end_is_given_up(
    staff: Staff, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_LOOKING", 3)
    assert "given up" in refused(staff, sign_in, papers.packed_bomb_pdf())


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\nnothing", b"%PDF-", b"\x89PNG\r\n\x1a\nnothing", papers.letter_pdf("x")[:200], b"GIF89a"],
)
def test_a_damaged_file_is_refused(staff: Staff, sign_in: SignIn, content: bytes) -> None:
    assert "damaged" in refused(staff, sign_in, content)


def test_a_page_that_is_not_there_is_refused(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    client = sign_in(staff.reviewer)
    assert client.get(f"{address}pages/2/").status_code == 422
    assert client.get(f"{address}pages/0/").status_code == 422
    for asked in ("0", "-1", "x", "99999999999", "2"):
        assert client.get(address, {"page": asked}).status_code == 200


def test_the_process_that_draws_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    given: dict[str, Any] = {}
    real = subprocess.Popen

    def watched(*args: Any, **kwargs: Any) -> Any:
        given.update(kwargs)
        return real(*args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", watched)
    pictures.draw(papers.photo(), 1)
    assert given["env"] == {}


def test_a_process_that_dies_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    broken = tmp_path / "child.py"
    broken.write_text("import os; os.abort()")
    monkeypatch.setattr(pictures, "_CHILD", broken)
    with pytest.raises(Refused, match="given up"):
        pictures.draw(papers.photo(), 1)


@pytest.mark.parametrize("role", Role)
def test_attachments_are_looked_at_by_those_who_may_read_the_dossier(
    staff: Staff, sign_in: SignIn, role: Role
) -> None:
    demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    client = sign_in(staff.of(role))
    answers = [
        client.get(address),
        client.get(f"{address}pages/1/"),
        client.post(f"{address}download/", {"careful": "yes"}),
    ]
    if role in READERS:
        assert [one.status_code for one in answers] == [200, 200, 200]
    else:
        assert [one.status_code for one in answers] == [302, 403, 302]
        assert not readings(demand)
    page = client.get(f"/admin/desk/demands/{demand.reference}/").content.decode()
    assert ('id="attachments"' in page) == (role in READERS)


def test_a_superuser_without_a_role_and_who_is_walled_off_see_nothing(staff: Staff, sign_in: SignIn) -> None:
    demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.reviewer)
    for user, status in ((staff.root, 200), (staff.reviewer, 404)):
        client = sign_in(user)
        for answer in (
            client.get(address, follow=True),
            client.get(f"{address}pages/1/", follow=True),
            client.post(f"{address}download/", {"careful": "yes"}, follow=True),
        ):
            assert answer.status_code == status
            assert b"zebulon" not in answer.content.lower()
    assert not readings(demand)
    assert Client().get(address).status_code == 302


def test_an_attachment_of_another_demand_is_not_found(staff: Staff, sign_in: SignIn) -> None:
    _demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    other, _address = with_file(staff, papers.letter_pdf("Dear all"))
    entry = address.split("/")[-2]
    wrong = f"/admin/desk/demands/{other.reference}/papers/{entry}/"
    assert sign_in(staff.reviewer).get(wrong).status_code == 302
    assert sign_in(staff.reviewer).get(f"{wrong}pages/1/").status_code == 422


def test_without_the_key_one_line_says_so(
    staff: Staff, sign_in: SignIn, settings: Any, tmp_path: Any
) -> None:
    demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    settings.DOSSIER_IDENTITY_FILE = tmp_path / "nowhere"
    client = sign_in(staff.reviewer)
    assert client.get(f"{address}pages/1/").status_code == 503
    page = client.get(address, follow=True)
    assert "Put it back" in page.content.decode()
    assert page.redirect_chain[-1][0] == f"/admin/desk/demands/{demand.reference}/"


def test_looking_takes_as_many_queries_whatever_is_looked_at(
    staff: Staff, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    _demand, address = with_file(staff, papers.letter_pdf("Dear all"))
    client = sign_in(staff.reviewer)
    client.get(f"{address}pages/1/")
    with django_assert_max_num_queries(16):
        client.get(f"{address}pages/1/")
