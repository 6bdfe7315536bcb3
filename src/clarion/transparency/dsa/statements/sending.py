"""Submits statements in batches to the DSA Transparency Database. Stopped at any moment, it goes on from there.

A batch is taken whole or not at all: what the database finds wrong with one is recorded, and the others go again.
A statement that it has already (by its `puid`, such as after a power cut) counts as received.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from clarion.transparency.dsa.models import Statement
from clarion.transparency.sending import Answer, NotSent, Show, Tally, ask, require_token

A_BATCH = 100
"""As many as the database takes at once."""


def submit(show: Show) -> Tally:
    """Submits all that is ready.

    Raises:
        NotSent: there is no token, or the database cannot be spoken with; what it has is recorded.
    """
    require_token(settings.DSA_DATABASE_TOKEN, "CLARION_DSA_DATABASE_TOKEN")
    tally = Tally()
    total = _ready().count()
    show(0, total)
    while batch := list(_ready()[:A_BATCH]):
        _submit(batch, tally)
        show(tally.sent + tally.known + tally.refused, total)
    return tally


def _ready() -> Any:
    return Statement.objects.filter(state=Statement.State.READY).order_by("pk")


def _submit(batch: Sequence[Statement], tally: Tally) -> None:
    """Sends a batch, and those without fault again, until none is left."""
    waiting = list(batch)
    while waiting:
        answer = _post("statements", {"statements": [one.content for one in waiting]})
        if answer.status == 201:
            _received(waiting, answer, tally)
            return
        if answer.status != 422:
            raise NotSent(
                f"the database answers with status {answer.status}: {_words(answer)}. Run it again later."
            )
        faulty = _faulty(answer, len(waiting))
        if not faulty:
            # It does not say which: each goes alone, so that one fault stops nobody else.
            if len(waiting) > 1:
                for one in waiting:
                    _submit([one], tally)
                return
            faulty = {0: [_words(answer)]}
        for place, faults in faulty.items():
            _settle(waiting[place], faults, tally)
        waiting = [one for place, one in enumerate(waiting) if place not in faulty]


def _received(batch: Sequence[Statement], answer: Answer, tally: Tally) -> None:
    told = answer.content.get("statements", []) if isinstance(answer.content, dict) else []
    names = {one.get("puid"): one.get("uuid", "") for one in told if isinstance(one, dict)}
    for one in batch:
        _mark(one, str(names.get(one.puid) or ""))
        tally.sent += 1


def _settle(statement: Statement, faults: list[str], tally: Tally) -> None:
    if any(one.startswith("puid") for one in faults) and _is_known(statement.puid):
        _mark(statement, "")
        tally.known += 1
        return
    statement.state, statement.faults = Statement.State.REFUSED, faults
    statement.save(update_fields=["state", "faults"])
    tally.refused += 1


def _mark(statement: Statement, uuid: str) -> None:
    statement.state, statement.uuid, statement.faults = Statement.State.SENT, uuid[:64], []
    statement.sent_at = timezone.now()
    statement.save(update_fields=["state", "uuid", "faults", "sent_at"])


def _is_known(puid: str) -> bool:
    """Whether the database has it. It says so by 200 or 302, and by 404 that it has not."""
    address = f"{settings.DSA_DATABASE_URL}/statement/existing-puid/{puid}"
    return ask("GET", address, headers=_headers()).status in (200, 302)


def _faulty(answer: Answer, count: int) -> dict[int, list[str]]:
    """Faults by the place of a statement in the batch, from keys such as `statement_3` or `statements.3.puid`."""
    errors = answer.content.get("errors", {}) if isinstance(answer.content, dict) else {}
    found: dict[int, list[str]] = {}
    for key, told in errors.items() if isinstance(errors, dict) else ():
        match = re.match(r"statements?[._](\d+)(?:\.(.+))?$", str(key))
        if not match or int(match[1]) >= count:
            continue
        fields = told if isinstance(told, dict) else {match[2] or "statement": told}
        for field, words in fields.items():
            text = "; ".join(map(str, words)) if isinstance(words, list) else str(words)
            found.setdefault(int(match[1]), []).append(f"{field}: {text}"[:500])
    return found


def _post(path: str, content: dict[str, Any]) -> Answer:
    return ask("POST", f"{settings.DSA_DATABASE_URL}/{path}", headers=_headers(), content=content)


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {settings.DSA_DATABASE_TOKEN}"}


def _words(answer: Answer) -> str:
    told = answer.content.get("message") if isinstance(answer.content, dict) else None
    return str(told or "no reason given")[:300]
