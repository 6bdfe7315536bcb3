"""Sealed files that belong to no paper: left by a process that was killed between the file and its row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clarion.register.dossiers import storage
from clarion.register.models import DossierEntry

_BATCH = 500


def sweep(*, older_than: datetime) -> int:
    """Deletes such files, if they are older: a younger one may belong to a demand that is being written. How many."""
    batch: list[str] = []
    gone = 0
    for name in _names():
        if storage().get_modified_time(name) < older_than:
            batch.append(name)
        if len(batch) == _BATCH:
            gone += _delete_stray(batch)
            batch.clear()
    return gone + _delete_stray(batch)


def _names() -> Iterator[str]:
    try:
        folders, _files = storage().listdir("")
    except FileNotFoundError:
        return
    for folder in folders:
        for name in storage().listdir(folder)[1]:
            yield f"{folder}/{name}"


def _delete_stray(names: list[str]) -> int:
    used = set(DossierEntry.objects.filter(file__in=names).values_list("file", flat=True))
    stray = [name for name in names if name not in used]
    for name in stray:
        storage().delete(name)
    return len(stray)
