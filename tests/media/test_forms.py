"""The admin's forms: credits and words of an image, and documents that are what they say."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.documents.models import Document

from clarion.media.forms import licence_choices
from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from clarion.media.services import add_image
from support.media_files import file_of, raster

pytestmark = pytest.mark.django_db
CREDITS = {
    "author": "Ana",
    "source_url": "https://ana.example/",
    "licence": "CC-BY-SA-4.0",
    "collection": "1",
}


def test_an_image_is_added_with_its_words_in_every_language(editor: Client) -> None:
    words = {
        f"words-{code}-{part}": f"{part} {code}" for code, _ in site.LANGUAGES for part in ("title", "alt")
    }
    posted = {"title": "Room", "file": file_of(raster()), **CREDITS, **words}
    assert editor.post("/admin/images/add/", posted).status_code == 302
    image = CreditedImage.objects.get()
    assert image.words_in("ar") == Words("title ar", "alt ar")
    assert image.texts.count() == len(site.LANGUAGES)
    assert image.lacks("zh-hans") == []
    assert image.original_sha1


def test_the_form_shows_the_words_in_their_direction_and_keeps_what_it_does_not_ask(editor: Client) -> None:
    image = add_image(file=file_of(raster()), words={"ar": Words("غرفة", ""), "xx": Words("Other", "")})
    page = editor.get(f"/admin/images/{image.pk}/").content.decode()
    assert 'name="words-ar-title" value="غرفة"' in page
    assert 'dir="rtl"' in page
    posted = {"title": "Room", **CREDITS, "words-fr-title": "Salle", "words-fr-alt": ""}
    assert editor.post(f"/admin/images/{image.pk}/", posted).status_code == 302
    image = CreditedImage.objects.get()
    assert [image.words_in(code).title for code in ("ar", "fr", "xx")] == ["غرفة", "Salle", "Other"]


def test_words_that_are_too_long_are_named_with_their_language(editor: Client) -> None:
    image = add_image(file=file_of(raster()))
    posted = {"title": "Room", **CREDITS, "words-fr-title": "", "words-fr-alt": "a" * 300}
    page = editor.post(f"/admin/images/{image.pk}/", posted).content.decode()
    assert "Français: Ensure this value has at most 250 characters (it has 300)" in page


def test_a_licence_outside_the_vocabulary_is_refused(editor: Client) -> None:
    posted = {"title": "Room", "file": file_of(raster()), **CREDITS, "licence": "CC-BY-SA-9.0"}
    assert "Select a valid choice" in editor.post("/admin/images/add/", posted).content.decode()
    assert not CreditedImage.objects.exists()


def test_current_licences_are_offered_before_earlier_ones() -> None:
    *current, (_label, earlier) = licence_choices(date(2026, 1, 1))
    assert [code for code, _ in current][:3] == ["", "CC0-1.0", "CC-PDM-1.0"]
    assert "CC-BY-SA-3.0" in dict(earlier)
    assert "CC-BY-SA-4.0" in dict(current)


def test_the_library_shows_which_images_lack_something(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    told = {"author": "Ana", "made_here": True, "licence": "CC0-1.0"}
    every = {code: Words("", "Desks") for code, _ in site.LANGUAGES}
    add_image(file=file_of(raster()), title="Told of", words=every, **told)  # type: ignore[arg-type]
    add_image(file=file_of(raster()), title="Unsigned", words=every)
    add_image(file=file_of(raster()), title="Silent", words={"en": Words("", "Desks")}, **told)  # type: ignore[arg-type]
    add_image(file=file_of(raster()), title="Ornament", only_decorates=True, **told)  # type: ignore[arg-type]

    def found(query: str) -> set[str]:
        page = editor.get(f"/admin/images/?{query}").content.decode()
        return {title for title in ("Told of", "Unsigned", "Silent", "Ornament") if title in page}

    assert found("") == {"Told of", "Unsigned", "Silent", "Ornament"}
    assert found("lacks=credits") == {"Unsigned"}
    assert found("lacks=alt-fr") == {"Silent"}
    assert found("lacks=alt-en") == set()
    with django_assert_max_num_queries(25):
        editor.get("/admin/images/?lacks=credits")


def office(inside: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(inside, "<a/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("report.pdf", b"%PDF-1.7\n", ""),
        ("table.csv", "a,b\nä,é\n".encode(), ""),
        ("letter.docx", office("word/document.xml"), ""),
        ("report.pdf", b"MZ\x90\0", "not what is in it"),
        ("letter.docx", office("xl/workbook.xml"), "not what is in it"),
        ("table.csv", b"\xff\xfe\0", "not what is in it"),
        ("page.html", b"<script>", "not"),
        ("report.pdf", b"%PDF-1.7\n" + b"0" * 2000, "larger than"),
    ],
)
def test_a_document_is_taken_if_it_is_what_it_says(
    editor: Client, settings: Settings, name: str, data: bytes, reason: str
) -> None:
    settings.DOCUMENT_MAX_SIZE = 1000
    upload = SimpleUploadedFile(name, data)
    answer = editor.post("/admin/documents/add/", {"title": "Paper", "file": upload, "collection": "1"})
    assert Document.objects.exists() == (not reason)
    assert reason in answer.content.decode()
