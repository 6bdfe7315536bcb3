"""Static files and media."""

from __future__ import annotations

from typing import Any

from clarion.config.settings.object_storage import OBJECT_STORAGE
from clarion.config.settings.site import DATA_DIR

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"


def _media() -> dict[str, Any]:
    if not OBJECT_STORAGE.media_bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {
        "BACKEND": "clarion.core.object_storage.MediaBucket",
        "OPTIONS": {
            "bucket_name": OBJECT_STORAGE.media_bucket,
            "location": OBJECT_STORAGE.media_prefix,
            "public_address": OBJECT_STORAGE.media_url,
        },
    }


def _dossiers() -> dict[str, Any]:
    """Sealed papers: no address leads to them."""
    if OBJECT_STORAGE.dossier_bucket:
        return {
            "BACKEND": "clarion.core.object_storage.Bucket",
            "OPTIONS": {"bucket_name": OBJECT_STORAGE.dossier_bucket},
        }
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "dossiers", "base_url": None, "file_permissions_mode": 0o600},
    }


def _editions() -> dict[str, Any]:
    """What machines share of editions, if they do: a draft that is built anew takes the place of the one before."""
    if not OBJECT_STORAGE.edition_bucket:
        return {}
    return {
        "editions": {
            "BACKEND": "clarion.core.object_storage.Bucket",
            "OPTIONS": {"bucket_name": OBJECT_STORAGE.edition_bucket, "file_overwrite": True},
        }
    }


STORAGES = {
    "default": _media(),
    "dossiers": _dossiers(),
    "staticfiles": {"BACKEND": "clarion.pages.storage.ThemeStorage"},
    **_editions(),
}
# Files of frozen editions: served as they lie here, and never changed.
CLARION_EDITIONS_DIR = DATA_DIR / "editions"
WHITENOISE_MAX_AGE = 3600
# Pictures and fonts are compressed already; source maps are for developers, and large.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "avif",
    "gif",
    "gz",
    "br",
    "jpg",
    "jpeg",
    "map",
    "png",
    "webp",
    "woff",
    "woff2",
)
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
