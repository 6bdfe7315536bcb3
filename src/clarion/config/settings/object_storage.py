"""S3-compatible storage: how it is reached, and what of ours is kept in it."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from clarion.config.environment import Concern, SettingError, http_address, needs_libraries


class ObjectStorage(Concern):
    """S3-compatible storage, which several machines share."""

    s3_endpoint: str = Field("", description="The address of that storage; empty: Amazon's.")
    s3_region: str = Field("us-east-1", description="Its region.")
    s3_access_key: str = Field("", description="The access key. Empty: where the library boto3 finds one.")
    s3_secret_key: str = Field("", description="Its secret.")
    media_bucket: str = Field(
        "",
        description="A bucket for pictures and documents. Empty: they lie in the data directory.",
    )
    media_prefix: str = Field(
        "", description="The folder in that bucket, such as site/media. Empty: its root."
    )
    media_url: str = Field(
        "",
        description="The public address of that bucket, if browsers may ask it for pictures. "
        "Empty: Clarion fetches them for readers, and the bucket may be private.",
    )
    dossier_bucket: str = Field(
        "",
        description="A private bucket, for nothing else, for the sealed files of dossiers. "
        "Empty: they lie in the data directory.",
    )
    edition_bucket: str = Field(
        "",
        description="A private bucket for the files of editions of reports, of which each machine keeps a copy. "
        "Empty: they lie in the data directory alone.",
    )

    @field_validator("media_prefix")
    @classmethod
    def _folder(cls, value: str) -> str:
        return value.strip("/")

    @field_validator("media_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        return http_address(value, "https://media.example.org")


def _checked(chosen: ObjectStorage) -> ObjectStorage:
    if chosen.media_url and not chosen.media_bucket:
        raise SettingError("CLARION_MEDIA_URL is set, and CLARION_MEDIA_BUCKET is missing.")
    if chosen.dossier_bucket and chosen.dossier_bucket == chosen.media_bucket:
        raise SettingError("CLARION_DOSSIER_BUCKET: media are public; choose a bucket for dossiers alone.")
    if chosen.edition_bucket and chosen.edition_bucket in (chosen.media_bucket, chosen.dossier_bucket):
        raise SettingError(
            "CLARION_EDITION_BUCKET: choose a bucket for editions alone; drafts are not public."
        )
    for name in ("media_bucket", "dossier_bucket", "edition_bucket"):
        if getattr(chosen, name):
            needs_libraries(f"CLARION_{name.upper()}", boto3="boto3", storages="django-storages")
    return chosen


OBJECT_STORAGE = _checked(ObjectStorage.load())
_MEDIA_PARTS = urlsplit(OBJECT_STORAGE.media_url)
CLARION_MEDIA_ORIGIN = f"{_MEDIA_PARTS.scheme}://{_MEDIA_PARTS.netloc}" if OBJECT_STORAGE.media_url else ""
