"""Filing papers in a dossier and opening it. Nothing here asks who may: the services do, and write the event."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.core.writes import Writes, put
from clarion.register import sealing
from clarion.register.errors import NoKey
from clarion.register.models import Demand, Dossier, DossierEntry, Paper
from clarion.register.papers import (
    AnyPaper,
    Attachment,
    Contact,
    Filed,
    Letter,
    Message,
    Note,
    Redacted,
    from_plain,
    to_plain,
)
from clarion.register.screening import held_message


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier as somebody who may reads it."""

    contacts: list[Contact] = field(default_factory=list)
    letters: list[Filed] = field(default_factory=list)
    messages: list[Filed] = field(default_factory=list)
    notes: list[Filed] = field(default_factory=list)
    attachments: list[Filed] = field(default_factory=list)
    copies: list[Filed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A paper that is sealed already and waits to be written: all that is slow is done before the transaction."""

    entry: DossierEntry
    digest: str


class Filing:
    """Papers sealed under one dossier's key. Files are in their storage at once; rows are written by `write`.

    Where the transaction is undone, `discard` takes the files away again; what a killed process leaves behind is
    found by the sweep of files that belong to no entry.
    """

    def __init__(self, dossier: Dossier, key: bytes) -> None:
        self.dossier, self.key = dossier, key
        self.papers: list[SealedPaper] = []

    @classmethod
    def new(cls, requester_mark: str = "") -> Filing:
        """For a demand that is being received.

        Raises:
            NoKey: no recipient is set.
        """
        key = sealing.new_key()
        dossier = Dossier(
            wrapped_key=sealing.wrap(key), recipients=sealing.recipients_mark(), requester_mark=requester_mark
        )
        return cls(dossier, key)

    @classmethod
    def into(cls, dossier: Dossier) -> Filing:
        """For a dossier that exists.

        Raises:
            NoKey: the identity is not here.
        """
        return cls(dossier, sealing.unwrap(dossier.wrapped_key))

    def add(self, papers: Iterable[AnyPaper], *, by: User | None, at: datetime) -> None:
        """Seals papers. All contacts that are given together make one entry."""
        listed = list(papers)
        contacts = [one for one in listed if isinstance(one, Contact)]
        if contacts:
            self._seal(Paper.CONTACTS, [to_plain(one) for one in contacts], by, at)
        for one in listed:
            if isinstance(one, Attachment):
                self._seal(Paper.ATTACHMENT, to_plain(one), by, at, held=one.held, content=one.content)
            elif isinstance(one, Redacted):
                self._seal(Paper.COPY, to_plain(one), by, at, content=one.content)
            elif isinstance(one, Message):
                thread = sealing.mark("message", one.message_id) if one.message_id else ""
                self._seal(Paper.MESSAGE, to_plain(one), by, at, held=held_message(one), thread=thread)
            elif not isinstance(one, Contact):
                self._seal(one.paper, to_plain(one), by, at)

    def told(self) -> list[dict[str, str]]:
        """What the event says of the papers: no word, only which they are and their digests."""
        return [
            {"entry": str(one.entry.uuid), "paper": str(one.entry.paper), "digest": one.digest}
            for one in self.papers
        ]

    def write(self, demand: Demand, writes: Writes | None = None) -> None:
        """Writes the rows, at once; or those of papers when `writes` are sent, and then without reading their keys."""
        if self.dossier._state.adding:
            self.dossier.demand = demand
            put(self.dossier)
        for one in self.papers:
            one.entry.dossier = self.dossier
        entries = [one.entry for one in self.papers]
        if writes is None:
            DossierEntry.objects.bulk_create(entries)
        else:
            writes.insert(entries)

    def discard(self) -> None:
        """Takes away the files of papers that were not written after all."""
        for one in self.papers:
            if one.entry.file:
                with contextlib.suppress(OSError):
                    storage().delete(one.entry.file)

    def _seal(
        self,
        paper: Paper,
        words: Any,
        by: User | None,
        at: datetime,
        *,
        content: bytes | None = None,
        held: str = "",
        thread: str = "",
    ) -> None:
        entry = DossierEntry(
            uuid=uuid.uuid4(), paper=paper, filed_at=at, filed_by=by, held=held, thread_mark=thread
        )
        text = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
        entry.sealed = sealing.seal(self.key, text, context_of(self.dossier, entry))
        digest = digest_of(entry.sealed)
        if content is not None:
            entry.size = len(content)
            sealed = sealing.seal(self.key, content, context_of(self.dossier, entry, file=True))
            entry.file = store(sealed)
            digest = f"{digest}+{digest_of(sealed)}"
        self.papers.append(SealedPaper(entry, digest))


def open_dossier(dossier: Dossier, key: bytes | None = None) -> OpenDossier:
    """Everything in a dossier but the contents of files, in the order in which it was filed. One query.

    Raises:
        NoKey: the identity is not here, or a paper was tampered with.
    """
    key = key or sealing.unwrap(dossier.wrapped_key)
    found = OpenDossier()
    for entry in dossier.entries.all():
        words = json.loads(sealing.unseal(key, bytes(entry.sealed), context_of(dossier, entry)))
        if entry.paper == Paper.CONTACTS:
            found.contacts.extend(_contact(one) for one in words)
            continue
        paper = from_plain(entry.paper, words, entry.held)
        filed = Filed(str(entry.uuid), entry.filed_at, entry.filed_by_id, paper, entry.size, entry.held)
        _shelf(found, paper).append(filed)
    return found


def open_attachment(entry: DossierEntry) -> Attachment:
    """An attachment with its content.

    Raises:
        NoKey: the identity is not here, the file is gone, or it was tampered with.
    """
    words, content = _open_with_file(entry)
    return Attachment(
        name=words["name"],
        media_type=words.get("media_type", "application/octet-stream"),
        found=words.get("found", ""),
        content=content,
        held=entry.held,
    )


def open_copy(entry: DossierEntry) -> Redacted:
    """A public copy as it was drafted, with its content.

    Raises:
        NoKey: see `open_attachment`.
    """
    words, content = _open_with_file(entry)
    made = from_plain(Paper.COPY, words)
    assert isinstance(made, Redacted)
    return replace(made, content=content)


def _open_with_file(entry: DossierEntry) -> tuple[dict[str, Any], bytes]:
    dossier = entry.dossier
    key = sealing.unwrap(dossier.wrapped_key)
    words: dict[str, Any] = json.loads(sealing.unseal(key, bytes(entry.sealed), context_of(dossier, entry)))
    try:
        with storage().open(entry.file) as file:
            sealed = file.read()
    except OSError as error:
        raise NoKey(
            _("The file of the attachment cannot be read: %(reason)s. Put it back from the backup.")
            % {"reason": error.strerror}
        ) from error
    return words, sealing.unseal(key, sealed, context_of(dossier, entry, file=True))


def context_of(dossier: Dossier, entry: DossierEntry, *, file: bool = False) -> str:
    """What binds a sealed paper to its place: it opens nowhere else."""
    return f"{dossier.uuid}/{entry.uuid}/{entry.paper}{'/file' if file else ''}"


def digest_of(sealed: bytes) -> str:
    """Of what was sealed, so that it tells nothing of what is in it."""
    return hashlib.sha256(sealed).hexdigest()


def storage() -> Storage:
    """Where sealed files lie: outside the media, and at no address."""
    return storages["dossiers"]


def store(sealed: bytes) -> str:
    """Writes a sealed file, and returns only when it is on the disk; its name says nothing."""
    name = uuid.uuid4().hex
    kept = storage().save(f"{name[:2]}/{name}", ContentFile(sealed))
    with contextlib.suppress(NotImplementedError):
        # A storage that is no directory of ours has its own way of not losing things.
        descriptor = os.open(storage().path(kept), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return kept


def _contact(words: dict[str, Any]) -> Contact:
    made = from_plain(Paper.CONTACTS, words)
    assert isinstance(made, Contact)
    return made


def _shelf(found: OpenDossier, paper: AnyPaper) -> list[Filed]:
    if isinstance(paper, Letter):
        return found.letters
    if isinstance(paper, Message):
        return found.messages
    if isinstance(paper, Redacted):
        return found.copies
    return found.notes if isinstance(paper, Note) else found.attachments
