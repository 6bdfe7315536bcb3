"""Tells a CDN which addresses have changed, through Wagtail's frontend cache, where one is configured.

Wagtail's own signals would purge when a page is saved, before its file is there: the CDN would fetch the old one again.
Here the files that a bake has shown are purged, exactly those, once readers can get them.
"""

from __future__ import annotations

import logging

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import PurgeBatch

from clarion.publishing.layout import address_for
from clarion.publishing.manifest import Manifest

log = logging.getLogger(__name__)


def changed(before: Manifest, after: Manifest) -> list[str]:
    """The addresses whose files came, went or say something else."""
    paths = before.keys() | after.keys()
    different = (
        path for path in paths
        if path not in before or path not in after or before[path].sha256 != after[path].sha256
    )  # fmt: skip
    return sorted(address_for(path) for path in different if not path.startswith("404/"))


def purge(before: Manifest, after: Manifest) -> list[str]:
    """Purges what differs between two states of the site. A CDN that fails is logged: the site itself is right.

    Returns:
        The addresses that were purged; none where no CDN is configured.
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return []
    addresses = changed(before, after)
    if addresses:
        try:
            PurgeBatch([f"{settings.BASE_URL}{one}" for one in addresses]).purge()
        except Exception:
            log.exception("The CDN was not told of %s changes", len(addresses))
    return addresses
