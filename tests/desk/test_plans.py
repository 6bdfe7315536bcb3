"""The lanes of the inbox are answered by an index, on both databases: none reads every demand."""

from __future__ import annotations

import pytest
from django.db import connection

from clarion.desk.inbox.lanes import LANES
from clarion.desk.inbox.listing import chosen, order_of, ordered
from clarion.register.models import Demand
from clarion.register.models.demands import IS_OPEN, OPEN_AS_INDEXED
from clarion.register.workflow import Status
from register.conftest import Staff, received

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", LANES)
def test_a_lane_is_answered_by_an_index(staff: Staff, key: str) -> None:
    received()
    lane = LANES[key]
    found = ordered(chosen(staff.lead, lane, {}).demands, order_of(lane, {}))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Of so few rows PostgreSQL reads all unless it is told not to; what it cannot do otherwise, it still does.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = found[:51].explain()
    table = Demand._meta.db_table
    assert f"Seq Scan on {table}" not in plan
    assert not any(
        line.split("SCAN ")[1].strip() == table for line in plan.splitlines() if "SCAN " in line
    ), plan


@pytest.mark.once
@pytest.mark.parametrize("index", ["demand_open", "demand_open_by_assignee"])
def test_sqlite_may_use_the_indexes_of_open_demands_for_what_is_open(index: str) -> None:
    """It refuses a statement that names an index which does not hold all that is asked for."""
    sql, parameters = Demand.objects.filter(OPEN_AS_INDEXED).values("pk").query.sql_with_params()
    table = f'FROM "{Demand._meta.db_table}"'
    assert table in sql
    with connection.cursor() as cursor:
        cursor.execute(sql.replace(table, f"{table} INDEXED BY {index}"), parameters)


def test_what_is_open_is_the_same_written_out(staff: Staff) -> None:
    for status in Status:
        Demand.objects.filter(pk=received().pk).update(status=status)
    assert set(Demand.objects.filter(OPEN_AS_INDEXED)) == set(Demand.objects.filter(IS_OPEN)) != set()
