"""What databases know of the data, to plan by."""

from __future__ import annotations

import pytest
from django.db import connection

from clarion.core.periodic import look_at_the_data


@pytest.mark.django_db
def test_sqlite_knows_of_the_data_after_it_looked_and_postgresql_is_left_to_itself() -> None:
    look_at_the_data()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'core_heartbeat' OR tbl LIKE 'wagtail%'"
            )
            assert cursor.fetchone()[0] > 0
