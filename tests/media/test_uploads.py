"""Bad files are refused with one line, through the admin as through the service; good ones are cleaned."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from clarion.media.models import CreditedImage
from clarion.media.services import add_image
from clarion.media.uploads import UploadRefused
from support.media_files import drawing, file_of, raster

pytestmark = pytest.mark.django_db


def claimed(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be as large as it likes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


def moving(frames: int, size: tuple[int, int]) -> bytes:
    """A GIF in which every frame differs."""
    pictures = [Image.new("L", size, number % 250) for number in range(frames)]
    file = BytesIO()
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], duration=40)
    return file.getvalue()


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
BAD = {
    "no image at all": (b"%PDF-1.7 and so on", "room.png", "no image that can be shown"),
    "nothing": (b"", "room.png", "empty"),
    "a web page": (b"<!doctype html><p>Hello</p>", "room.svg", "no well-formed XML"),
    "XML that is no drawing": (b'<?xml version="1.0"?><html/>', "room.svg", "no SVG drawing"),
    "a JPEG named PNG": (raster("JPEG"), "room.png", "Rename it to end in .jpg"),
    "a drawing named PNG": (drawing(), "room.png", "Rename it to end in .svg"),
    "a PNG named SVG": (raster(), "room.svg", "Rename it to end in .png"),
    "no ending": (raster(), "room", "Rename it to end in .png"),
    "a format of the past": (raster("BMP"), "room.png", "no image that can be shown"),
    "200 megapixels": (claimed(20_000, 10_000), "room.png", "more than 64 megapixels"),
    "four gigapixels": (claimed(65_000, 65_000), "room.png", "more than 64 megapixels"),
    "half a photograph": (raster("JPEG", (400, 300))[:2000], "room.jpg", "damaged or incomplete"),
    "half a PNG": (raster("PNG", (400, 300))[:200], "room.png", "damaged or incomplete"),
    "an endless animation": (moving(700, (8, 8)), "room.gif", "more than 600 frames"),
    "a large animation": (moving(300, (700, 700)), "room.gif", "more than 64 megapixels"),
    "a script": (drawing("<script>alert(1)</script>"), "room.svg", "<script>"),
    "an event handler": (drawing(attributes='width="4" height="3" onload="alert(1)"'), "room.svg", "onload"),
    "another document": (drawing("<foreignObject/>"), "room.svg", "<foreignobject>"),
    "an outside picture": (drawing('<image href="https://evil.example/a.png"/>'), "room.svg", "evil.example"),
    "an old outside picture": (drawing('<image xlink:href="//evil.example/a"/>'), "room.svg", "evil.example"),
    "a script behind a link": (drawing('<a href="java&#10;script:alert(1)"><g/></a>'), "room.svg", "outside of it"),
    "a drawing in an address": (
        drawing('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "room.svg", "outside of it",
    ),
    "an outside style": (drawing("<style>@import 'https://evil.example/a.css'</style>"), "room.svg", "loads something"),
    "an outside filling": (drawing('<g fill="url(https://evil.example/a#b)"/>'), "room.svg", "loads something"),
    "a hidden filling": (drawing('<g style="fill:u\\72l(//evil.example)"/>'), "room.svg", "loads something"),
    "a style sheet beside": (
        drawing(before='<?xml-stylesheet href="https://evil.example/a.css"?>'), "room.svg", "style sheet",
    ),
    "an address that moves": (
        drawing('<a><set attributeName="href" to="javascript:alert(1)"/></a>'), "room.svg", "animation",
    ),
    "entities": (drawing("<text>&b;</text>", before=ENTITIES), "room.svg", "declarations of entities"),
    "a file of ours": (drawing("<text>&secret;</text>", before=OUTSIDE), "room.svg", "declarations of entities"),
    "a script in two bytes a letter": (
        drawing("<script/>").decode().replace("1.0\"?", '1.0" encoding="utf-16"?').encode("utf-16"),
        "room.svg",
        "<script>",
    ),
    "a drawing without a size": (drawing(attributes=""), "room.svg", "no size"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "name", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_by_the_service(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UploadRefused) as refusal:
        add_image(file=file_of(data, name))
    (line,) = refusal.value.messages
    assert reason in line
    assert "\n" not in line
    assert not CreditedImage.objects.exists()


@pytest.mark.parametrize(("data", "name", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_by_the_form_that_takes_many(
    editor: Client, data: bytes, name: str, reason: str
) -> None:
    upload = SimpleUploadedFile(name, data)
    answer = editor.post(
        "/admin/images/multiple/add/", {"title": "Room", "files[]": upload, "collection": "1"}
    )
    assert not answer.json()["success"]
    assert reason in answer.json()["error_message"]
    assert not CreditedImage.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings: Settings) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    with pytest.raises(UploadRefused, match="larger than"):
        add_image(file=file_of(raster()))


def test_a_title_of_a_megabyte_is_refused_clearly(editor: Client) -> None:
    with pytest.raises(ValidationError, match="at most 255 characters") as refusal:
        add_image(file=file_of(raster()), title="a" * 1_000_000)
    assert list(refusal.value.message_dict) == ["title"]
    page = editor.post(
        "/admin/images/add/", {"title": "a" * 1_000_000, "file": file_of(raster()), "collection": "1"}
    )
    assert "at most 255 characters" in page.content.decode()
    assert not CreditedImage.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_a_camera_notes_is_taken_away_and_the_picture_stands_upright(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.5)
    data = raster(kind, (400, 200), exif=exif)
    image = add_image(file=file_of(data, f"room.{kind.lower()}"))
    with Image.open(image.file.path) as kept:
        assert not kept.getexif()
        assert kept.size == (200, 400)
        # What was dark on the left is dark above.
        assert (
            sum(kept.convert("RGB").getpixel((100, 50))) < 200 < sum(kept.convert("RGB").getpixel((100, 350)))
        )
    assert (image.width, image.height) == (200, 400)
    assert b"Camera" not in image.file.open().read()


def test_a_picture_without_notes_is_kept_byte_for_byte() -> None:
    data = raster("JPEG")
    assert add_image(file=file_of(data, "room.jpeg")).file.open().read() == data


@pytest.mark.parametrize(
    ("name", "title", "stored"),
    [
        ("\U0001f33b sun_flower.png", "\U0001f33b sun flower", "sunflower-sun-flower.png"),
        ("invoice\u202egnp.png", "invoicegnp", "invoicegnp.png"),
        ("غرفة القراءة.png", "غرفة القراءة", "grf-lqr.png"),
        ("\u202e.png", "—", "image.png"),
        (f"{'n' * 300}.png", "n" * 255, f"{'n' * 60}.png"),
        ("../../etc/passwd\n.png", "passwd", "passwd.png"),
    ],
)
def test_names_are_cleaned_for_the_file_and_readable_in_the_title(name: str, title: str, stored: str) -> None:
    image = add_image(file=file_of(raster(), "a.png"), name=name)
    assert image.title == title
    kept = image.file.name.removeprefix("original_images/")
    assert kept.isascii()
    assert kept.endswith(".png")
    assert len(image.file.name) <= 100
    if "غ" not in name:
        assert kept == stored


def test_the_form_takes_a_strange_name_too(editor: Client) -> None:
    upload = SimpleUploadedFile(f"in\u202evoice {'n' * 290}.png", raster())
    answer = editor.post(
        "/admin/images/multiple/add/", {"title": upload.name, "files[]": upload, "collection": "1"}
    )
    assert answer.json()["success"], answer.json()
    image = CreditedImage.objects.get()
    assert image.title.startswith("invoice nnn")
    assert len(image.title) <= 255


def test_a_file_put_into_storage_past_every_form_is_looked_at_as_well() -> None:
    with pytest.raises(UploadRefused, match="script"):
        CreditedImage.objects.create(title="Room", file=file_of(drawing("<script/>"), "room.svg"))


def test_drawings_of_drawing_programs_are_taken() -> None:
    inside = (
        '<defs><linearGradient id="a"/></defs><g fill="url(#a)"/><use href="#b"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/><style>path{fill:url(#a)}</style>'
        '<n:view xmlns:n="http://www.inkscape.org/namespaces/inkscape" n:path="C:\\pictures"/>'
    )
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    image = add_image(file=file_of(drawing(inside, 'viewBox="0 0 40 30"', doctype), "room.svg"))
    assert (image.width, image.height) == (40, 30)
    assert image.is_svg()
