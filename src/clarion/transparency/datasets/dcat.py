"""The published data in the words of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from clarion.transparency.datasets.writers.package import LICENCES
from clarion.transparency.editions.models import Edition

FILES = "/api/v1/editions"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalog(editions: Iterable[Edition]) -> dict[str, Any]:
    """The catalogue of all published editions, each a dataset with its files as distributions."""
    return {
        "@context": _CONTEXT,
        "@id": f"{settings.BASE_URL}{FILES}",
        "@type": "dcat:Catalog",
        "dct:title": f"{settings.ORGANISATION}: transparency data",
        "dct:publisher": _publisher(),
        "foaf:homepage": {"@id": f"{settings.BASE_URL}/{settings.LANGUAGE_CODE}/transparency/data/"},
        "dcat:dataset": [_dataset(one) for one in editions],
    }


def _dataset(edition: Edition) -> dict[str, Any]:
    own = f"{settings.BASE_URL}{FILES}/{edition.period}/{edition.number}/"
    told: dict[str, Any] = {
        "@id": own,
        "@type": "dcat:Dataset",
        "dct:title": f"{settings.ORGANISATION}: requests received, {edition.period}, edition {edition.number}",
        "dct:identifier": f"transparency-{edition.period}-{edition.number}",
        "dct:publisher": _publisher(),
        "dct:issued": _typed((edition.published_at or edition.built_at).isoformat(), "dateTime"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(edition.period_start.isoformat(), "date"),
            "dcat:endDate": _typed(edition.period_end.isoformat(), "date"),
        },
        "dcat:version": str(edition.number),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": one.name,
                "dcat:downloadURL": {"@id": own + one.name},
                "dcat:mediaType": one.media_type.partition(";")[0],
                "dcat:byteSize": one.size,
                "dct:license": _licence(),
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": one.sha256,
                },
            }
            for one in edition.files.all()
        ],
    }
    if edition.reason:
        told["dcat:versionNotes"] = edition.reason
        told["dcat:previousVersion"] = {
            "@id": f"{settings.BASE_URL}{FILES}/{edition.period}/{edition.number - 1}/"
        }
    return told


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}


def _publisher() -> dict[str, str]:
    return {"@id": settings.BASE_URL, "@type": "foaf:Organization", "foaf:name": settings.ORGANISATION}


def _licence() -> Any:
    address = LICENCES.get(settings.DATA_LICENCE)
    return {"@id": address} if address else settings.DATA_LICENCE
