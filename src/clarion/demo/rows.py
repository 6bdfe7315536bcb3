"""Rows that belong to a page of the demonstration: written only where they differ from what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models


def write_rows(page: models.Model, name: str, wanted: Sequence[dict[str, Any]]) -> None:
    """Makes the rows of a child relation say what is wanted, in this order. Equal rows are left as they are."""
    relation: Any = page._meta.get_field(name)
    owner = {relation.field.name: page}
    rows = relation.related_model._default_manager.filter(**owner).order_by("pk")
    fields = list(wanted[0]) if wanted else ["pk"]
    if list(rows.values(*fields)) == [dict(one) for one in wanted]:
        return
    rows.delete()
    for one in wanted:
        relation.related_model._default_manager.create(**owner, **one)
