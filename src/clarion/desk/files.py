"""Files that are handed in at the desk, on their way into a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from clarion.register.papers import Attachment
from clarion.register.screening import MOST_ATTACHMENTS

AT_ONCE = 4
"""Times the size of one attachment that all of them together may have in one form."""


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. They are looked at before they are read into memory."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files.

        Raises:
            ValidationError: there are too many, or they are too large, one or all together.
        """
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_ATTACHMENTS:
            raise forms.ValidationError(
                _("A demand may have %(most)d attachments. Ask for an archive.") % {"most": MOST_ATTACHMENTS}
            )
        for one in files:
            refuse_by_size(one, settings.ATTACHMENT_LIMIT)
        if sum(one.size for one in files) > settings.ATTACHMENT_LIMIT * AT_ONCE:
            raise forms.ValidationError(
                _("Together the files are too large to be entered at once. File some of them afterwards.")
            )
        return files


def refuse_by_size(file: UploadedFile, limit: int) -> None:
    """Lets a file pass that has at most so many bytes.

    Raises:
        ValidationError: it has more.
    """
    size = file.size or 0
    if size > limit:
        raise forms.ValidationError(
            _(
                "%(name)s has %(size)d MB; an attachment may have %(limit)d MB. "
                "Ask for it in parts, or on paper."
            )
            % {"name": (file.name or "")[:80], "size": size // 1_048_576, "limit": limit // 1_048_576}
        )


def attachments(files: Iterable[UploadedFile]) -> list[Attachment]:
    """Files as the dossier takes them."""
    return [
        Attachment(
            name=one.name or "",
            content=one.read(),
            media_type=one.content_type or "application/octet-stream",
        )
        for one in files
    ]
