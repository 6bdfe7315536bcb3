"""The public site as files: where they lie, and whether they follow every change by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from clarion.config.environment import Concern, SettingError
from clarion.config.settings.object_storage import OBJECT_STORAGE, ObjectStorage
from clarion.config.settings.site import DATA_DIR


class Publishing(Concern):
    """The public site as files."""

    site_dir: str = Field(
        "", description="Where the files of the public site lie. Empty: `site` in the data directory."
    )
    bake: bool = Field(
        False, description="Keep the public site as files, and write anew what a change touches, at once."
    )
    offline: bool = Field(
        False, description="Let browsers keep the pages that are read, for when there is no network."
    )
    site_bucket: str = Field(
        "",
        description="A bucket of S3-compatible storage that `clarion manage sync_site` copies the files to.",
    )
    site_prefix: str = Field(
        "", description="Where in the bucket: the beginning of every name. Empty: its root."
    )
    cdn: Literal["", "http", "cloudflare", "cloudfront"] = Field(
        "",
        description="The kind of CDN that is told which pages have changed; http: PURGE, as Varnish takes it.",
    )
    cdn_url: str = Field("", description="Where PURGE goes, for http.")
    cdn_zone: str = Field("", description="The zone (cloudflare) or distribution (cloudfront).")
    cdn_token: str = Field("", description="The token that may purge (cloudflare).")


def _frontend_cache(chosen: Publishing) -> dict[str, dict[str, str]]:
    """As `wagtail.contrib.frontend_cache` is told of it."""
    backends: dict[str, dict[str, str]] = {
        "http": {"BACKEND": "HTTPBackend", "LOCATION": chosen.cdn_url},
        "cloudflare": {
            "BACKEND": "CloudflareBackend", "BEARER_TOKEN": chosen.cdn_token, "ZONEID": chosen.cdn_zone,
        },
        "cloudfront": {"BACKEND": "CloudfrontBackend", "DISTRIBUTION_ID": chosen.cdn_zone},
    }  # fmt: skip
    if not chosen.cdn:
        return {}
    told = backends[chosen.cdn]
    if missing := [name for name, value in told.items() if not value]:
        raise SettingError(f"CLARION_CDN is {chosen.cdn}, and {', '.join(missing).lower()} is missing.")
    return {"default": {**told, "BACKEND": f"wagtail.contrib.frontend_cache.backends.{told['BACKEND']}"}}


def _apart(chosen: Publishing, storage: ObjectStorage) -> Publishing:
    """Sees to it that copying the site, which deletes what is not of the site, finds nothing else to delete."""
    prefix = chosen.site_prefix
    media = f"{storage.media_prefix}/" if storage.media_prefix else ""
    is_shared = chosen.site_bucket == storage.media_bucket and (
        media.startswith(prefix) or prefix.startswith(media)
    )
    if chosen.site_bucket and (
        chosen.site_bucket in (storage.dossier_bucket, storage.edition_bucket) or is_shared
    ):
        raise SettingError(
            f"CLARION_SITE_BUCKET: {chosen.site_bucket} holds other files of ours too, and copying the site would "
            "delete them. Choose another bucket, or prefixes of which neither begins with the other."
        )
    return chosen


_PUBLISHING = _apart(Publishing.load(), OBJECT_STORAGE)
PUBLISHING = _PUBLISHING
WAGTAILFRONTENDCACHE = _frontend_cache(_PUBLISHING)
CLARION_SITE_DIR = Path(_PUBLISHING.site_dir or DATA_DIR / "site").resolve()
CLARION_BAKE = _PUBLISHING.bake
CLARION_OFFLINE = _PUBLISHING.offline
