"""The dossier: read by those who may, and every reading is written down; papers filed into it; walls around it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register import sealing
from clarion.register.dossiers import Filing, OpenDossier, open_attachment, open_dossier
from clarion.register.errors import NotAllowed, Refused
from clarion.register.models import Demand, DossierEntry, EventKind, Paper, Wall
from clarion.register.papers import AnyPaper, Attachment
from clarion.register.roles import Action, may
from clarion.register.services.receiving import checked_papers
from clarion.register.steps import locked, note_event, step
from clarion.register.workflow import UNREVIEWED


def read_dossier(*, actor: User, demand: Demand) -> OpenDossier:
    """Everything in the dossier but the contents of files. That it was read is an event.

    Raises:
        NotAllowed: the actor may not read it; a clerk may until the demand has been let in.
        NoKey: the key is not here.
    """
    with locked(actor=actor, demand=demand, action=_reading(demand)) as row:
        _require_still(actor, row)
        found = open_dossier(row.dossier)
        note_event(row=row, kind=EventKind.DOSSIER_READ, actor=actor, at=timezone.now(), facts={})
    _follow(demand, row)
    return found


def read_attachment(*, actor: User, demand: Demand, entry: str, page: int = 0) -> Attachment:
    """One attachment with its content. That it was read is an event; `page` says that one page is looked at.

    Raises:
        Refused: the dossier has no such attachment.
        NotAllowed, NoKey: see `read_dossier`.
    """
    with locked(actor=actor, demand=demand, action=_reading(demand)) as row:
        _require_still(actor, row)
        kept = (
            DossierEntry.objects.select_related("dossier")
            .filter(dossier__demand=row, uuid=entry, paper=Paper.ATTACHMENT)
            .first()
        )
        if kept is None:
            raise Refused(_("The dossier has no such attachment."))
        found = open_attachment(kept)
        note_event(
            row=row,
            kind=EventKind.DOSSIER_READ,
            actor=actor,
            at=timezone.now(),
            facts={"entry": str(kept.uuid), **({"page": page} if page else {})},
        )
    _follow(demand, row)
    return found


def file_papers(*, actor: User | None, demand: Demand, papers: Sequence[AnyPaper]) -> list[str]:
    """Files papers in the dossier: a message that came or went, a note, an attachment. Returns their entries.

    It changes no public fact, so it is in nobody's way who is deciding at the same moment.

    Raises:
        Refused: one cannot be kept.
        NotAllowed, NoKey: see `read_dossier`.
    """
    filing = Filing.into(demand.dossier)
    try:
        filing.add(checked_papers(papers), by=actor, at=timezone.now())
        with locked(actor=actor, demand=demand, action=Action.WRITE_DOSSIER) as row:
            filing.write(row)
            entries = filing.told()
            note_event(
                row=row,
                kind=EventKind.DOSSIER_FILED,
                actor=actor,
                at=timezone.now(),
                facts={"entries": entries},
            )
    except BaseException:
        filing.discard()
        raise
    _follow(demand, row)
    return [one["entry"] for one in entries]


def demand_of_message(message_id: str) -> Demand | None:
    """The demand in whose dossier a message with this Message-ID lies, to file an answer to it with the rest."""
    mark = sealing.mark("message", message_id)
    found = DossierEntry.objects.select_related("dossier__demand").filter(thread_mark=mark).first()
    return found.dossier.demand if found else None


def raise_wall(
    *, actor: User, demand: Demand, user: User, note: str = "", version: int | None = None
) -> None:
    """Keeps a colleague away from a demand. If it was assigned to the colleague, it is nobody's afterwards.

    Raises:
        Refused: the wall stands already.
    """
    with step(
        actor=actor, demand=demand, action=Action.WALL, event=EventKind.WALLED, note=note, version=version
    ) as taken:
        if Wall.objects.filter(demand=demand, user=user, lifted_at=None).exists():
            raise Refused(_("That wall stands already."))
        Wall.objects.create(demand=taken.demand, user=user, raised_at=taken.at)
        if taken.demand.assignee_id == user.pk:
            taken.demand.assignee = None
        taken.companions_changed = True
        taken.details["user"] = user.pk


def lift_wall(*, actor: User, demand: Demand, user: User, note: str = "", version: int | None = None) -> None:
    """Lets a colleague back to a demand. Nobody lifts the wall before themselves: they cannot see it.

    Raises:
        Refused: there is none.
    """
    with step(
        actor=actor, demand=demand, action=Action.WALL, event=EventKind.UNWALLED, note=note, version=version
    ) as taken:
        if not Wall.objects.filter(demand=demand, user=user, lifted_at=None).update(lifted_at=taken.at):
            raise Refused(_("There is no such wall."))
        taken.companions_changed = True
        taken.details["user"] = user.pk


def _reading(demand: Demand) -> Action:
    return Action.READ_NEW_DOSSIER if demand.status in UNREVIEWED else Action.READ_DOSSIER


def _require_still(actor: User, row: Demand) -> None:
    """The demand may have been let in since the actor saw it."""
    if not may(actor, _reading(row)):
        raise NotAllowed(_("Your roles do not allow this. Ask your legal lead."))


def _follow(demand: Demand, row: Demand) -> None:
    demand.events_count, demand.head = row.events_count, row.head
