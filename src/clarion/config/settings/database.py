"""The database: SQLite for one machine, PostgreSQL for more."""

from __future__ import annotations

from typing import Any

import dj_database_url
from pydantic import Field

from clarion.config.environment import Concern, SettingError
from clarion.config.settings.site import DATA_DIR


class Database(Concern):
    """Where the data lives."""

    database_url: str = Field(
        "", description="postgres://user:password@host/name; empty: SQLite in the data directory."
    )


_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Readers do not block the writer; what is deleted is overwritten, since it may be confidential.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;",
}


def _database(url: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except dj_database_url.UnknownSchemeError as error:
        raise SettingError(f"CLARION_DATABASE_URL: {error}. Use postgres://… or sqlite:///path.") from error
    engine = found["ENGINE"]
    found["CONN_MAX_AGE"] = 60
    if engine.endswith("sqlite3"):
        found["OPTIONS"] = _SQLITE_OPTIONS
    elif engine.endswith("postgresql"):
        found["CONN_HEALTH_CHECKS"] = True
    else:
        raise SettingError("CLARION_DATABASE_URL: Clarion runs on SQLite and PostgreSQL. Use one of them.")
    return found


DATABASES = {
    "default": _database(Database.load().database_url or f"sqlite:///{DATA_DIR / 'clarion.sqlite3'}")
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
