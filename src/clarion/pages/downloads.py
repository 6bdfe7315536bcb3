"""What readers can take away: a file of ours or something elsewhere, described before they follow the link."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from babel import Locale
from babel.core import UnknownLocaleError
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from clarion.core.languages import active_language


def validate_language(code: str) -> None:
    """Refuses what is no code of a language."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValidationError(
            _("“%(code)s” is no code of a language. Write one such as ar, fr or pt-BR."),
            params={"code": code},
        ) from error


class Download(Orderable):
    """A file of ours, or an address elsewhere, with its title and the language it is in. Abstract."""

    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    url = models.URLField(_("address elsewhere"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        validators=[validate_language],
        help_text=_("A code such as ar, fr or pt-BR. Empty: that of the page."),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("document"), FieldPanel("url")]),
        FieldPanel("language"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.document_id) == bool(self.url):
            raise ValidationError(
                {"document": _("Choose a file, or give an address elsewhere: one of the two.")}
            )

    @property
    def address(self) -> str:
        """Where the link leads."""
        return self.document.url if self.document else self.url

    @property
    def type_name(self) -> str:
        """The file's type as people call it, `PDF`; of something elsewhere, whose site it is."""
        if self.document:
            return self.document.file_extension.upper()
        return urlsplit(self.url).hostname or ""

    @property
    def size(self) -> str:
        """The file's size in the language being read; empty for something elsewhere."""
        size = self.document.get_file_size() if self.document else None
        return "" if size is None else active_language().file_size(size)

    @property
    def language_name(self) -> str:
        """The language it is in, in the language being read; empty if they are the same."""
        reader = active_language()
        return "" if self.language in ("", reader.code) else reader.language_name(self.language)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal; empty for something elsewhere."""
        if not self.document:
            return ""
        # Kept under what the file holds, so that another file never gets this one's.
        key = f"sha256:{self.document.get_file_hash()}"
        return str(cache.get_or_set(key, partial(_sha256, self.document), timeout=None))


def _sha256(document: Any) -> str:
    with document.open_file() as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
