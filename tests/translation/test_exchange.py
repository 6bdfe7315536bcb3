"""Texts out to translators and back: whole, or not at all."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Locale

from clarion.core.models import User
from clarion.pages.models import ContentPage
from clarion.translation.exchange.files import ExchangeError, po_of, site_archive, unpack
from clarion.translation.exchange.intake import take_in
from translation.conftest import Pair


@pytest.fixture
def french(pair: Pair) -> Locale:
    return Locale.objects.get(language_code="fr")


def sheet(pair: Pair, french: Locale, told: dict[str, str]) -> str:
    """The page's file with some of its pieces told anew, by a part of the original."""
    po = po_of(pair.original, french)
    for entry in po:
        for part, said in told.items():
            if part in entry.msgid:
                entry.msgstr = said
    return str(po)


def draft(pair: Pair) -> ContentPage:
    return ContentPage.objects.get(pk=pair.french.pk).get_latest_revision_as_object()


def test_a_file_holds_what_is_translated_and_is_the_same_twice(pair: Pair, french: Locale) -> None:
    first = po_of(pair.original, french)
    assert {entry.msgid: entry.msgstr for entry in first}["Our rules"] == "Nos règles"
    assert all(entry.msgctxt for entry in first)
    assert first.metadata["Language"] == "fr"
    assert str(first) == str(po_of(pair.original, french))
    assert site_archive(french) == site_archive(french)


def test_what_translators_send_becomes_a_draft(pair: Pair, french: Locale, translator: User) -> None:
    told = 'Nous avons reçu <a id="a1">…</a> et tout lu.'
    taken = take_in(
        files=[("rules.po", sheet(pair, french, {"read them all": told}))], locale=french, actor=translator
    )
    assert (taken.pages, taken.pieces, taken.outdated) == (1, 1, 0)
    assert draft(pair).body[0].value["text"].source == (
        '<p>Nous avons reçu <embed embedtype="figure" figure="takedown-requests-received.2017" format="phrase"/>'
        " et tout lu.</p>"
    )
    live = ContentPage.objects.get(pk=pair.french.pk)
    assert "Nous avons tout lu" in live.body[0].value["text"].source


def test_what_was_edited_directly_since_goes_out_too(pair: Pair, french: Locale) -> None:
    po_of(pair.original, french)
    page = ContentPage.objects.get(pk=pair.french.pk)
    page.title = "Nos règles à nous"
    page.save_revision()
    assert {entry.msgid: entry.msgstr for entry in po_of(pair.original, french)}["Our rules"] == page.title


def test_a_piece_whose_original_has_changed_is_left_out(pair: Pair, french: Locale) -> None:
    content = sheet(pair, french, {"Nobody pays": "Nul ne paie."})
    page = ContentPage.objects.get(pk=pair.original.pk)
    page.body[1].value["text"].source = "<p>Somebody pays us.</p>"
    page.save_revision().publish()
    po_of(page, french)
    taken = take_in(files=[("rules.po", content)], locale=french)
    assert (taken.pieces, taken.outdated) == (0, 1)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ("Nous avons tout lu.", "a1 is missing"),
        ('<a id="a1">x</a> <a id="a2">y</a>', "a2 is not in the original"),
        ('<a id="a1">x</a> <script>y</script>', "<script> tag is not allowed"),
        ('<a id="a1">x</a> \u202egnol', "A direction mark is opened and not closed"),
    ],
)
def test_a_faulty_piece_is_refused_with_file_and_line_and_nothing_is_taken_in(
    pair: Pair, french: Locale, told: str, fault: str
) -> None:
    content = sheet(pair, french, {"read them all": told, "Nobody pays": "Nul ne paie."})
    line = next(entry.linenum for entry in polib.pofile(content) if "read them all" in entry.msgid)
    with pytest.raises(ExchangeError, match=rf"^rules\.po:{line}: {fault}"):
        take_in(files=[("rules.po", content)], locale=french)
    assert draft(pair).body[1].value["text"].source == "<p>Personne ne nous paie.</p>"


def test_one_faulty_file_keeps_all_others_out(pair: Pair, french: Locale) -> None:
    good = sheet(pair, french, {"Nobody pays": "Nul ne paie."})
    with pytest.raises(ExchangeError, match=r"notes\.po: this is no PO file"):
        take_in(files=[("rules.po", good), ("notes.po", "Dear all")], locale=french)
    assert draft(pair).body[1].value["text"].source == "<p>Personne ne nous paie.</p>"


def test_a_file_for_another_language_is_refused(pair: Pair, french: Locale) -> None:
    arabic, _ = Locale.objects.get_or_create(language_code="ar")
    with pytest.raises(ExchangeError, match=r"rules\.po is for"):
        take_in(files=[("rules.po", sheet(pair, french, {}))], locale=arabic)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("all.zip", b"no archive", "this is no ZIP file"),
        ("page.po", b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_is_no_file_of_ours_is_named(name: str, content: bytes, fault: str) -> None:
    with pytest.raises(ExchangeError, match=fault):
        list(unpack(name, content))


def test_a_whole_language_goes_out_and_comes_back_by_command(
    pair: Pair, french: Locale, tmp_path: Path
) -> None:
    archive = tmp_path / "fr.zip"
    call_command("export_po", "fr", archive)
    with zipfile.ZipFile(archive) as packed:
        assert "rules.po" in packed.namelist()
        content = packed.read("rules.po").decode().replace("Personne ne nous paie.", "Nul ne paie.")
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("rules.po", content)
    call_command("import_po", "fr", archive, "--publish")
    assert ContentPage.objects.get(pk=pair.french.pk).body[1].value["text"].source == "<p>Nul ne paie.</p>"
    with pytest.raises(CommandError, match="No language 'xx' here"):
        call_command("export_po", "xx", archive)
    with pytest.raises(CommandError, match="cannot read it"):
        call_command("import_po", "fr", tmp_path / "none.po")


def test_translators_work_in_the_admin(pair: Pair, french: Locale, translator: User, client: Client) -> None:
    client.force_login(translator)
    beside = f"/admin/translation/{pair.french.pk}/"
    page = client.get(beside).content.decode()
    assert "Personne ne nous paie." in page
    assert "Nobody pays us for it." in page
    upload = SimpleUploadedFile(
        "rules.po", sheet(pair, french, {"Nobody pays": "Nul ne paie."}).encode(), "text/plain"
    )
    client.post(beside, {"action": "import", "file": upload})
    assert draft(pair).body[1].value["text"].source == "<p>Nul ne paie.</p>"
    assert "100%" in client.get("/admin/translation/?language=fr").content.decode()
    assert client.get(f"/admin/translation/{pair.original.pk}/").status_code == 200
    exported = client.get(f"/admin/translation/{pair.original.pk}/fr.po")
    assert "Nos règles" in exported.content.decode()
    assert zipfile.ZipFile(BytesIO(client.get("/admin/translation/fr.zip").content)).namelist()


def test_who_may_not_edit_a_page_may_not_take_a_file_in(pair: Pair, client: Client) -> None:
    client.force_login(User.objects.create_user(email="guest@example.org", password="a long enough password"))
    assert client.post(f"/admin/translation/{pair.french.pk}/", {"action": "confirm"}).status_code in {
        302,
        403,
    }
