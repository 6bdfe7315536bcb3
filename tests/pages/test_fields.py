"""Composed content in the database."""

from __future__ import annotations

from clarion.pages.blocks.registry import body_blocks
from clarion.pages.fields import BlocksField


def test_migrations_see_the_same_field_whatever_blocks_it_holds() -> None:
    few, many = (BlocksField(body_blocks(*names), blank=True) for names in (["text"], []))
    assert few.deconstruct() == many.deconstruct()
    assert few.deconstruct()[1] == "django.db.models.JSONField"
