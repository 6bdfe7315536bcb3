"""What a monitor may ask: is the process up, and is it ready for visitors?"""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from clarion.core.models import Heartbeat

SILENCE = timedelta(minutes=5)
BACKGROUND = ("clock", "worker")

_migrated = False


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up. Asks nothing of the database."""
    return _uncached(HttpResponse("ok\n", content_type="text/plain"))


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, is migrated, and clock and worker live; otherwise 503. Each check by name."""
    checks = readiness()
    return _uncached(
        JsonResponse(checks, status=200 if all(word == "ok" for word in checks.values()) else 503)
    )


def readiness() -> dict[str, str]:
    """`ok`, or what is wrong, for `database`, `migrations`, `clock` and `worker`."""
    try:
        missing = missing_migrations()
        checks = {"database": "ok", "migrations": f"{missing} missing" if missing else "ok"}
        if not missing:
            checks |= {name: sign_of_life(name) for name in BACKGROUND}
    except DatabaseError:
        return {"database": "does not answer"}
    return checks


def missing_migrations() -> int:
    """How many migrations the database lacks. Once it lacks none, this process asks no more."""
    global _migrated
    if _migrated:
        connection.ensure_connection()
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _migrated = not missing
    return missing


def sign_of_life(name: str) -> str:
    """`ok` if the process `name` was heard of within five minutes, otherwise since when it is silent."""
    beat = Heartbeat.objects.filter(name=name).first()
    if beat is None:
        return "never heard of"
    if timezone.now() - beat.at > SILENCE:
        return f"silent since {beat.at:%Y-%m-%dT%H:%M:%SZ}"
    return "ok"


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
