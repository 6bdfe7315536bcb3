"""What the benchmarks of register and desk stand on: databases with few and many demands, keys and staff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench import databases

FEW = 10_000
MANY = {databases.SQLITE: 200_000, databases.POSTGRESQL: 1_000_000}


def house(url: str, folder: Path) -> dict[str, str]:
    """The settings of a site with a database and a new key, which it keeps in a new folder."""
    from clarion.core.identities import new_identity

    folder.mkdir()
    identity, recipient = new_identity()
    (folder / "identity").write_text(identity)
    return {
        "CLARION_DATABASE_URL": url,
        "CLARION_DATA_DIR": str(folder),
        "CLARION_DOSSIER_IDENTITY_FILE": str(folder / "identity"),
        "CLARION_DOSSIER_RECIPIENTS": recipient,
    }


def fill(count: int) -> int:
    """Lays the ground in bulk: demands and items of the shape of the real series, tallies fed from the same."""
    from django.core.management import call_command

    from bench.register_ground import lay

    call_command("migrate", verbosity=0)
    lay(count)
    look_at_the_data()
    return count


def look_at_the_data() -> None:
    """What is done in time on both databases, but not within the seconds of a measurement."""
    from django.db import connection

    from clarion.core import periodic

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
    periodic.look_at_the_data()


def staff() -> list[Any]:
    """A legal lead, a reviewer and an approver."""
    from clarion.core.models import User
    from clarion.register.roles import Role, group_of

    found = []
    for role in (Role.LEAD, Role.REVIEWER, Role.APPROVER):
        user, _new = User.objects.get_or_create(email=f"{role.name.lower()}@example.org")
        user.groups.set([group_of(role)])
        found.append(user)
    return found
