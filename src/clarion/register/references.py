"""References such as 2026-000123: numbered by the year of receipt, one after another."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection


class Reference(NamedTuple):
    """The place of a demand in its year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:06}"


def next_reference(year: int) -> Reference:
    """The next number of the year. Inside a transaction: if it is undone, the number is given again, so none is lost.

    One statement on both databases; it holds the year's row until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO register_yearcounter (year, last) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = register_yearcounter.last + 1 RETURNING last",
            [year],
        )
        row = cursor.fetchone()
    assert row is not None
    return Reference(year, row[0])
