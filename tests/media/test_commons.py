"""Pictures of Wikimedia Commons come with all their credits, or not at all."""

from __future__ import annotations

import time
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from clarion.media.commons import CommonsProblem, add_from_commons, client, command, look_up
from clarion.media.commons.found import plain
from clarion.media.commons.names import file_name
from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from support.commons_server import CommonsServer, commons
from support.media_files import drawing, raster

__all__ = ["commons"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "Reading room.png",
        "File:Reading_room.png",
        "file: reading room.png",
        "https://commons.wikimedia.org/wiki/File:Reading_room.png",
        "https://commons.m.wikimedia.org/wiki/File:Reading%20room.png?uselang=fr",
        "https://upload.wikimedia.org/wikipedia/commons/a/ab/Reading_room.png",
        "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Reading_room.png/640px-Reading_room.png",
        "https://en.wikipedia.org/wiki/Library#/media/File:Reading_room.png",
    ],
)
def test_a_file_is_named_in_many_ways(text: str) -> None:
    assert file_name(text) == "Reading room.png"


@pytest.mark.parametrize(
    "text", ["", "File:", "Reading room", "a|b.png", "<b>.png", "x" * 300 + ".png", "https://a.example/"]
)
def test_what_names_no_file_is_refused(text: str) -> None:
    with pytest.raises(CommonsProblem, match="names no file"):
        file_name(text)


@given(st.text())
def test_html_becomes_one_line_without_marks(html: str) -> None:
    text = plain(f"<p onclick='x'>{html.replace('<', '')}</p><script>alert(1)</script>")
    assert "\n" not in text
    assert "alert(1)" not in text


def test_a_file_comes_with_its_credits_in_every_language(commons: CommonsServer) -> None:
    data = raster()
    commons.put("Reading room.png", data)
    added = add_from_commons(look_up("File:Reading_room.png"))
    image = CreditedImage.objects.get()
    assert added == (image, True)
    assert image.title == "Reading room"
    assert image.author == "Ana Lima"
    assert image.licence == "CC-BY-SA-4.0"
    assert image.source_url == "https://commons.wikimedia.org/wiki/File:Reading_room.png"
    assert image.words_in("en") == Words("Reading room", "Rows of desks & lamps.")
    assert image.words_in("fr") == Words("", "Des rangées de tables.")
    assert image.words_in("ar") == Words("", "")
    assert image.lacks("fr") == []
    assert image.file.open().read() == data


def test_the_same_file_twice_is_one_image(commons: CommonsServer) -> None:
    commons.put("Reading room.png", raster())
    commons.put("Reading room (copy).png", raster())
    first = add_from_commons(look_up("Reading room.png"))
    assert add_from_commons(look_up("Reading room.png")) == (first.image, False)
    assert add_from_commons(look_up("Reading room (copy).png")) == (first.image, False)
    assert len([path for path, _ in commons.asked if not path.startswith("/w/")]) == 1


def test_it_says_who_asks_and_asks_slowly(commons: CommonsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BETWEEN_REQUESTS", 0.2)
    commons.put("Reading room.png", raster())
    began = time.monotonic()
    add_from_commons(look_up("Reading room.png"))
    assert time.monotonic() - began >= 0.2
    assert {agent for _, agent in commons.asked} == {
        f"Clarion/{client.__version__} (https://commons.example; web@commons.example) python-urllib"
    }
    assert "maxlag=5" in commons.asked[0][0]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"License": "cc-by-nc-sa-3.0", "LicenseShortName": "", "LicenseUrl": ""}, ""),
        ({"License": "pd", "LicenseShortName": "Public domain", "LicenseUrl": ""}, ""),
        (
            {"License": "", "LicenseShortName": "Fair use", "LicenseUrl": ""},
            "“Fair use”, which is no licence",
        ),
        (
            {"License": "cc-by-sa-3.0-fr", "LicenseShortName": "CC BY-SA 3.0 fr", "LicenseUrl": ""},
            "CC BY-SA 3.0 fr",
        ),
        ({"License": "", "LicenseShortName": "", "LicenseUrl": ""}, "no licence of the vocabulary"),
        ({"LicenseShortName": "CC BY-NC-SA 4.0"}, "contradict each other"),
        ({"Artist": "<span></span>"}, "does not say who made"),
    ],
)
def test_what_cannot_be_credited_is_refused_with_the_reason(
    commons: CommonsServer, told: dict[str, Any], reason: str
) -> None:
    commons.put("Reading room.png", raster(), told)
    if not reason:
        look_up("Reading room.png")
        return
    with pytest.raises(CommonsProblem, match=reason):
        look_up("Reading room.png")


@pytest.mark.parametrize(
    ("info", "reason"),
    [
        ({"url": "http://169.254.169.254/latest/meta-data"}, "no address of Wikimedia Commons"),
        ({"url": "http://127.0.0.1:1/room.png"}, "no address of Wikimedia Commons"),
        ({"url": "file:///etc/passwd"}, "no address of Wikimedia Commons"),
        ({"sha1": "0" * 40}, "did not arrive whole"),
        ({"size": 10**9}, "Upload a smaller version"),
        ({"size": 1, "more": 5000}, "larger than"),
    ],
)
def test_a_file_is_taken_only_from_there_whole_and_of_bearable_size(
    commons: CommonsServer, settings: Settings, info: dict[str, Any], reason: str
) -> None:
    data = raster("PNG", (400, 300))
    if info.pop("more", 0):
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(data) - 1
    commons.put("Reading room.png", data, **info)
    with pytest.raises(CommonsProblem, match=reason):
        add_from_commons(look_up("Reading room.png"))
    assert not CreditedImage.objects.exists()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            {"status": 302, "headers": {"Location": "http://169.254.169.254/"}},
            "sent us elsewhere \\(169.254.169.254",
        ),
        ({"status": 429, "headers": {"Retry-After": "7"}}, "in 7 s\\."),
        ({"status": 500}, "status 500"),
        (
            {"fault": {"code": "maxlag", "info": "Waiting for a server: 6 seconds lagged."}},
            "6 seconds lagged",
        ),
    ],
)
def test_trouble_on_the_way_is_told_in_one_line(
    commons: CommonsServer, answer: dict[str, Any], reason: str
) -> None:
    for name, value in answer.items():
        setattr(commons, name, value)
    with pytest.raises(CommonsProblem, match=reason):
        look_up("Reading room.png")


def test_nobody_there_is_told_in_one_line(commons: CommonsServer, settings: Settings) -> None:
    settings.COMMONS_API = "http://127.0.0.1:1/w/api.php"
    with pytest.raises(CommonsProblem, match="cannot be reached"):
        look_up("Reading room.png")


def test_the_command_takes_what_it_can_and_tells_the_rest(commons: CommonsServer) -> None:
    commons.put("Reading room.png", raster())
    commons.put("Evil.svg", drawing("<script/>"))
    out, err = StringIO(), StringIO()
    assert command.run(["Evil.svg", "No such.png", "Reading room.png"], out, err) == 2
    assert out.getvalue().startswith("Reading room · Ana Lima · CC-BY-SA-4.0 (added")
    refused = err.getvalue().splitlines()
    assert len(refused) == 2
    assert "Evil.svg: The drawing contains <script>" in refused[0]
    assert "no file named “No such.png”" in refused[1]
    assert command.run(["Reading room.png"], out, err) == 0
    assert "there already" in out.getvalue()


def test_an_editor_looks_at_a_file_and_adds_it(editor: Client, commons: CommonsServer) -> None:
    commons.put("Reading room.png", raster())
    page = editor.get("/admin/images/commons/", {"name": "File:Reading room.png"}).content.decode()
    assert "Ana Lima" in page
    assert "Creative Commons Attribution-ShareAlike 4.0" in page
    assert 'src="data:image/png;base64,' in page
    assert "Des rangées de tables." in page
    posted = {"name": "Reading room.png", "words-en-title": "The room", "words-en-alt": "Desks"}
    answer = editor.post("/admin/images/commons/", posted)
    image = CreditedImage.objects.get()
    assert answer["Location"] == f"/admin/images/{image.pk}/"
    assert image.words_in("en") == Words("The room", "Desks")
    assert image.uploaded_by_user is not None
    again = editor.get("/admin/images/commons/", {"name": "Reading room.png"})
    assert again["Location"] == f"/admin/images/{image.pk}/"


def test_an_editor_is_told_why_a_file_cannot_be_added(editor: Client, commons: CommonsServer) -> None:
    page = editor.get("/admin/images/commons/", {"name": "No such.png"}).content.decode()
    assert "no file named “No such.png”" in page
    answer = editor.post("/admin/images/commons/", {"name": "No such.png"}, follow=True).content.decode()
    assert "no file named “No such.png”" in answer


def test_only_those_who_may_add_images_may_add_them_from_there(client: Client) -> None:
    assert client.get("/admin/images/commons/").status_code == 302
