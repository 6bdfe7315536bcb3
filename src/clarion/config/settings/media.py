"""Pictures and documents: how large they may be, and where pictures are fetched from."""

from __future__ import annotations

from pydantic import Field, field_validator

from clarion.config.environment import Concern, http_address


class Media(Concern):
    """Limits of uploads, and Wikimedia Commons."""

    image_megabytes: int = Field(20, ge=1, description="The largest image file that is taken, in megabytes.")
    image_megapixels: int = Field(
        64, ge=1, description="The most pixels of an image, all frames together, in millions."
    )
    document_megabytes: int = Field(20, ge=1, description="The largest document that is taken, in megabytes.")
    commons_api: str = Field(
        "https://commons.wikimedia.org/w/api.php",
        min_length=1,
        description="The MediaWiki API that pictures are looked up in.",
    )
    commons_files: str = Field(
        "https://upload.wikimedia.org",
        min_length=1,
        description="Where the files of that wiki are; pictures are fetched from nowhere else.",
    )

    @field_validator("commons_api", "commons_files")
    @classmethod
    def _address(cls, value: str) -> str:
        return http_address(value, "https://commons.wikimedia.org/w/api.php")


MEDIA = Media.load()
WAGTAILIMAGES_MAX_UPLOAD_SIZE = MEDIA.image_megabytes * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = MEDIA.image_megapixels * 1_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "clarion.media.forms.CreditedImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "clarion.media.forms.CheckedDocumentForm"
DOCUMENT_MAX_SIZE = MEDIA.document_megabytes * 1024 * 1024
COMMONS_API = MEDIA.commons_api
COMMONS_FILES = MEDIA.commons_files
