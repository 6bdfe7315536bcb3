"""The forms of the admin through which images and documents come in."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from clarion.media.licences import LICENCES
from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from clarion.media.services import write_words
from clarion.media.uploads import CheckedImage, check_document, checked_image
from clarion.media.uploads.names import LONGEST_TITLE, readable, title_from
from clarion.media.words_field import WordsField


class CheckedImageField(WagtailImageField):
    """An upload that goes through the one door for images."""

    def to_python(self, data: File[Any] | None) -> CheckedImage | None:
        file = forms.FileField.to_python(self, data)
        return checked_image(file) if file else None


def licence_choices(day: date) -> list[tuple[Any, Any]]:
    """The licences as a form offers them: those that are current on a day, then earlier ones."""
    language = get_language() or settings.LANGUAGE_CODE
    groups: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for code, licence in LICENCES.items():
        short, long = licence.short_name_in(language), licence.name_in(language)
        label = short if short == long else f"{short} · {long}"
        groups[licence.is_current(day)].append((code, label))
    return [("", "—"), *groups[True], (_("Earlier or national editions"), groups[False])]


class CreditedImageForm(BaseImageForm):
    """An image with its credits, and its words in every language of the site."""

    words = WordsField(
        label=_("Titles and alternative texts"),
        required=False,
        help_text=_("An alternative text says what the picture shows, for those who do not see it."),
    )

    class Media:
        css: ClassVar = {"all": ["clarion/admin/media.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if old := self.fields.get("file"):
            self.fields["file"] = CheckedImageField(
                label=old.label, required=old.required, widget=old.widget, help_text=old.help_text
            )
        if "licence" in self.fields:
            field = CreditedImage._meta.get_field("licence")
            self.fields["licence"] = forms.ChoiceField(
                label=capfirst(field.verbose_name),
                required=False,
                choices=lambda: licence_choices(timezone.localdate()),
            )
        if self.instance.pk:
            texts = self.instance.texts.all()
            self.initial["words"] = {one.language: Words(one.title, one.alt) for one in texts}

    def clean_title(self) -> str:
        title = readable(self.cleaned_data["title"])
        file = self.files.get(self.add_prefix("file"))
        # An upload of several files gives each its file's name as a title.
        return title_from(title) if file and title == readable(file.name)[:LONGEST_TITLE] else title

    def save(self, commit: bool = True) -> CreditedImage:
        image: CreditedImage = super().save(commit=commit)
        if commit and "words" in self.changed_data:
            write_words(image=image, words=self.cleaned_data["words"])
        return image


class CheckedDocumentForm(BaseDocumentForm):
    """A document for download, looked at before it is kept."""

    def clean_file(self) -> File[Any]:
        file: File[Any] = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
        return file
