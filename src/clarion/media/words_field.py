"""One field for the words of a picture: a row for each language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info

from clarion.media.models import ImageText
from clarion.media.models.image import Words
from clarion.media.models.text import LONGEST_ALT
from clarion.media.uploads.names import LONGEST_TITLE, readable

_PARTS = Words._fields


class WordsInput(forms.Widget):
    """A row of two inputs, title and alternative text, for each language."""

    template_name = "media/words.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        written: Mapping[str, Words] = value or {}
        context["widget"]["rows"] = [
            {
                "code": code,
                "name": label,
                "direction": "rtl" if _is_right_to_left(code) else "ltr",
                "words": written.get(code, Words("", "")),
                "title": f"{name}-{code}-title",
                "alt": f"{name}-{code}-alt",
            }
            for code, label in settings.LANGUAGES
        ]
        context["widget"]["longest"] = {"title": LONGEST_TITLE, "alt": LONGEST_ALT}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Words]:
        return {
            code: Words(*(readable(data.get(f"{name}-{code}-{part}", "")) for part in _PARTS))
            for code, _label in settings.LANGUAGES
            if not self._is_left_out(data, name, code)
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(self._is_left_out(data, name, code) for code, _label in settings.LANGUAGES)

    def id_for_label(self, id_: str) -> str:
        return ""

    @staticmethod
    def _is_left_out(data: Mapping[str, Any], name: str, code: str) -> bool:
        return not any(f"{name}-{code}-{part}" in data for part in _PARTS)


class WordsField(forms.Field):
    """The words of a picture, by language. Languages that a form does not ask for are left as they are."""

    widget = WordsInput

    def clean(self, value: dict[str, Words]) -> dict[str, Words]:
        faults = []
        for code, label in settings.LANGUAGES:
            title, alt = value.get(code, Words("", ""))
            try:
                ImageText(language=code, title=title, alt=alt).clean_fields(exclude=["image"])
            except ValidationError as error:
                faults += [f"{label}: {line}" for line in error.messages]
        if faults:
            raise ValidationError(faults)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        before: Mapping[str, Words] = initial or {}
        return any(before.get(code, Words("", "")) != words for code, words in (data or {}).items())


def _is_right_to_left(code: str) -> bool:
    try:
        return bool(get_language_info(code)["bidi"])
    except KeyError:
        return False
