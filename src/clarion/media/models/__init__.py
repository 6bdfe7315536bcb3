"""Images with author, source and licence, so that every picture on a page is credited."""

from clarion.media.models.image import CreditedImage, CreditedRendition
from clarion.media.models.text import ImageText

__all__ = ["CreditedImage", "CreditedRendition", "ImageText"]
