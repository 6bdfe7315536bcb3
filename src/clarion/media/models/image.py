"""A picture, who made it, where it comes from, and under which licence it may be used."""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.images.models import Image as WagtailImage

from clarion.media.licences import LICENCES
from clarion.media.models.file import CheckedImageField
from clarion.media.models.queries import CreditedImageQuerySet


class Lack(Enum):
    """What an image can lack, in the words an editor reads."""

    AUTHOR = _("author")
    SOURCE = _("source")
    LICENCE = _("licence")
    ALT = _("alternative text in this language")


class Words(NamedTuple):
    """Title and alternative text in one language; empty where nobody wrote any."""

    title: str
    alt: str


def a_known_licence(code: str) -> None:
    """Refuses a code that is not in the vocabulary."""
    if code not in LICENCES:
        raise ValidationError(_("%(code)s is no licence of the vocabulary."), params={"code": code})


class CreditedImage(AbstractImage):
    """An image of the library. `title` is what editors find it by; what readers read is in its `texts`."""

    file = CheckedImageField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    original_sha1 = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    author = models.CharField(_("author"), max_length=255, blank=True)
    source_url = models.URLField(
        _("source"), max_length=1000, blank=True, help_text=_("The page where the picture can be found.")
    )
    made_here = models.BooleanField(
        _("made for this site"), default=False, help_text=_("No other page shows it, so it needs no source.")
    )
    licence = models.CharField(_("licence"), max_length=40, blank=True, validators=[a_known_licence])
    only_decorates = models.BooleanField(
        _("only decorates"),
        default=False,
        help_text=_("The picture says nothing that the text does not say. Screen readers pass over it."),
    )
    directional = models.BooleanField(
        _("directional"),
        default=False,
        help_text=_("The picture has a direction of reading and is mirrored on right-to-left pages."),
    )

    objects = CreditedImageQuerySet.as_manager()

    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "author",
        "source_url",
        "made_here",
        "licence",
        "only_decorates",
        "directional",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions: ClassVar = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new_file = bool(self.file) and not self.file._committed
        super().save(*args, **kwargs)
        if is_new_file and not self.is_svg():
            from clarion.media.tasks import make_sizes

            pk = self.pk
            transaction.on_commit(lambda: make_sizes.enqueue(pk))

    def words_in(self, language: str) -> Words:
        """Title and alternative text in a language."""
        if getattr(self, "words_language", None) == language:
            return Words(self.words_title or "", self.words_alt or "")
        for text in self.texts.all():
            if text.language == language:
                return Words(text.title, text.alt)
        return Words("", "")

    def title_in(self, language: str) -> str:
        """The title in a language, or the one it has in the library."""
        return self.words_in(language).title or self.title

    def alt_in(self, language: str, own: str | None = "", decorative: bool | None = False) -> str:
        """What stands in place of the picture where it is used: the one rule for alternative texts.

        The place's `own` text goes first, then the image's in that language. A picture that is only decoration, in
        itself or in this place, has none.
        """
        if decorative or (self.only_decorates and not own):
            return ""
        return own or self.words_in(language).alt

    def lacks(self, language: str, own: str | None = "", decorative: bool | None = False) -> list[Lack]:
        """What has to be known before the picture may be shown in a language, and is not."""
        told = {
            Lack.AUTHOR: self.author,
            Lack.SOURCE: self.source_url or self.made_here,
            Lack.LICENCE: self.licence,
            Lack.ALT: decorative or self.only_decorates or self.alt_in(language, own),
        }
        return [lack for lack, value in told.items() if not value]

    @property
    def default_alt_text(self) -> str:
        """Nothing: a place that leaves its own text empty says the image's, in the language of its page."""
        return ""

    @property
    def shown_values(self) -> tuple[Any, ...]:
        """What of the picture shows on a page, in the language it was read with (`with_words`)."""
        return (
            self.file.name,
            self.width,
            self.height,
            (self.focal_point_x, self.focal_point_y),
            self.directional,
            self.only_decorates,
            getattr(self, "words_alt", None),
        )


class CreditedRendition(AbstractRendition):
    """A picture at one size, made once."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
