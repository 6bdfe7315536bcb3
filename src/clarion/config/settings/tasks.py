"""Work that happens after the answer: kept in the database, so that a restart loses none of it."""

from __future__ import annotations

from pydantic import Field

from clarion.config.environment import Concern


class Tasks(Concern):
    """Work that happens after the answer."""

    task_lease: int = Field(
        60,
        ge=2,
        le=3600,
        description="Seconds of silence after which a worker counts as dead, and another does its task.",
    )


TASK_LEASE = Tasks.load().task_lease
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
