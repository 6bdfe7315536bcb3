"""Previews: a page as it stands in the editor, and its translations beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail.models import Locale, Page

from clarion.pages.languages import own_name


class PreviewedInEveryLanguage:
    """Adds a preview mode for every translation of a page. Stands before `Page`.

    The page itself shows what is being written; a translation shows its newest draft.
    """

    locale: Locale

    def respond(self, request: HttpRequest) -> HttpResponse:
        """The page as readers see it. Given by the page type."""
        raise NotImplementedError

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The language of the page, then the others it is written in."""
        others = self._translations().values_list("locale__language_code", flat=True)
        written_in = set(others)
        return [
            ("", own_name(self.locale.language_code)),
            *((code, name) for code, name in settings.LANGUAGES if code in written_in),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Shows the page, or the translation that the mode names."""
        page: Any = self
        if mode_name:
            found = self._translations().filter(locale__language_code=mode_name).first()
            page = found.specific.get_latest_revision_as_object() if found else self
        with translation.override(page.locale.language_code):
            answer: HttpResponse = page.respond(request)
        return answer

    def _translations(self) -> Any:
        others = Page.objects.filter(translation_key=self.translation_key)  # type: ignore[attr-defined]
        return others.exclude(locale_id=self.locale_id)  # type: ignore[attr-defined]
