"""Machine translation: a plug for wagtail-localize, off unless a service is set up (`CLARION_TRANSLATOR_URL`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polib
import requests
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from clarion.core.complaint import Complaint
from clarion.core.models import User
from clarion.translation.exchange.checks import faults
from clarion.translation.exchange.files import translation_of
from clarion.translation.services import draft_of

_A_REQUEST = 50
"""Pieces sent at once: services refuse larger requests."""


class TranslatorError(Complaint):
    """The service did not answer, or not as it should."""


class Translator(LibreTranslator):
    """Whatever speaks LibreTranslate's interface. A piece that comes back without its links or figures is left out."""

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        wanted, found = list(strings), {}
        for start in range(0, len(wanted), _A_REQUEST):
            some = wanted[start : start + _A_REQUEST]
            try:
                answered: dict[StringValue, Any] = super().translate(source_locale, target_locale, some)
            except (requests.RequestException, ValueError, KeyError, TypeError) as error:
                raise TranslatorError(
                    gettext(
                        "The machine translator at %(address)s did not help: %(error)s. Nothing was changed."
                    )
                    % {"address": self.get_api_endpoint(), "error": error}
                ) from error
            found.update({one: told for one, told in answered.items() if _is_whole(one, told)})
        return found


def is_available() -> bool:
    """Whether a service is set up."""
    return get_machine_translator() is not None


def translate(*, original: Page, locale: Locale, actor: User) -> Page:
    """Has what is missing of a page translated, into a draft.

    Raises:
        TranslatorError: the service did not help, and nothing was changed.
    """
    translation = translation_of(original, locale)
    untold = [
        one
        for one in StringSegment.objects.filter(source=translation.source)
        .annotate_translation(locale)
        .select_related("string")
        if one.translation is None
    ]
    # Asked before anything is written: a slow service holds up nobody else's writing.
    told = _ask(translation, {one.string.as_value() for one in untold})
    with transaction.atomic():
        for one in untold:
            if answer := told.get(one.string.as_value()):
                StringTranslation.objects.get_or_create(
                    translation_of_id=one.string_id,
                    locale=locale,
                    context_id=one.context_id,
                    defaults={
                        "data": answer.data,
                        "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                        "tool_name": Translator.display_name,
                        "last_translated_by": actor,
                    },
                )
        return draft_of(translation=translation, actor=actor)


def _ask(translation: Translation, wanted: set[StringValue]) -> dict[StringValue, StringValue]:
    translator = get_machine_translator()
    if translator is None or not wanted:
        return {}
    found: dict[StringValue, StringValue] = translator.translate(
        translation.source.locale, translation.target_locale, sorted(wanted, key=lambda one: str(one.data))
    )
    return found


def _is_whole(source: StringValue, told: StringValue) -> bool:
    return not list(faults(polib.POEntry(msgid=source.data, msgstr=str(told.data or ""))))
