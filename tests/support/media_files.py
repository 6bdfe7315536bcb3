"""Images as cameras, drawing programs and ill-wishers make them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image


def raster(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """The bytes of a picture, its left half dark."""
    image = Image.new("RGB", size, "white")
    image.paste("navy", (0, 0, size[0] // 2, size[1]))
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def drawing(inside: str = "", attributes: str = 'width="40" height="30"', before: str = "") -> bytes:
    """The bytes of a drawing."""
    return (
        f'<?xml version="1.0"?>{before}<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'
    ).encode()


def file_of(data: bytes, name: str = "room.png") -> ContentFile[bytes]:
    """A file as a form or a command hands it over."""
    return ContentFile(data, name=name)
