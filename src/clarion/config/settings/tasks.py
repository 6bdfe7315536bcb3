"""Work that happens after the answer: kept in the database, so that a restart loses none of it."""

from __future__ import annotations

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
