"""The one error of this package."""

from django.core.exceptions import ValidationError


class UploadRefused(ValidationError):
    """The file is not taken. The message is one line: what is wrong with it, and what would do."""
