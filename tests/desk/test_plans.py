"""The lanes of the inbox are answered by an index, on both databases: none reads every demand."""

from __future__ import annotations

import pytest
from django.db import connection

from clarion.desk.inbox.lanes import LANES
from clarion.desk.inbox.listing import chosen, order_of, ordered
from clarion.register.models import Demand
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
