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
    "site_search",
    "mail",
    "account",
    "mfa",
    "admin",
    "wagtailsearch",
}
_CONFIDENTIAL_APPS = {"register", "desk", "contact", "newsletter", "core"}
_PUBLIC_OF_THEM = {"register_publiccopy", "register_publicfile", "newsletter_mailinglist"}
"""What is noted of a change stays for days, where no erasure looks for it: nothing of people and demands is."""

_UNWATCHED_TABLES = {
    "django_migrations", "log_leaf", "log_tile",
    "wagtailcore_referenceindex",
    "wagtailcore_pagelogentry", "wagtailcore_modellogentry", "wagtailcore_pagesubscription",
    "wagtailadmin_editingsession", "wagtailsearch_indexentry", "auth_permission",
    "wagtailcore_apitoken",
}  # fmt: skip
_TELLING = {"url_path", "path", "slug", "key", "reference", "translation_key", "old_path"}
"""Columns that name a row and have no index of their own."""

_PLAIN = (
    models.AutoField, models.IntegerField, models.CharField, models.UUIDField, models.ForeignKey, models.TextField,
)  # fmt: skip


@cache
def watched() -> dict[str, tuple[str, ...]]:
    """Each table that pages may be made of, with the columns by which its rows are known, the most telling first.

    What is confidential, or changes by itself all the time, and is shown on no page, is left out; should a page read
    such a table all the same, what it asked is asked again every minute.
    """
    return {
        model._meta.db_table: tuple(_keys(model))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and _is_watched(model)
    }


@cache
def unwatched() -> frozenset[str]:
    """The tables of ours of which no change is noted."""
    tables = frozenset(one._meta.db_table for one in apps.get_models(include_auto_created=True))
    return tables - watched().keys()


def _is_watched(model: type[models.Model]) -> bool:
    app, table = model._meta.app_label, model._meta.db_table
    if app in _CONFIDENTIAL_APPS:
        return table in _PUBLIC_OF_THEM
    return app not in _UNWATCHED_APPS and table not in _UNWATCHED_TABLES


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
