"""The log over HTTP: its newest signed head, and proofs for whoever does not read tiles."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Router, Schema
from pydantic import Field

from clarion.api import parameters, problems
from clarion.api.parameters import FIRST, SECOND, SIZE
from clarion.api.problems import Problem
from clarion.transparency.filters import Parameter
from clarion.transparency.log import finding, keys, reading, tree
from clarion.transparency.log.models import Checkpoint
from clarion.transparency.log.notes import Note, TreeHead
from clarion.transparency.log.reading import NotInLog

router = Router(tags=["Log"])


class LogLinks(Schema):
    """Where the log itself is."""

    checkpoint: str = Field(description=_("The newest checkpoint, as a signed note."))
    key: str = Field(description=_("The keys that sign it, in the form of signed notes."))
    tiles: str = Field(description=_("Where the addresses of tiles begin (C2SP tlog-tiles)."))
    page: str = Field(description=_("The page that explains the log."))


class CheckpointShape(Schema):
    """A signed head of the log."""

    origin: str = Field(description=_("The name of the log."))
    size: int = Field(description=_("How many leaves it has, decoys among them."))
    root: str = Field(description=_("The root hash of the tree (RFC 6962), in hexadecimal."))
    note: str = Field(description=_("The signed note (C2SP tlog-checkpoint), with every signature."))
    signed_by: list[str] = Field(description=_("Who signed the note: the log, then its witnesses."))
    keys: list[str] = Field(description=_("The keys of the log now, the newest first."))
    links: LogLinks


class InclusionShape(Schema):
    """That a leaf is in the tree of this size (RFC 6962, section 2.1.1)."""

    commitment: str = Field(description=_("The entry of the leaf: 32 bytes in hexadecimal."))
    leaf: str = Field(description=_("The hash of the leaf, in hexadecimal."))
    index: int = Field(description=_("The place of the leaf, from 0."))
    size: int = Field(description=_("The size of the tree."))
    root: str = Field(description=_("The root hash of the tree (RFC 6962), in hexadecimal."))
    path: list[str] = Field(description=_("The audit path in hexadecimal, from the leaf up."))


class ConsistencyShape(Schema):
    """That the first tree is the beginning of the second (RFC 6962, section 2.1.2)."""

    first: int = Field(description=_("The size of the smaller tree."))
    second: int = Field(description=_("The size of the larger tree."))
    first_root: str = Field(description=_("The root hash of the smaller tree, in hexadecimal."))
    second_root: str = Field(description=_("The root hash of the larger tree, in hexadecimal."))
    path: list[str] = Field(description=_("The hashes of the proof, in hexadecimal."))


@router.get(
    "/log/checkpoint",
    response=CheckpointShape,
    operation_id="read_checkpoint",
    summary=_("Read the newest checkpoint"),
    description=_(
        "How large the log is and what it holds, signed. Signatures of witnesses stand below that of the log."
    ),
    openapi_extra={"parameters": []},
)
def read_checkpoint(request: HttpRequest) -> CheckpointShape:
    parameters.given(request, [])
    newest = _newest()
    note = Note.read(reading.note_of(newest))
    head = TreeHead.read(note.text)
    return CheckpointShape(
        origin=head.origin,
        size=head.size,
        root=head.root.hex(),
        note=str(note),
        signed_by=[one.name for one in note.signatures],
        keys=[str(one) for one in keys.verifiers()],
        links=LogLinks(
            checkpoint=f"{settings.BASE_URL}/log/checkpoint",
            key=f"{settings.BASE_URL}/log/key",
            tiles=f"{settings.BASE_URL}/log/tile/",
            page=f"{settings.BASE_URL}/{settings.LANGUAGE_CODE}/transparency/log/",
        ),
    )


@router.get(
    "/log/leaves/{leaf}",
    response=InclusionShape,
    operation_id="prove_inclusion",
    summary=_("Prove that a leaf is in the log"),
    description=_("The audit path of a leaf, up to the root of the newest checkpoint or of an older tree."),
    openapi_extra={"parameters": [parameters.documented(SIZE)]},
)
def prove_inclusion(
    request: HttpRequest,
    leaf: str = Path(
        ...,
        description=_("The commitment of the leaf in hexadecimal, or its place, from 0."),
        examples=["0"],
    ),
) -> InclusionShape:
    read_from = parameters.given(request, [SIZE])
    size = _size(read_from, SIZE, _newest())
    try:
        proof = finding.prove(finding.find(leaf), size)
    except NotInLog as error:
        detail = f"{str(error).capitalize()}. What is new gets its place once a day."
        raise Problem(problems.NO_SUCH_LEAF, detail, parameter="leaf") from error
    return InclusionShape(
        commitment=proof.found.commitment.hex(),
        leaf=proof.found.hash.hex(),
        index=proof.found.index,
        size=proof.size,
        root=proof.root.hex(),
        path=[one.hex() for one in proof.path],
    )


@router.get(
    "/log/consistency",
    response=ConsistencyShape,
    operation_id="prove_consistency",
    summary=_("Prove that the log only grew"),
    description=_(
        "That what the log held at an earlier size is the beginning of what it holds at a later one."
    ),
    openapi_extra={
        "parameters": [
            {**parameters.documented(FIRST), "required": True},
            parameters.documented(SECOND),
        ]
    },
)
def prove_consistency(request: HttpRequest) -> ConsistencyShape:
    read_from = parameters.given(request, [FIRST, SECOND])
    newest = _newest()
    second = _size(read_from, SECOND, newest)
    first = parameters.number(read_from, FIRST)
    if first > second:
        raise parameters.bad(FIRST, f"A tree of {first} leaves is not the beginning of one of {second}.")
    first_root, second_root, path = reading.proved(
        lambda subtrees: (
            tree.root(first, subtrees),
            tree.root(second, subtrees),
            tree.consistency(first, second, subtrees),
        )
    )
    return ConsistencyShape(
        first=first,
        second=second,
        first_root=first_root.hex(),
        second_root=second_root.hex(),
        path=[one.hex() for one in path],
    )


def _newest() -> Checkpoint:
    newest = reading.newest()
    if newest is None:
        raise Problem(problems.NO_CHECKPOINT, "The log has no checkpoint yet. Ask again later.")
    return newest


def _size(read_from: dict[str, str], parameter: Parameter, newest: Checkpoint) -> int:
    """The size that is asked for; that of the newest checkpoint where none is."""
    if parameter.name not in read_from:
        return newest.size
    size = parameters.number(read_from, parameter)
    if size > newest.size:
        raise parameters.bad(parameter, f"The log has {newest.size} leaves, and not {size}.")
    return size
