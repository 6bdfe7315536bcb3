"""Hands published public copies to Lumen, one notice for a demand. Stopped at any moment, it goes on from there.

Lumen knows no name of ours for a notice. So each carries a mark among its tags; where a run was cut off in the middle
of handing one in, Lumen is first asked whether it has that mark.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from clarion.register.models import Demand, PublicCopy
from clarion.transparency import cases
from clarion.transparency.lumen.models import Submission
from clarion.transparency.lumen.notices import Notice, notice_of, type_of
from clarion.transparency.sending import Answer, NotSent, Show, Tally, ask, require_token


@dataclass(frozen=True, slots=True)
class Ready:
    """A public copy that Lumen has not, as a notice."""

    copy: int
    mark: str
    begun: bool
    notice: Notice


def ready() -> Iterator[Ready]:
    """What may be handed in: the newest copy of each demand that the public may read, of kinds that Lumen collects."""
    done = set(
        Submission.objects.exclude(state=Submission.State.BEGUN).values_list("copy__demand_id", flat=True)
    )
    begun = dict(Submission.objects.filter(state=Submission.State.BEGUN).values_list("copy_id", "mark"))
    readable = PublicCopy.objects.readable(timezone.localdate()).filter(
        demand__invented=settings.CLARION_DEMO
    )
    newest: dict[int, int] = dict(readable.order_by("demand_id", "number").values_list("demand_id", "pk"))
    for demand, copy in newest.items():
        if demand in done:
            continue
        facts = Demand.objects.values("reference", "kind", "requester", "process", "legal_basis").get(
            pk=demand
        )
        case = cases.find(facts["reference"])
        kind = type_of(
            kind=facts["kind"],
            requester=facts["requester"],
            process=facts["process"],
            legal_basis=facts["legal_basis"],
        )
        if case is None or kind is None:
            continue
        mark = begun.get(copy) or f"clarion-{secrets.token_hex(12)}"
        letter = case.letters[-1] if case.letters else None
        notice = notice_of(case, letter, type=kind, legal_basis=facts["legal_basis"], mark=mark)
        yield Ready(copy, mark, copy in begun, notice)


def submit(show: Show) -> Tally:
    """Hands in all that is ready.

    Raises:
        NotSent: there is no token, or Lumen cannot be spoken with; what it has is recorded.
    """
    require_token(settings.LUMEN_TOKEN, "CLARION_LUMEN_TOKEN")
    tally, waiting = Tally(), list(ready())
    for number, one in enumerate(waiting):
        show(number, len(waiting))
        _hand_in(one, tally)
    show(len(waiting), len(waiting))
    return tally


def _hand_in(one: Ready, tally: Tally) -> None:
    kept, _made = Submission.objects.get_or_create(
        copy_id=one.copy, defaults={"mark": one.mark, "type": one.notice.type, "begun_at": timezone.now()}
    )
    if one.begun and (address := _known(one.mark)):
        _received(kept, address)
        tally.known += 1
        return
    answer = ask(
        "POST",
        f"{settings.LUMEN_URL}/notices",
        headers=_headers(),
        content={"notice": dict(one.notice.content)},
    )
    if answer.status == 201:
        _received(kept, answer.location)
        tally.sent += 1
    elif answer.status == 422:
        kept.state, kept.faults = Submission.State.REFUSED, _faults(answer)
        kept.save(update_fields=["state", "faults"])
        tally.refused += 1
    else:
        raise NotSent(f"Lumen answers with status {answer.status}. Run it again later.")


def _known(mark: str) -> str:
    """The address of the notice with this mark; blank if Lumen has none."""
    query = urlencode({"tags": mark, "tags-require-all": "1"})
    answer = ask("GET", f"{settings.LUMEN_URL}/notices/search.json?{query}", headers=_headers())
    found = answer.content.get("notices", []) if isinstance(answer.content, dict) else []
    for one in found:
        if isinstance(one, dict) and mark in (one.get("tags") or []):
            return f"{settings.LUMEN_URL}/notices/{one['id']}"
    return ""


def _received(kept: Submission, address: str) -> None:
    kept.state, kept.address, kept.faults = Submission.State.SENT, address[:500], []
    kept.sent_at = timezone.now()
    kept.save(update_fields=["state", "address", "faults", "sent_at"])


def _faults(answer: Answer) -> list[str]:
    told: Any = answer.content.get("notices", {}) if isinstance(answer.content, dict) else {}
    return (
        [f"{field}: {words}"[:500] for field, words in told.items()]
        if isinstance(told, dict)
        else [str(told)[:500]]
    )


def _headers() -> dict[str, str]:
    return {"X-Authentication-Token": settings.LUMEN_TOKEN}
