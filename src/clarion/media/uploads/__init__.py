"""What comes in from outside: looked at before it is opened, cleaned before it is kept, refused with one clear line."""

from clarion.media.uploads.document import check_document
from clarion.media.uploads.image import CheckedImage, checked_image
from clarion.media.uploads.refusal import UploadRefused

__all__ = ["CheckedImage", "UploadRefused", "check_document", "checked_image"]
