"""The content of a report from the demands of the register."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from clarion.transparency.editions import tabulating
from clarion.transparency.editions.computing import commitments, durations, findings, reading
from clarion.transparency.editions.content import REGISTER, Case, Cases, Content, Mark, Row, Table
from clarion.transparency.editions.definitions import newest
from clarion.transparency.editions.disclosure import Band, Combination, Recoding, Rules, recode, rules
from clarion.transparency.editions.services import Order

_FIELDS = ", ".join(Combination._fields)


def compute(order: Order) -> Content:
    """Reads, withholds by the newest rules, and groups. The case rows are the ground of every table but three.

    Raises:
        EditionError: demands are undecided, and nobody said that this is fine.
    """
    ruleset = rules()
    with reading.opened(order.folder) as duck:
        total = reading.read(order, duck)
        findings.refuse_undecided(order, duck)
        bands = Table("bands", ("process",), tuple(_bands(duck, ruleset)), "register")
        recoding = _recode(duck, ruleset)
        order.show("Opening the commitments", 0, 1)
        commitments.add(order, duck)
        order.show("Grouping", 0, 2)
        cases = _cases(order, duck)
        order.show("Grouping", 1, 2)
        medians, classes = durations.medians(duck, ruleset), durations.classes(duck, ruleset)
        tables = [*tabulating.tables_of(duck, "cases"), medians, classes, bands]
        found = findings.of_register(order, duck, total, medians)
        order.show("Grouping", 2, 2)
    return Content(
        order.period,
        order.invented,
        REGISTER,
        tables,
        cases,
        found,
        ruleset.version,
        newest().version,
        recoding.withheld,
    )


def _bands(duck: duckdb.DuckDBPyConnection, ruleset: Rules) -> Iterator[Row]:
    """Counts what is told between bounds alone, and takes it out of what everything else is counted from."""
    for band in ruleset.bands:
        where = [band.kind, band.process]
        requests, accounts = _counted(duck, where)
        for unit, count in (("request", requests), ("account_potential", accounts)):
            if unit in band.units:
                yield _banded(band, unit, count)
        duck.execute("DELETE FROM demands WHERE kind = ? AND process = ?", where)


def _counted(duck: duckdb.DuckDBPyConnection, where: list[str]) -> tuple[int, int]:
    found = duck.execute(
        "SELECT count(*), coalesce(sum(accounts_potential_high), 0)::BIGINT FROM demands "
        "WHERE kind = ? AND process = ?",
        where,
    ).fetchone()
    return (found[0], found[1]) if found else (0, 0)


def _banded(band: Band, unit: str, count: int) -> Row:
    low, high = band.around(count)
    return Row(band.kind, unit, (band.process,), "", low, high, Mark.BAND)


def _recode(duck: duckdb.DuckDBPyConnection, ruleset: Rules) -> Recoding:
    """Finds what is withheld, and withholds it in the rows: `told` beside `demands`."""
    kinds = sorted({kind for rule in ruleset.rules for kind in rule.kinds})
    rows = duck.execute(
        f"SELECT {_FIELDS}, count(*) FROM demands WHERE list_contains(?, kind) GROUP BY ALL",  # noqa: S608
        [kinds],
    ).fetchall()
    recoding = recode({Combination(*row[:-1]): row[-1] for row in rows}, ruleset.rules)
    _write_changes(duck, recoding)
    return recoding


def _write_changes(duck: duckdb.DuckDBPyConnection, recoding: Recoding) -> None:
    """Changes as a table: what each combination that loses a value is told as."""
    told = ", ".join(f"told_{one}" for one in Combination._fields)
    columns = ", ".join(f"{one} VARCHAR" for one in f"{_FIELDS}, {told}".split(", "))
    duck.execute(f"CREATE TABLE changes ({columns})")
    rows = [[*before, *after] for before, after in recoding.changed.items()]
    if rows:
        by_column = [list(column) for column in zip(*rows, strict=True)]
        unnested = ", ".join("unnest(?)" for _ in by_column)
        duck.execute(f"INSERT INTO changes SELECT {unnested}", by_column)


def _cases(order: Order, duck: duckdb.DuckDBPyConnection) -> Cases:
    """The published rows, as the table `cases` and as a Parquet file."""
    told = ", ".join(f"coalesce(c.told_{one}, d.{one}) AS {one}" for one in Combination._fields)
    mine = {*Combination._fields, "commitment", "first", "opening"}
    rest = ", ".join(f"d.{one}" for one in Case._fields if one not in mine)
    same = " AND ".join(f"c.{one} = d.{one}" for one in Combination._fields)
    duck.execute(
        f"""CREATE TABLE cases AS SELECT {", ".join(Case._fields)} FROM (
            SELECT {told}, {rest}, l.commitment, l.first, l.opening
            FROM demands d LEFT JOIN changes c ON {same} LEFT JOIN leaves l ON l.id = d.id)"""  # noqa: S608
    )
    duck.execute("UPDATE cases SET commitment = '', first = '', opening = '' WHERE commitment IS NULL")
    path = order.folder / "cases.parquet"
    tabulating.write_rows(duck, path)
    found = duck.execute("SELECT count(*) FROM cases").fetchone()
    return Cases(path, found[0] if found else 0)
