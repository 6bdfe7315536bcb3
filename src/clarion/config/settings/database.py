"""The database: SQLite for one machine, PostgreSQL for more."""

from __future__ import annotations

from typing import Any

import dj_database_url
from pydantic import Field

from clarion.config.environment import Concern, SettingError, needs_libraries
from clarion.config.settings.site import DATA_DIR


class Database(Concern):
    """Where the data lives."""

    database_url: str = Field(
        "", description="postgres://user:password@host/name; empty: SQLite in the data directory."
    )
    database_replica_url: str = Field(
        "", description="A read replica of that database, for what anonymous readers look up. Empty: none."
    )
    database_prepares: bool = Field(
        True,
        description="Let PostgreSQL keep plans; false behind a pooler of transactions that cannot.",
    )
    cache_url: str = Field(
        "", description="redis://host:6379/0, shared by all processes; empty: each keeps its own in memory."
    )


_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Readers do not block the writer; what is deleted is overwritten, since it may be confidential.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;",
}


_USES_BEFORE_PREPARING = 2
_PATIENCE_WITH_REPLICA = 3
"""Seconds to wait for it before the primary is asked."""
_CHOSEN = Database.load()


def _database(url: str, variable: str = "CLARION_DATABASE_URL") -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except dj_database_url.UnknownSchemeError as error:
        raise SettingError(f"{variable}: {error}. Use postgres://… or sqlite:///path.") from error
    engine = found["ENGINE"]
    found["CONN_MAX_AGE"] = 60
    if engine.endswith("sqlite3"):
        found["OPTIONS"] = _SQLITE_OPTIONS
    elif engine.endswith("postgresql"):
        found["CONN_HEALTH_CHECKS"] = True
        if _CHOSEN.database_prepares:
            found.setdefault("OPTIONS", {})["prepare_threshold"] = _USES_BEFORE_PREPARING
    else:
        raise SettingError(f"{variable}: Clarion runs on SQLite and PostgreSQL. Use one of them.")
    return found


def _cache(url: str) -> dict[str, Any]:
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingError(f"CLARION_CACHE_URL: {url!r} is not an address such as redis://127.0.0.1:6379/0.")
    needs_libraries("CLARION_CACHE_URL", redis="redis")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "clarion",
    }


DATABASES = {"default": _database(_CHOSEN.database_url or f"sqlite:///{DATA_DIR / 'clarion.sqlite3'}")}
DATABASE_ROUTERS: list[str] = []
if _CHOSEN.database_replica_url:
    DATABASES["replica"] = _database(_CHOSEN.database_replica_url, "CLARION_DATABASE_REPLICA_URL")
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    if DATABASES["replica"]["ENGINE"].endswith("postgresql"):
        DATABASES["replica"].setdefault("OPTIONS", {}).setdefault("connect_timeout", _PATIENCE_WITH_REPLICA)
    DATABASE_ROUTERS = ["clarion.core.replica.ReplicaRouter"]
CACHES = {"default": _cache(_CHOSEN.cache_url)}
