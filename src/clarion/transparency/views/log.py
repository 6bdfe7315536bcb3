"""The page of the log: what it is, its newest head, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clarion.core.languages import language as spoken
from clarion.transparency.log import finding, keys, reading, tree
from clarion.transparency.log.finding import Proof
from clarion.transparency.log.models import Checkpoint
from clarion.transparency.log.notes import Note, TreeHead
from clarion.transparency.log.reading import NotInLog
from clarion.transparency.views.reports import language

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Head:
    """The newest checkpoint as the page shows it."""

    checkpoint: Checkpoint
    origin: str
    root: str
    note: str
    size: str
    signed_on: str
    witnesses: Sequence[str]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was looked up, and the proof of it; none if the log has it not."""

    text: str
    proof: Proof | None = None
    place: str = ""
    steps: int = 0
    number: str = ""
    """The steps in the language's own digits."""


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The page; with `?entry=` it also looks up an entry by its commitment or place, and proves it."""
    code = language()
    newest = reading.newest()
    context: dict[str, Any] = {
        "room": "log",
        "keys": [str(one) for one in keys.verifiers()],
        "bucket": spoken(code).integer(settings.LOG_BUCKET),
    }
    if newest:
        context["head"] = _head(newest, code)
        if text := request.GET.get("entry", "").strip()[:_LONGEST]:
            context["looked_up"] = _looked_up(text, newest, code)
    return render(request, "transparency/log.html", context)


def _head(newest: Checkpoint, code: str) -> Head:
    written = reading.note_of(newest)
    head, say = TreeHead.read(Note.read(written).text), spoken(code)
    return Head(
        checkpoint=newest,
        origin=head.origin,
        root=head.root.hex(),
        note=written,
        size=say.integer(head.size),
        signed_on=say.day(newest.made_at.date()),
        witnesses=list(dict.fromkeys(newest.cosignatures.values_list("name", flat=True))),
    )


def _looked_up(text: str, newest: Checkpoint, code: str) -> LookedUp:
    """The proof is checked as a reader would check it, against the root that was signed."""
    try:
        proof = finding.prove(finding.find(text), newest.size)
    except NotInLog:
        return LookedUp(text)
    tree.check_inclusion(
        leaf=proof.found.hash, index=proof.found.index, size=newest.size, path=proof.path,
        root_hash=bytes(newest.root),
    )  # fmt: skip
    say, steps = spoken(code), len(proof.path)
    return LookedUp(text, proof, say.integer(proof.found.index), steps, say.integer(steps))
