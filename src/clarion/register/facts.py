"""The public facts of a demand as they are digested in each event, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clarion.register.canonical import digest, digest_of_rows, plain
from clarion.register.models import CitedGround, Deadline, Demand, Item, PublicCopy, Relation, Wall

_HOW_IT_IS_KEPT = frozenset({"id", "version", "events_count", "head", "receipt_hash", "once"})
"""Columns that are about the row, not about the demand."""

FACTS = tuple(one.attname for one in Demand._meta.concrete_fields if one.attname not in _HOW_IT_IS_KEPT)
DIGESTS = frozenset({"items_digest", "deadlines_digest", "companions_digest"})
WORKING = DIGESTS | {"due_at", "item_counts"}
"""Facts that follow from others, and so are not told as changes."""


def facts_of(demand: Demand) -> dict[str, Any]:
    """Every public fact, as JSON can hold it."""
    return {name: plain(getattr(demand, name)) for name in FACTS}


def state_of(facts: Mapping[str, Any]) -> str:
    """The digest of all public facts."""
    return digest(facts)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """For each fact that differs, what it was and what it is."""
    return {
        name: [before.get(name), after[name]]
        for name in after
        if name not in WORKING and before.get(name) != after[name]
    }


COPY_COLUMNS = ("number", "digest", "published_at", "withdrawn_at", "items_up_to", "summary", "text")
ITEM_COLUMNS = ("position", "address", "caution", "proposed_outcome", "outcome")
DEADLINE_COLUMNS = ("rule", "started_at", "opens_at", "due_at", "ended_at", "met", "extended")


def items_digest(rows: Iterable[tuple[Any, ...]]) -> str:
    """Of the items of a demand: rows of `ITEM_COLUMNS` in order of position."""
    return digest_of_rows(rows)


def digest_items(demand: Demand) -> str:
    """Of the items as they are in the database."""
    rows = Item.objects.filter(demand=demand).order_by("position").values_list(*ITEM_COLUMNS)
    return items_digest(rows.iterator())


def deadlines_digest(rows: Iterable[tuple[Any, ...]]) -> str:
    """Of the deadlines of a demand: rows of `DEADLINE_COLUMNS`, in any order."""
    return digest_of_rows(sorted((plain(row) for row in rows), key=repr))


def digest_deadlines(demand: Demand) -> str:
    """Of the deadlines as they are in the database."""
    return deadlines_digest(Deadline.objects.filter(demand=demand).values_list(*DEADLINE_COLUMNS))


def companions_digest(rows: Iterable[tuple[Any, ...]]) -> str:
    """Of grounds, tags, relations, walls and published copies: rows that begin with which they are, in any order."""
    return digest_of_rows(sorted((plain(row) for row in rows), key=repr))


def digest_companions(demand: Demand) -> str:
    """Of grounds, tags, relations, walls and published copies as they are in the database."""
    rows: list[tuple[Any, ...]] = []
    rows += [
        ("ground", *row) for row in CitedGround.objects.filter(demand=demand).values_list("term", "version")
    ]
    rows += [("tag", name) for name in demand.tags.values_list("name", flat=True)]
    rows += [
        ("relation", *row) for row in Relation.objects.filter(demand=demand).values_list("nature", "other_id")
    ]
    rows += [
        ("wall", *row)
        for row in Wall.objects.filter(demand=demand).values_list("user_id", "raised_at", "lifted_at")
    ]
    rows += [
        ("copy", *row)
        for row in PublicCopy.objects.filter(demand=demand, published_at__isnull=False).values_list(
            *COPY_COLUMNS
        )
    ]
    return companions_digest(rows)
