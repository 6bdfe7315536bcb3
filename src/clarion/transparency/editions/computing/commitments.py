"""What the log holds of each counted demand: the table `leaves` beside `demands`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import duckdb
from django.db import connection

from clarion.register.models import Demand
from clarion.transparency.editions.content import WITHHELD
from clarion.transparency.editions.disclosure import Combination
from clarion.transparency.editions.services import Order
from clarion.transparency.log import services
from clarion.transparency.log.commitments import STATE, Opening

STEP = "Opening the commitments"
_CHUNK = 2000
_FEW = 5000


def add(order: Order, duck: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `leaves` with `id`, `commitment`, `first` and `opening`: one row a demand.

    A demand whose state is not in the log as it now stands is entered first. A field that is withheld is not opened.
    """
    total = _count(duck, "SELECT count(*) FROM demands")
    order.show(STEP, 0, total)
    _read(order, duck)
    if missing := _missing(duck):
        services.commit_state(_demands(missing))
        duck.execute("DROP TABLE held")
        _read(order, duck)
    duck.execute(
        """CREATE TABLE leaves AS SELECT h.id, commitment, record ->> 'first' AS first,
        rtrim(translate(to_base64(unhex('41' || salt)), '+/', '-_'), '=') AS opening
        FROM held h SEMI JOIN demands d ON d.id = h.id"""
    )
    _shut(duck)
    order.show(STEP, total, total)


def _read(order: Order, duck: duckdb.DuckDBPyConnection) -> None:
    """The newest state of each demand of the period, as the table `held`."""
    kept = order.folder / "leaves.csv"
    with kept.open("wb") as file:
        for piece in _pieces(order):
            file.write(piece)
    duck.execute(
        """CREATE TABLE held AS SELECT id, arg_max(commitment, leaf) AS commitment, arg_max(salt, leaf) AS salt,
        arg_max(record, leaf) AS record FROM read_csv(?, header = false, auto_detect = false, delim = ',',
            quote = '"', escape = '"', columns = {'id': 'BIGINT', 'leaf': 'BIGINT', 'commitment': 'VARCHAR',
            'salt': 'VARCHAR', 'record': 'JSON'}) GROUP BY id""",
        [str(kept)],
    )
    kept.unlink()


_LEAVES = """SELECT l.demand_id, l.id, {commitment}, {salt}, {record} FROM log_leaf l
    JOIN register_demand d ON d.id = l.demand_id
    WHERE l.sort = 'state' AND d.invented = %s AND d.received_on >= %s AND d.received_on <= %s"""


def _pieces(order: Order) -> Iterable[bytes]:
    days = [order.period.start, order.period.end]
    if connection.vendor == "postgresql":
        columns = {
            "commitment": "encode(l.commitment, 'hex')",
            "salt": "encode(l.salt, 'hex')",
            "record": "l.record",
        }
        statement = f"COPY ({_LEAVES.format(**columns)}) TO STDOUT (FORMAT csv)"
        with connection.cursor() as cursor, cursor.copy(statement, [order.invented, *days]) as copy:
            for piece in copy:
                yield bytes(piece)
        return
    columns = {"commitment": "lower(hex(l.commitment))", "salt": "lower(hex(l.salt))", "record": "l.record"}
    given = [order.invented, *(connection.ops.adapt_datefield_value(one) for one in days)]
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES.format(**columns), given)
        while rows := cursor.fetchmany(_CHUNK):
            lines = (f'{row[0]},{row[1]},{row[2]},{row[3]},"{_doubled(row[4])}"\n' for row in rows)
            yield "".join(lines).encode()


def _doubled(text: str) -> str:
    return text.replace('"', '""')


def _missing(duck: duckdb.DuckDBPyConnection) -> list[int]:
    """Demands that the log does not hold as they stand."""
    same = " AND ".join(
        f"coalesce(record ->> '{one}', '') = d.{one}" for one in (*Combination._fields, "outcome")
    )
    rows = duck.execute(
        f"""SELECT d.id FROM demands d LEFT JOIN held h ON h.id = d.id
        WHERE h.id IS NULL OR NOT ({same} AND record ->> 'counted' = 'true')"""  # noqa: S608 - our own names
    ).fetchall()
    return [row[0] for row in rows]


def _demands(ids: list[int]) -> Iterable[Demand]:
    for at in range(0, len(ids), _FEW):
        yield from Demand.objects.filter(pk__in=ids[at : at + _FEW])


def _shut(duck: duckdb.DuckDBPyConnection) -> None:
    """Opens only in part what is not told whole."""
    fields = ", ".join(f"c.told_{one}" for one in Combination._fields)
    same = " AND ".join(f"c.{one} = d.{one}" for one in Combination._fields)
    asked = duck.execute(
        f"""SELECT d.id, h.salt, h.record, {fields} FROM demands d
        JOIN changes c ON {same} JOIN held h ON h.id = d.id"""  # noqa: S608 - our own names
    )
    duck_rows: list[tuple[int, str]] = []
    while rows := asked.fetchmany(_FEW):
        duck_rows += [(row[0], _partly(row[1], row[2], row[3:])) for row in rows]
    if duck_rows:
        ids, openings = (list(one) for one in zip(*duck_rows, strict=True))
        duck.execute("CREATE TABLE parts AS SELECT unnest(?) AS id, unnest(?) AS opening", [ids, openings])
        duck.execute("UPDATE leaves SET opening = p.opening FROM parts p WHERE p.id = leaves.id")


def _partly(salt: str, record: str, told: tuple[Any, ...]) -> str:
    shut = [name for name, value in zip(Combination._fields, told, strict=True) if value == WITHHELD]
    return str(Opening.partly(STATE, json.loads(record), bytes.fromhex(salt), shut))


def _count(duck: duckdb.DuckDBPyConnection, question: str) -> int:
    found = duck.execute(question).fetchone()
    return int(found[0]) if found else 0
