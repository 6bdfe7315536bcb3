"""What has changed in the database, for the files that are to follow."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """A row of a watched table that was added, changed or removed: what names it, before and after.

    Triggers write it, in the transaction that makes the change. It holds keys, and no content.
    """

    table = models.CharField(max_length=63)
    before = models.TextField(null=True)  # noqa: DJ001 - a row that was not there has no keys, not even none
    after = models.TextField(null=True)  # noqa: DJ001
    at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.table} {self.before} {self.after}"
