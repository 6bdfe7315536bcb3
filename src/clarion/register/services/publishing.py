"""Public copies: drafted by one person, looked at and published by another, and withdrawn if need be.

The original is only ever read. A draft lies sealed in the dossier; what is published is what was looked at, to the
byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register import pictures
from clarion.register.dossiers import Filing, OpenDossier, open_attachment, open_copy, open_dossier
from clarion.register.errors import NotAllowed, Refused, SecondPersonNeeded, WrongStep
from clarion.register.filetypes import DRAWN, PDF, TEXT, found_in, text_of
from clarion.register.models import Demand, DossierEntry, EventKind, Form, Item, Paper, PublicCopy, PublicFile
from clarion.register.models.public import UNDECIDED
from clarion.register.papers import Letter, Message, Redacted
from clarion.register.redaction.burning import burn_text, by_page, parsed_boxes
from clarion.register.redaction.finding import Span, Suggestion, chosen, of_phrases, suggestions
from clarion.register.redaction.known import Known
from clarion.register.roles import Action, may
from clarion.register.screening import checked_fact, checked_text
from clarion.register.steps import Step, locked, note_event, require_role, step
from clarion.register.workflow import UNREVIEWED

COPIED = (Paper.LETTER, Paper.MESSAGE, Paper.ATTACHMENT)
"""Papers that a public copy can be made of."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a copy is made from: the pages of its text, what is found in them, and how it was done the last time."""

    form: Form
    pages: list[str]
    found: list[Suggestion]
    count: int
    earlier: Redacted | None
    content: bytes = b""

    @property
    def is_blind(self) -> bool:
        """Whether nothing can be searched, because the pages are pictures."""
        return not any(one.strip() for one in self.pages)


@dataclass(frozen=True, slots=True)
class Review:
    """A copy as a second person looks at it, and what of the dossier's names is still in it."""

    copy: PublicCopy
    redacted: Redacted
    leftovers: list[Suggestion]

    @property
    def text(self) -> str:
        """The words of a copy in text."""
        return self.redacted.content.decode() if self.copy.form == Form.TEXT else ""

    @property
    def is_blind(self) -> bool:
        """Whether a page has no text that could be searched, so that a person must look at it."""
        return self.copy.form == Form.PICTURES and not all(one.strip() for one in self.redacted.left)


def open_material(*, actor: User, demand: Demand, source: str) -> Material:
    """A paper with what should be hidden in it. That it was read is an event.

    Raises:
        Refused: there is no such paper, or it can be no public copy: an archive, a file that cannot be drawn.
        NotAllowed, NoKey: the actor may not, or the key is not here.
    """
    return _material(actor, demand, source, told=True)


def make_copy(
    *,
    actor: User,
    demand: Demand,
    source: str,
    keys: Collection[str] = (),
    phrases: Sequence[str] = (),
    boxes: str = "",
    language: str = "",
    with_items: bool = False,
) -> int:
    """Drafts a public copy of a paper, or of the public summary alone; returns its number. An older draft is dropped.

    Args:
        source: the entry of a letter, message or attachment; empty for the summary alone.
        keys: the suggestions to be followed.
        phrases: what else is hidden, wherever it stands.
        boxes: what else is hidden on pages: lines as `parsed_boxes` reads them.
        language: of the letter; by default that of the demand.
        with_items: whether the public reads which addresses the demand names.

    Raises:
        Refused: something of it cannot be so; the message says which part.
        NotAllowed, NoKey: see `open_material`.
    """
    language = checked_fact(language, _("Language"), 20) or demand.language
    if source:
        made, pages = _made(_material(actor, demand, source), source, keys, phrases, boxes, language)
    else:
        require_role(actor, Action.REDACT)
        if not demand.public_summary.strip():
            raise Refused(_("There is no public summary yet. Write one first."))
        made, pages = Redacted(form=Form.SUMMARY, language=language), 0
    at = timezone.now()
    filing = Filing.into(demand.dossier)
    try:
        filing.add([made], by=actor, at=at)
        with locked(actor=actor, demand=demand, action=Action.REDACT) as row:
            filing.write(row)
            number = (PublicCopy.objects.filter(demand=row).aggregate(Max("number"))["number__max"] or 0) + 1
            older = PublicCopy.objects.filter(
                demand=row, source=source or None, published_at=None, withdrawn_at=None
            )
            dropped = list(older.values_list("number", flat=True))
            older.update(withdrawn_at=at, withdrawn_by=actor)
            PublicCopy.objects.create(
                demand=row,
                number=number,
                entry=filing.papers[0].entry,
                source=source or None,
                form=made.form,
                language=language,
                pages=pages,
                items_up_to=_last_item(row) if with_items else 0,
                made_at=at,
                made_by=actor,
            )
            note_event(
                row=row,
                kind=EventKind.COPY_MADE,
                actor=actor,
                at=at,
                facts={
                    "entries": filing.told(),
                    "copy": number,
                    "source": source,
                    **({"dropped": dropped} if dropped else {}),
                },
            )
    except BaseException:
        filing.discard()
        raise
    demand.events_count, demand.head = row.events_count, row.head
    return number


def review_copy(*, actor: User, demand: Demand, number: int, page: int = 0) -> Review:
    """A copy as it was drafted, with what is still in it. That it was read is an event.

    Raises:
        Refused: there is no such copy.
        NotAllowed, NoKey: see `open_material`.
    """
    action = Action.PUBLISH if may(actor, Action.PUBLISH) else Action.REDACT
    with locked(actor=actor, demand=demand, action=action) as row:
        _require_reading(actor, row)
        copy = _copy(row, number)
        found = _review(row, copy, open_dossier(row.dossier))
        note_event(
            row=row,
            kind=EventKind.DOSSIER_READ,
            actor=actor,
            at=timezone.now(),
            facts={"entry": str(copy.entry.uuid), **({"page": page} if page else {})},
        )
    demand.events_count, demand.head = row.events_count, row.head
    return found


def publish_copy(
    *,
    actor: User,
    demand: Demand,
    number: int,
    looked: bool,
    confirmed: Collection[str] = (),
    version: int | None = None,
) -> None:
    """Publishes a draft that somebody else made. An older copy of the same paper is withdrawn.

    Args:
        looked: that the actor has looked at all of it.
        confirmed: what the last search still found, and what may stay.

    Raises:
        SecondPersonNeeded: the actor made it.
        WrongStep: the demand is not decided yet, or the copy is no draft.
        Refused: not everything was looked at or confirmed; or an order forbids to tell the person concerned.
        NotAllowed, NoKey, StaleDemand: see `step`.
    """
    with step(
        actor=actor, demand=demand, action=Action.PUBLISH, event=EventKind.COPY_PUBLISHED, version=version
    ) as taken:
        row = taken.demand
        _require_reading(actor, row)
        copy = _copy(row, number)
        if not copy.is_draft:
            raise WrongStep(_("Copy %(number)d is no draft any more.") % {"number": number})
        if copy.made_by_id == actor.pk:
            raise SecondPersonNeeded(_("You made this copy. Somebody else looks at it and publishes it."))
        if row.status in UNDECIDED:
            raise WrongStep(
                _("%(reference)s is not decided. Its papers can be published afterwards.")
                % {"reference": row.reference}
            )
        if not row.may_tell(timezone.localdate(taken.at)):
            raise Refused(
                _(
                    "An order forbids to tell the person concerned, so nothing of this demand can be published."
                )
            )
        review = _review(row, copy, open_dossier(row.dossier))
        if not looked:
            raise Refused(_("Look at the whole copy first, and say that you have."))
        if left := [one for one in review.leftovers if one.key not in confirmed]:
            raise Refused(
                _("What the last search still finds: %(count)d. Mend the copy, or confirm each of them.")
                % {"count": len(left)}
            )
        replaced = _withdraw_older(taken, copy)
        _publish(taken, copy, review)
        taken.companions_changed = True
        taken.details |= {
            "copy": number,
            "digest": copy.digest,
            "confirmed": len(review.leftovers),
            **({"replaced": replaced} if replaced else {}),
        }


def withdraw_copy(
    *, actor: User, demand: Demand, number: int, note: str = "", version: int | None = None
) -> None:
    """Takes a published copy back: its words and its file are deleted, and its page is gone. Or drops a draft.

    Whoever made a draft may drop it; what is published is withdrawn by whoever may publish.

    Raises:
        WrongStep: it was withdrawn already.
        NotAllowed, NoKey, StaleDemand: see `step`.
    """
    own = PublicCopy.objects.filter(demand=demand, number=number, published_at=None, made_by=actor).exists()
    action = Action.REDACT if own and may(actor, Action.REDACT) else Action.PUBLISH
    with step(
        actor=actor, demand=demand, action=action, event=EventKind.COPY_WITHDRAWN, note=note, version=version
    ) as taken:
        copy = _copy(taken.demand, number)
        if copy.withdrawn_at:
            raise WrongStep(_("Copy %(number)d was withdrawn already.") % {"number": number})
        if copy.is_published and action is not Action.PUBLISH:
            raise NotAllowed(_("Your roles do not allow this. Ask your legal lead."))
        taken.companions_changed = copy.is_published
        _withdraw(copy, actor, taken.at)
        taken.details["copy"] = number


def _material(actor: User, demand: Demand, source: str, *, told: bool = False) -> Material:
    with locked(actor=actor, demand=demand, action=Action.REDACT) as row:
        _require_reading(actor, row)
        entry = (
            DossierEntry.objects.select_related("dossier")
            .filter(dossier__demand=row, uuid=source, paper__in=COPIED)
            .first()
        )
        if entry is None:
            raise Refused(_("The dossier has no such paper."))
        dossier = open_dossier(row.dossier)
        content = open_attachment(entry).content if entry.paper == Paper.ATTACHMENT else b""
        if told:
            note_event(
                row=row,
                kind=EventKind.DOSSIER_READ,
                actor=actor,
                at=timezone.now(),
                facts={"entry": str(entry.uuid)},
            )
    demand.events_count, demand.head = row.events_count, row.head
    # Slow things come after the lock.
    form, pages, count = _pages(dossier, str(entry.uuid), content)
    earlier = [one.paper for one in dossier.copies if isinstance(one.paper, Redacted)]
    return Material(
        form=form,
        pages=pages,
        found=suggestions(pages, Known.of(dossier)),
        count=count,
        earlier=next((one for one in reversed(earlier) if one.source == source), None),
        content=content,
    )


def _pages(dossier: OpenDossier, source: str, content: bytes) -> tuple[Form, list[str], int]:
    """The form that a copy has, the text by pages, and how many pages there are."""
    if not content:
        paper = next(one.paper for one in (*dossier.letters, *dossier.messages) if one.entry == source)
        assert isinstance(paper, Letter | Message)
        return Form.TEXT, ["\n\n".join(one for one in (paper.subject, paper.text) if one)], 0
    kind = found_in(content)
    if kind == TEXT:
        return Form.TEXT, [checked_text(text_of(content) or "", _("The file"))], 0
    if kind not in DRAWN:
        raise Refused(
            _("A public copy is made of letters, messages, plain text, pictures and PDF. This file is none.")
        )
    count = pictures.count_pages(content)
    if count > pictures.MOST_BURNT:
        raise Refused(
            _("The file has %(count)d pages; a public copy may have %(most)d. Ask for a part.")
            % {"count": count, "most": pictures.MOST_BURNT}
        )
    return Form.PICTURES, pictures.texts(content) if kind == PDF else [""] * count, count


def _made(
    material: Material,
    source: str,
    keys: Collection[str],
    phrases: Sequence[str],
    boxes: str,
    language: str,
) -> tuple[Redacted, int]:
    spans: list[Span] = [*chosen(material.found, keys), *of_phrases(material.pages, phrases)]
    listed = parsed_boxes(boxes)
    if material.form == Form.TEXT:
        if listed:
            raise Refused(_("Boxes are for pages that are pictures. Hide phrases of a text."))
        text = burn_text(material.pages[0], spans, language)
        burnt = pictures.Burnt(text.encode(), 0, (text,))
    else:
        if any(page > material.count for page, *_box in listed):
            raise Refused(
                _("Put the boxes on pages 1 to %(count)d; the file has no others.")
                % {"count": material.count}
            )
        burnt = pictures.burn(material.content, spans=by_page(spans), boxes=listed)
    return (
        Redacted(
            source=source,
            form=material.form,
            language=language,
            keys=tuple(keys),
            phrases=tuple(one.strip() for one in phrases if one.strip()),
            boxes=boxes.strip(),
            left=burnt.left,
            content=burnt.content,
        ),
        burnt.pages,
    )


def _review(row: Demand, copy: PublicCopy, dossier: OpenDossier) -> Review:
    redacted = open_copy(copy.entry)
    items = (
        Item.objects.filter(demand=row, position__lte=copy.items_up_to).values_list("address", flat=True)
        if copy.items_up_to
        else []
    )
    addresses = "\n".join(f"{one}\n{unquote(one)}" for one in items)
    searched = [*redacted.left, row.public_summary, addresses]
    return Review(copy, redacted, suggestions(searched, Known.of(dossier)))


def _publish(taken: Step, copy: PublicCopy, review: Review) -> None:
    content = review.redacted.content
    copy.summary = taken.demand.public_summary
    copy.text = review.text
    copy.size = len(content)
    copy.digest = hashlib.sha256(content or copy.summary.encode()).hexdigest()
    copy.published_at, copy.published_by = taken.at, taken.actor
    copy.save()
    if copy.form == Form.PICTURES:
        PublicFile.objects.create(copy=copy, content=content)


def _withdraw_older(taken: Step, copy: PublicCopy) -> list[int]:
    older = list(PublicCopy.objects.filter(demand=taken.demand, source=copy.source).published())
    for one in older:
        assert taken.actor is not None
        _withdraw(one, taken.actor, taken.at)
    return [one.number for one in older]


def _withdraw(copy: PublicCopy, actor: User, at: datetime) -> None:
    """What was published is deleted; its digest stays, and the sealed draft in the dossier."""
    PublicFile.objects.filter(copy=copy).delete()
    copy.text = copy.summary = ""
    copy.withdrawn_at, copy.withdrawn_by = at, actor
    copy.save()


def _copy(row: Demand, number: int) -> PublicCopy:
    found = (
        PublicCopy.objects.select_related("entry__dossier", "made_by")
        .filter(demand=row, number=number)
        .first()
    )
    if found is None:
        raise Refused(_("There is no such public copy."))
    return found


def _require_reading(actor: User, row: Demand) -> None:
    require_role(actor, Action.READ_NEW_DOSSIER if row.status in UNREVIEWED else Action.READ_DOSSIER)


def _last_item(row: Demand) -> int:
    return Item.objects.filter(demand=row).aggregate(Max("position"))["position__max"] or 0
