"""A letter of ours as an e-mail: rendered for the preview, and fetched from the dossier when it leaves.

The outbox holds no word of it, only the id of the sealed paper.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.utils import timezone

from clarion.core.languages import language
from clarion.mail.registry import Fetched, NotNow, kind_of
from clarion.mail.rendering import Rendered, render
from clarion.register import sealing
from clarion.register.dossiers import context_of, open_attachment
from clarion.register.errors import NoKey
from clarion.register.models import Dossier, DossierEntry, Paper
from clarion.register.papers import Attachment, Message, from_plain
from clarion.register.vocabulary import Purpose

KIND = "register.letter"


class Withheld(Exception):
    """An order that came while the letter waited forbids to tell the person concerned: it does not leave."""


def rendered(*, subject: str, text: str, reference: str, spoken: str) -> Rendered:
    """The letter exactly as it is sent. A subject that does not name the reference is given it."""
    given = {"line": subject, "words": text, "plain": reference, "reference": marked(reference, spoken)}
    return render(kind_of(KIND), given, spoken)


def marked(reference: str, in_language: str) -> str:
    """The reference so that it is read from the left among words written from the right (UAX 9, rule W2).

    Without a mark before it, its two numbers change places there.
    """
    return f"\u200e{reference}\u200e" if language(in_language).direction == "rtl" else reference


def fetch(entry: str) -> Fetched:
    """The letter with this id, opened for the moment in which it is sent.

    Raises:
        NotNow: the key is not here.
        Withheld: it must not leave any more.
        LookupError: there is no such letter.
    """
    kept = DossierEntry.objects.select_related("dossier__demand").filter(uuid=entry).first()
    if kept is None or kept.paper != Paper.MESSAGE:
        raise LookupError("There is no such letter.")
    try:
        message = _opened(kept)
        files = [_file(kept.dossier, one) for one in message.attachments]
    except NoKey as error:
        raise NotNow(str(error)) from error
    demand = kept.dossier.demand
    if message.purpose == Purpose.TELLING and not demand.may_tell(timezone.localdate()):
        raise Withheld
    made = rendered(
        subject=message.subject,
        text=message.text,
        reference=demand.reference,
        spoken=message.language,
    )
    return Fetched(
        to=message.recipients[0],
        subject=made.subject,
        text=made.text,
        html=made.html,
        headers=headers_of(message),
        attachments=[(one.name, one.content, "application/octet-stream") for one in files],
    )


def headers_of(message: Message) -> dict[str, str]:
    """What binds a letter to its thread (RFC 5322 3.6.4), and where its reply goes."""
    headers = {}
    if message.in_reply_to:
        headers["In-Reply-To"] = message.in_reply_to
    if message.references:
        headers["References"] = " ".join(message.references)
    if settings.DEMAND_REPLY_TO:
        headers["Reply-To"] = settings.DEMAND_REPLY_TO
    return headers


def _opened(kept: DossierEntry) -> Message:
    key = sealing.unwrap(kept.dossier.wrapped_key)
    words = json.loads(sealing.unseal(key, bytes(kept.sealed), context_of(kept.dossier, kept)))
    message = from_plain(kept.paper, words)
    if not isinstance(message, Message) or message.incoming or not message.recipients:
        raise LookupError("That is no letter of ours to anybody.")
    return message


def _file(dossier: Dossier, entry: str) -> Attachment:
    kept = DossierEntry.objects.filter(dossier=dossier, uuid=entry, paper=Paper.ATTACHMENT).first()
    if kept is None:
        raise LookupError("A file that the letter encloses is not in the dossier.")
    kept.dossier = dossier
    return open_attachment(kept)
