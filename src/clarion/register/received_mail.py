"""Reading an e-mail that came as a file (`.eml`): what it says, from whom, which thread it belongs to, and its files.

Nothing here writes or asks anybody: a desk, a mailbox or an import gives the bytes and decides what becomes of them.
The parser is the standard library's with its oldest policy, which gives headers as they came: the newer one takes
seconds for thousands of recipients and stumbles over headers that real programs write.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime

from django.conf import settings
from django.utils.translation import gettext as _

from clarion.core.plain_text import OVERRIDES
from clarion.register.errors import Refused
from clarion.register.papers import Attachment, Message
from clarion.register.screening import LONGEST_TEXT, MOST_ATTACHMENTS, checked_receipt, plain_name, screened

DEEPEST = 30
MOST_PARTS = 500
_ID = re.compile(r"<[^<>\s]{1,900}>")
_UNSEEN = re.compile(r"<!--|<(script|style|title|template|head)\b")
"""Where what no reader sees begins."""
_BREAKS = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr|/h[1-6]|/blockquote|/table)\b[^<>]*>")
_TAGS = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_BROKEN = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, UnicodeError, RecursionError, OverflowError
)  # fmt: skip
"""What the parser is known to raise over mail that is none."""


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """An e-mail as it can be filed."""

    message: Message
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[str, ...] = ()
    """What could not be taken as it came, a line each: filed as a note beside the message."""


def read_mail(content: bytes) -> ReceivedMail:
    """Reads an e-mail. A file in it that cannot be kept is left out, and a remark says why; the message is kept.

    Raises:
        Refused: it is too large, or no e-mail that can be read.
    """
    limit = largest_mail()
    if len(content) > limit:
        raise Refused(
            _("The e-mail has %(size)d MB; one may have %(limit)d MB. Ask for its files in parts.")
            % {"size": len(content) // 1_048_576, "limit": limit // 1_048_576}
        )
    try:
        mail = message_from_bytes(content, policy=policy.compat32)
        return _read(mail)
    except _BROKEN as error:
        raise _unreadable() from error


def largest_mail() -> int:
    """Bytes that an e-mail may have: a file of the largest size, as mail writes it out, and room for more."""
    return int(settings.ATTACHMENT_LIMIT) * 2


def _read(mail: Mail) -> ReceivedMail:
    if not any(mail.get(name) for name in ("From", "Message-ID", "Received", "Subject")):
        raise _unreadable()
    remarks: list[str] = []
    parts = list(_leaves(mail))
    text = "\n\n".join(one for one in _texts(mail) if one.strip()).strip()
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        remarks.append(_("Its text was cut off after %(count)d characters.") % {"count": LONGEST_TEXT})
    sender = ", ".join(_addresses(mail, "From")) or ", ".join(_addresses(mail, "Sender"))
    answered = _ids(mail, "In-Reply-To")
    own = _ids(mail, "Message-ID")
    return ReceivedMail(
        Message(
            text=text.replace("\0", ""),
            subject=_line(mail, "Subject")[:1000],
            incoming=True,
            sender=sender[:1000],
            recipients=(*_addresses(mail, "To"), *_addresses(mail, "Cc")),
            at=_date(mail, remarks),
            message_id=own[0] if own else "",
            in_reply_to=answered[0] if answered else "",
            references=tuple(_ids(mail, "References")[-100:]),
        ),
        tuple(_files(parts, remarks)),
        tuple(remarks),
    )


def _leaves(mail: Mail) -> Iterator[Mail]:
    """The parts that hold no others, but for mail that is forwarded as a file, which is one."""
    waiting, seen = [(mail, 0)], 0
    while waiting:
        part, depth = waiting.pop(0)
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            raise Refused(
                _("The e-mail has more than %(most)d parts, or parts in parts without end. Ask for it anew.")
                % {"most": MOST_PARTS}
            )
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting[:0] = [(one, depth + 1) for one in part.get_payload() if isinstance(one, Mail)]
        else:
            yield part


def _texts(part: Mail) -> Iterator[str]:
    """The words to read: of alternatives the plain one, unless it is empty."""
    if part.get_content_type() == "multipart/alternative" and part.is_multipart():
        read = [list(_texts(one)) for one in part.get_payload() if isinstance(one, Mail)]
        yield from next((one for one in read if any(text.strip() for text in one)), [])
    elif part.get_content_type() == "message/rfc822" or _is_file(part):
        return
    elif part.is_multipart():
        for one in part.get_payload():
            if isinstance(one, Mail):
                yield from _texts(one)
    elif part.get_content_type() == "text/html":
        yield text_of_html(_words(part))
    else:
        yield _words(part)


def text_of_html(markup: str) -> str:
    """The words of an HTML message: no tag, no script, lines where its blocks end.

    It goes through the text once, whatever is in it: parsers that build a tree take minutes over tags nested ten
    thousand deep. What comes out is text, and is shown as nothing else.
    """
    visible, place = [], 0
    markup = markup[:LONGEST_TEXT]
    lower = markup.lower()
    while found := _UNSEEN.search(lower, place):
        visible.append(markup[place : found.start()])
        close = "-->" if found[0] == "<!--" else f"</{found[1]}"
        end = lower.find(close, found.end())
        place = end if end >= 0 else len(markup)
        if found[0] == "<!--" and end >= 0:
            place += len(close)
    visible.append(markup[place:])
    spaced = _SPACE.sub(" ", "".join(visible))
    lines = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", spaced))).splitlines()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(one.strip() for one in lines)).strip()


def _is_file(part: Mail) -> bool:
    return part.get_content_disposition() == "attachment" or (
        not part.is_multipart() and (part.get_content_maintype() != "text" or bool(part.get_filename()))
    )


def _words(part: Mail) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeError):
            continue
    return raw.decode("latin-1")


def _files(parts: list[Mail], remarks: list[str]) -> Iterator[Attachment]:
    taken = 0
    for part in parts:
        if part.get_content_type() != "message/rfc822" and not _is_file(part):
            continue
        name = plain_name(_decoded(part.get_filename() or "") or _unnamed(part))
        if taken == MOST_ATTACHMENTS:
            remarks.append(_("%(name)s was left out: there are too many files.") % {"name": name})
            continue
        try:
            yield screened(
                Attachment(name=name, content=_content(part), media_type=part.get_content_type()[:120])
            )
            taken += 1
        except Refused as error:
            remarks.append(_("A file was left out. %(reason)s") % {"reason": error})


def _content(part: Mail) -> bytes:
    if part.is_multipart():
        return b"\n".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Mail))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _unnamed(part: Mail) -> str:
    kind = part.get_content_type()
    return "message.eml" if kind == "message/rfc822" else f"attachment.{kind.rpartition('/')[2][:20]}"


def _date(mail: Mail, remarks: list[str]) -> str:
    """When it was written, as it says itself; nothing, if that cannot be so."""
    given = str(mail.get("Date") or "").strip()
    if not given:
        return ""
    try:
        at = parsedate_to_datetime(given)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return checked_receipt(at).astimezone(UTC).isoformat()
    except (*_BROKEN, Refused):
        remarks.append(
            _("Its date cannot be right (%(date)s), so it stands where it was filed.")
            % {"date": shown(given)[:60]}
        )
        return ""


def moment_of(message: Message) -> datetime | None:
    """When a message was written or sent, if it says so."""
    try:
        found = datetime.fromisoformat(message.at) if message.at else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _ids(mail: Mail, name: str) -> list[str]:
    return _ID.findall(" ".join(str(one) for one in mail.get_all(name, [])))


def _addresses(mail: Mail, name: str) -> list[str]:
    """Names and addresses of a header. The list is cut by the reader of the dossier, never here: it is what came."""
    listed = getaddresses([str(one) for one in mail.get_all(name, [])])
    found = []
    for words, address in listed:
        person = shown(_decoded(words))
        found.append(f"{person} <{shown(address)}>" if person else shown(address))
    return [one for one in found if one]


def _line(mail: Mail, name: str) -> str:
    return shown(_decoded(str(mail.get(name) or "")))


def shown(text: str) -> str:
    """One line, without controls and without what turns the direction of writing."""
    return "".join(
        one for one in " ".join(text.split()) if one not in OVERRIDES and unicodedata.category(one) != "Cc"
    )


def _decoded(words: str) -> str:
    """Encoded words in the clear (RFC 2047); as they came, if they are broken."""
    try:
        return str(make_header(decode_header(words)))
    except _BROKEN:
        return words


def _unreadable() -> Refused:
    return Refused(_("That is no e-mail that can be read. Save it from your mail program as .eml once more."))
