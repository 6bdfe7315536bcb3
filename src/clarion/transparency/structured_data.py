"""The public figures in Schema.org's words: each page that offers files is a dataset."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from clarion.core.languages import active_language
from clarion.core.linked_data import Thing, organisation
from clarion.transparency.periods import Period

CSV, JSON = "text/csv", "application/json"


def dataset(
    name: str, description: str, address: str, files: Iterable[tuple[str, str]], period: Period | None = None
) -> Thing:
    """A dataset at an address of the site, with its files: (address, media type). Without a period it covers all."""
    said: Thing = {
        "@type": "Dataset",
        "name": name,
        "description": f"{name}. {description}",
        "url": settings.BASE_URL + address,
        "inLanguage": active_language().tag,
        "isAccessibleForFree": True,
        "creator": organisation(),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": settings.BASE_URL + file}
            for file, kind in files
        ],
    }
    if period is not None:
        said["temporalCoverage"] = f"{period.start.isoformat()}/{period.end.isoformat()}"
    return said
