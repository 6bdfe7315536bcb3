"""The tables that are watched, and by which columns a change of theirs is known."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

_UNWATCHED_APPS = {
    "sessions",
    "django_tasks_database",
    "publishing",
    "search",
    "mail",
    "account",
    "mfa",
    "admin",
    "wagtailsearch",
}
_UNWATCHED_TABLES = {
    "core_heartbeat", "core_periodicrun", "core_dailysalt", "core_raterecord", "django_migrations",
    "wagtailcore_referenceindex",
    "wagtailcore_pagelogentry", "wagtailcore_modellogentry", "wagtailcore_pagesubscription",
    "wagtailadmin_editingsession", "wagtailsearch_indexentry", "auth_permission",
}  # fmt: skip
_TELLING = {"url_path", "path", "slug", "key", "reference", "translation_key", "old_path"}
"""Columns that name a row and have no index of their own."""

_PLAIN = (
    models.AutoField, models.IntegerField, models.CharField, models.UUIDField, models.ForeignKey, models.TextField,
)  # fmt: skip


@cache
def watched() -> dict[str, tuple[str, ...]]:
    """Each table that pages may be made of, with the columns by which its rows are known, the most telling first.

    What changes by itself all the time, and is shown on no page, is left out; should a page read such a table all the
    same, its file is made anew every minute.
    """
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if (
            model._meta.app_label in _UNWATCHED_APPS
            or table in _UNWATCHED_TABLES
            or not model._meta.managed
            or model._meta.proxy
        ):
            continue
        found[table] = tuple(_keys(model))
    return found


def key_columns(table: str) -> tuple[str, ...]:
    """The columns by which rows of a table are known; none of a table that is not watched."""
    return watched().get(table, ())


def _keys(model: type[models.Model]) -> list[str]:
    fields: list[Any] = [
        one for one in model._meta.local_concrete_fields if isinstance(one, _PLAIN) and one.column
    ]
    first: list[str] = [one.column for one in fields if one.primary_key]
    second: list[str] = [one.column for one in fields if one.unique]
    third: list[str] = [one.column for one in fields if one.name in _TELLING]
    last: list[str] = [one.column for one in fields if isinstance(one, models.ForeignKey) or one.db_index]
    return list(dict.fromkeys([*first, *second, *third, *last]))
