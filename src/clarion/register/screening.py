"""What is refused at the door, and what is kept but handled with care: files, messages and days that cannot be so."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.register.errors import Refused
from clarion.register.filetypes import found_in
from clarion.register.papers import Attachment, Message

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LONGEST_TEXT = 1_000_000
MOST_ATTACHMENTS = 50
MOST_RECIPIENTS = 50
MOST_MEMBERS = 2_000
MOST_UNPACKED = 500 * 1024 * 1024
STEEPEST = 200
"""How many times larger than itself an archive may say that it is."""

ACTIVE = "active"
ARCHIVE = "archive"
MANY_RECIPIENTS = "many_recipients"

_PDF_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|OpenAction|AA|RichMedia|EmbeddedFile|XFA)\b")
_PDF_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
_PDF_PACKED = b"/ObjStm"
_ACTIVE_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"<html",
    b"<!doctype html",
    b"<svg",
    b"<?xml",
    b"<script",
    b"\xd0\xcf\x11\xe0",
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LONGEST_NAME = 150


def screened(attachment: Attachment) -> Attachment:
    """The attachment with a plain name, and with why it is to be handled with care.

    Nothing is unpacked or rendered here: an archive is judged by what it says of itself.

    Raises:
        Refused: it is too large, or an archive that would unpack into far more than it is.
    """
    limit = settings.ATTACHMENT_LIMIT
    name = plain_name(attachment.name)
    size = len(attachment.content)
    if size > limit:
        raise Refused(
            _(
                "%(name)s has %(size)d MB; an attachment may have %(limit)d MB. Ask for it in parts, or on paper."
            )
            % {"name": name, "size": size // 1_048_576, "limit": limit // 1_048_576}
        )
    return Attachment(
        name=name,
        content=attachment.content,
        media_type=attachment.media_type,
        found=found_in(attachment.content),
        held=_held(name, attachment.content),
    )


def plain_name(name: str) -> str:
    """The last part of a file name, without what is invisible or turns the direction of writing."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(one for one in last if unicodedata.category(one) not in _HIDDEN).strip(" .")
    return shown[-_LONGEST_NAME:] or "attachment"


def held_message(message: Message) -> str:
    """Why a message is to be handled with care; empty for most."""
    return MANY_RECIPIENTS if len(message.recipients) > MOST_RECIPIENTS else ""


def checked_text(text: str, what: str) -> str:
    """The text, without NUL, which no database keeps alike.

    Raises:
        Refused: it is longer than any letter.
    """
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("%(what)s has %(size)d characters; %(limit)d can be kept. Attach it as a file.")
            % {"what": what, "size": len(text), "limit": LONGEST_TEXT}
        )
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def checked_fact(text: str, what: str, longest: int) -> str:
    """A public fact of one line.

    Raises:
        Refused: it is too long, or holds a line break or an invisible character.
    """
    line = text.strip()
    if len(line) > longest:
        raise Refused(
            _("%(what)s may have %(limit)d characters, and has %(size)d.")
            % {"what": what, "limit": longest, "size": len(line)}
        )
    if any(unicodedata.category(one) in _HIDDEN for one in line):
        raise Refused(
            _("%(what)s holds a line break or an invisible character. Take it out.") % {"what": what}
        )
    return line


def checked_country(code: str) -> str:
    """A country's code in capitals, or nothing.

    Raises:
        Refused: it is no code of two letters.
    """
    plain = code.strip().upper()
    if plain and not (len(plain) == 2 and plain.isascii() and plain.isalpha()):
        raise Refused(
            _("%(code)s is no country: give two letters of ISO 3166-1, such as FR, or nothing.")
            % {"code": code[:20]}
        )
    return plain


def checked_receipt(at: datetime | None) -> datetime:
    """The moment of receipt; now, if none is given.

    Raises:
        Refused: it lies in the future, or before anybody could have written to us.
    """
    now = timezone.now()
    at = at or now
    if timezone.is_naive(at):
        at = timezone.make_aware(at)
    if at > now + timedelta(hours=1):
        raise Refused(
            _("The demand cannot have been received on %(day)s: that day has not come.") % {"day": at.date()}
        )
    if at < EARLIEST:
        raise Refused(
            _("The demand cannot have been received on %(day)s: the register begins in %(year)d.")
            % {"day": at.date(), "year": EARLIEST.year}
        )
    return at


def _held(name: str, content: bytes) -> str:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content[:4] == b"PK\x03\x04":
        return _held_archive(name, content)
    if b"%pdf-" in head:
        return ACTIVE if _pdf_acts(content) else ""
    if head.startswith(tuple(one.lower() for one in _ACTIVE_STARTS)):
        return ACTIVE
    return ARCHIVE if head.startswith((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"bzh", b"\xfd7zxz")) else ""


def _pdf_acts(content: bytes) -> bool:
    """Whether a PDF says that it does something when opened; one whose objects are packed may, and counts as if."""
    plain = _PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)
    return bool(_PDF_ACTIVE.search(plain)) or _PDF_PACKED in plain


def _held_archive(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return ARCHIVE
    unpacked = sum(one.file_size for one in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > STEEPEST * max(len(content), 1):
        raise Refused(
            _(
                "%(name)s is an archive that unpacks into %(size)d MB in %(count)d files. Ask for the files themselves."
            )
            % {"name": name, "size": unpacked // 1_048_576, "count": len(members)}
        )
    names = [one.filename.lower() for one in members]
    if "[content_types].xml" in names or "mimetype" in names:
        return ACTIVE if any("vbaproject" in one or "activex" in one for one in names) else ""
    return ARCHIVE
