"""Documents for download: of the kinds the site offers, of a bearable size, and what their names say they are."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from clarion.media.uploads.refusal import UploadRefused

_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
"""What an office document, which is a ZIP archive, must hold."""

_SAMPLE = 64 * 1024


def check_document(file: File[Any]) -> None:
    """Looks at a document before it is kept.

    Raises:
        UploadRefused: it is too large, of no kind that is offered, or not what its name says.
    """
    if file.size > settings.DOCUMENT_MAX_SIZE:
        raise UploadRefused(
            _("The file is larger than %(most)s. Make it smaller.")
            % {"most": filesizeformat(settings.DOCUMENT_MAX_SIZE)}
        )
    ending = PurePath(file.name or "").suffix.lower().lstrip(".")
    if ending not in settings.WAGTAILDOCS_EXTENSIONS:
        raise UploadRefused(
            _("Files that end in “%(ending)s” are not offered for download. Choose one of: %(kinds)s.")
            % {"ending": ending[:20], "kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
        )
    if not _is(ending, file):
        raise UploadRefused(
            _(
                "The file's name ends in “%(ending)s”, but that is not what is in it. Save it again as such a file."
            )
            % {"ending": ending}
        )
    file.seek(0)


def _is(ending: str, file: File[Any]) -> bool:
    file.seek(0)
    start = file.read(_SAMPLE)
    if ending == "pdf":
        return b"%PDF-" in start[:1024]
    if ending in {"csv", "txt"}:
        return _is_text(start)
    try:
        with ZipFile(file) as archive:
            return ending not in _INSIDE or _INSIDE[ending] in archive.namelist()
    except (BadZipFile, ValueError, OSError, RuntimeError):
        return False


def _is_text(start: bytes) -> bool:
    """Whether it is text in UTF-8, cut off anywhere."""
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(start) == _SAMPLE and error.start >= len(start) - 3
    return b"\0" not in start
