"""What SQLite knows of the data, to plan by."""

from __future__ import annotations

import pytest
from django.db import connection

from clarion.core.periodic import look_at_the_data


@pytest.mark.django_db
@pytest.mark.once
def test_sqlite_knows_of_the_data_after_it_looked() -> None:
    with connection.cursor() as cursor:
        look_at_the_data()
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'wagtailcore_page'")
        assert cursor.fetchone()[0] > 0
