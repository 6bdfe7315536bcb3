"""What readers are told of a translation: that its original has changed, or that a machine made it."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext

from clarion.core.languages import active_language
from clarion.pages.notices import Notice, NoticeLink
from clarion.pages.rendering import Scope
from clarion.translation.models import TranslatedPage

JOINED = ("translation_state__original",)


def about_translation(scope: Scope) -> Iterator[Notice]:
    """The notices of a translated page; none of an original, or of a translation that is up to date."""
    try:
        state: TranslatedPage = scope.page.translation_state  # type: ignore[union-attr]
    except ObjectDoesNotExist:
        return
    if state.is_stale:
        day = active_language().day(timezone.localtime(state.original.changed_at).date())
        words = gettext(
            "The original of this page changed on %(day)s; this translation does not show that yet."
        )
        yield Notice(words % {"day": day}, _to_original(state, scope))
    if state.machine_made:
        words = gettext("A machine made this translation, and nobody has reviewed it yet.")
        yield Notice(words, _to_original(state, scope))


def _to_original(state: TranslatedPage, scope: Scope) -> tuple[NoticeLink, ...]:
    for code, link in scope.translations.items():
        if link.pk == state.original.page_id:
            name = active_language().language_name(code)
            words = gettext("Read the original in %(language)s") % {"language": name}
            return (NoticeLink(link.address, words, code),)
    return ()
