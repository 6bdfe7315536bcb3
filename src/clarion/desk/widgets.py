"""Form widgets of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class WordSelect(forms.Select):
    """A choice among the words of a vocabulary, such as kinds or countries, which are the same for everybody.

    Django renders a template for each of them, and translates them each time, which takes longer than everything else
    on a page. Here each vocabulary is written once in each language.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The copies of a widget that forms make share it.
        self._written: dict[tuple[str | None, tuple[str, ...]], dict[str, SafeString]] = {}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup, made at once."""
        chosen = "" if value is None else str(value)
        vocabulary = get_language(), tuple(str(key) for key, _label in self.choices)
        if vocabulary not in self._written:
            self._written[vocabulary] = {
                str(key): format_html('<option value="{}">{}</option>', key, label)
                for key, label in self.choices
            }
        options = self._written[vocabulary]
        if chosen in options:
            options = {**options, chosen: SafeString(options[chosen].replace('">', '" selected>', 1))}
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})),
            SafeString("".join(options.values())),
        )
