"""The ground of the register's benchmark: many demands at once, without their histories, with their tallies.

They are written in bulk and not through `receive`, which would take hours; what is measured goes through it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, models, transaction

from bench.synthetic import SERIES, shares, standings
from clarion.register.counting import Standing, counted
from clarion.register.models import Demand, Item, YearCounter
from clarion.register.vocabulary import DECIDED_OUTCOMES
from clarion.register.workflow import Status
from clarion.transparency.feeding import Amount, add_cells, apply_cells, register_source
from clarion.transparency.imports import import_tallies
from clarion.transparency.models import Source

_BATCH = 5000
_MOST_ITEMS = 3
_NOON = time(12, tzinfo=UTC)


def lay(count: int) -> None:
    """Writes `count` demands with their items, and the tallies that they come to."""
    import_tallies(SERIES)
    shape = shares()
    Source.objects.all().delete()
    chance = Random(7)
    numbers: Counter[int] = Counter()
    cells: dict[Any, Amount] = {}
    incoming = standings(shape, count)
    with transaction.atomic():
        while batch := list(islice(incoming, _BATCH)):
            _write(batch, numbers, cells, chance)
        YearCounter.objects.bulk_create(YearCounter(year=year, last=last) for year, last in numbers.items())
        apply_cells(register_source(), cells)
    _set_sequences()


def _write(batch: list[Standing], numbers: Counter[int], cells: dict[Any, Amount], chance: Random) -> None:
    first = numbers.total() + 1
    demands = [_demand(one, first + place, numbers, chance) for place, one in enumerate(batch)]
    held: Counter[tuple[Standing, Any]] = Counter()
    for demand in demands:
        for standing, number in counted(demand).items():
            held[standing, number] += 1
    for (standing, number), times in held.items():
        add_cells(cells, standing, Amount.of(number, times))
    copy(Demand, demands)
    copy(Item, _items(demands))


def _demand(one: Standing, pk: int, numbers: Counter[int], chance: Random) -> Demand:
    year = one.received.year
    numbers[year] += 1
    decided = one.outcome in DECIDED_OUTCOMES
    received_at = datetime.combine(one.received, _NOON)
    items = chance.randint(0, _MOST_ITEMS)
    return Demand(
        pk=pk,
        reference=f"{year:04}-{numbers[year]:06}",
        year=year,
        number=numbers[year],
        kind=one.kind,
        process=one.process,
        requester=one.requester,
        country=one.country,
        project=one.project,
        door="import",
        outcome=one.outcome,
        status=Status.CLOSED if decided or one.outcome == "withdrawn" else Status.REVIEW,
        received_at=received_at,
        received_on=one.received,
        decided_at=received_at if decided else None,
        item_counts={one.outcome: items} if items else {},
        due_at=None if decided else received_at,
    )


def _items(demands: Sequence[Demand]) -> Iterator[Item]:
    for demand in demands:
        for position in range(1, demand.items_count + 1):
            yield Item(
                demand_id=demand.pk,
                position=position,
                address=f"https://en.example.org/wiki/{demand.pk}/{position}",
                digest=f"{demand.pk:030x}{position:02x}",
                outcome=demand.outcome,
            )


def copy(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Writes rows in the way that is quickest: PostgreSQL's COPY, or one prepared statement for all of them."""
    fields = [one for one in model._meta.concrete_fields if not (one.primary_key and model is Item)]
    names = ", ".join(f'"{one.column}"' for one in fields)
    if connection.vendor != "postgresql":
        places = ", ".join(["%s"] * len(fields))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})",  # noqa: S608 - our own names
                (
                    [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
                    for row in rows
                ),
            )
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([_written(one, row) for one in fields])


def _written(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        return None if value is None else connection.ops.adapt_json_value(value, None)
    return value


def _set_sequences() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('register_demand', 'id'), (SELECT max(id) FROM register_demand))"
            )
