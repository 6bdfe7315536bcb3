"""One door for every image, whoever brings it: the admin's forms, a command, another room."""

from __future__ import annotations

from hashlib import sha1
from io import BytesIO
from pathlib import PurePath
from typing import Any

import willow
from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from clarion.media.uploads.drawing import check_drawing, looks_like_drawing
from clarion.media.uploads.names import stored_name
from clarion.media.uploads.raster import ENDINGS, checked_raster
from clarion.media.uploads.refusal import UploadRefused

CONTENT_TYPES = {"avif": "image/avif", "gif": "image/gif", "jpg": "image/jpeg", "png": "image/png"} | {
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


class CheckedImage(SimpleUploadedFile):
    """An image that has been looked at and cleaned. `original_sha1` is the digest of what came in."""

    def __init__(self, name: str, data: bytes, ending: str, original_sha1: str) -> None:
        super().__init__(stored_name(name, ending), data, CONTENT_TYPES[ending])
        self.original_sha1 = original_sha1
        self.image = willow.Image.open(BytesIO(data))


def checked_image(file: File[Any], name: str = "") -> CheckedImage:
    """The image in a file, fit to be kept. `name` is what the file is called where it comes from.

    Raises:
        UploadRefused: with the one line to show to whoever brought it.
    """
    if isinstance(file, CheckedImage):
        return file
    name = name or file.name or ""
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    file.seek(0)
    data = file.read(most + 1)
    if not data:
        raise UploadRefused(_("The file is empty."))
    if len(data) > most:
        raise UploadRefused(
            _("The file is larger than %(most)s. Make it smaller.") % {"most": filesizeformat(most)}
        )
    ending = PurePath(name).suffix.lower().lstrip(".")
    if looks_like_drawing(data):
        check_drawing(data)
        kind, endings, kept = "SVG", {"svg"}, data
    else:
        kind, kept = checked_raster(data)
        endings = ENDINGS[kind]
    if ending not in endings:
        raise UploadRefused(
            _(
                "The file's name ends in “%(ending)s”, but it is of the kind %(kind)s. Rename it to end in .%(right)s."
            )
            % {"ending": ending[:20], "kind": kind, "right": max(endings, key=lambda one: one == "jpg")}
        )
    return CheckedImage(
        name, kept, "jpg" if "jpg" in endings else ending, sha1(data, usedforsecurity=False).hexdigest()
    )
