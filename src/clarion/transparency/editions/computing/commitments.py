"""What the log holds of each counted demand: the table `leaves` beside `demands`."""

from __future__ import annotations

import duckdb

from clarion.transparency.editions.services import Order


def add(order: Order, duck: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `leaves` with `id`, `commitment`, `first` and `opening`; empty where no log is kept."""
    duck.execute("CREATE TABLE leaves (id BIGINT, commitment VARCHAR, first VARCHAR, opening VARCHAR)")
