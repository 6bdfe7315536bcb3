"""Static files and pictures: files already, which a bake carries as they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, storages


def file_of(address: str) -> Path | None:
    """The file of this machine that an address stands for, if it is there."""
    for prefix, root in (
        (settings.STATIC_URL, settings.STATIC_ROOT),
        (settings.MEDIA_URL, settings.MEDIA_ROOT),
    ):
        if address.startswith(prefix):
            found = Path(root) / unquote(address.removeprefix(prefix))
            inside = Path(root).resolve() in found.resolve().parents
            return found if inside and found.is_file() else None
    return None


def is_in_bucket(address: str) -> bool:
    """Whether an address stands for what is kept in a bucket."""
    return address.startswith(settings.MEDIA_URL) and _bucket() is not None


def body_of(address: str) -> bytes | None:
    """What is kept in the bucket at an address, if anything is.

    Raises:
        OSError: the bucket does not answer.
    """
    try:
        with _bucket().open(_name(address)) as file:
            return bytes(file.read())
    except (FileNotFoundError, SuspiciousOperation):
        return None


def gone(addresses: Iterable[str]) -> list[str]:
    """Those of some addresses of pictures at which there is nothing any more.

    Raises:
        OSError: the bucket does not answer.
    """
    asked = list(addresses)
    bucket = _bucket()
    if bucket is None or not asked:
        return [one for one in asked if file_of(one) is None]
    there = set(bucket.names())
    return [one for one in asked if _name(one) not in there]


def _name(address: str) -> str:
    return unquote(address.removeprefix(settings.MEDIA_URL))


def _bucket() -> Any:
    kept_in = storages["default"]
    return None if isinstance(kept_in, FileSystemStorage) else kept_in
