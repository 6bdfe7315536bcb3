"""What is written down about originals and their translations."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from clarion.core.models import User
from clarion.translation import comparing
from clarion.translation.models import Original, TranslatedPage, Wording
from clarion.translation.segments import segments_of

_MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
_MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def original_of(page: Page) -> Page | None:
    """The page that this one translates, or itself; None for an alias, which has no words of its own.

    It is what translators were sent, else the page in the site's default language, else the oldest.
    """
    if page.alias_of_id:
        return None
    versions = {
        one.locale.language_code: one
        for one in Page.objects.filter(translation_key=page.translation_key, alias_of=None)
        .select_related("locale")
        .order_by("-pk")
    }
    sent = TranslationSource.objects.filter(
        object_id=page.translation_key, translations__enabled=True
    ).values_list("locale__language_code", flat=True)
    for code in (*sent, settings.LANGUAGE_CODE):
        if code in versions:
            return versions[code]
    return list(versions.values())[-1] if versions else None


def untold_of(page: Page) -> frozenset[str]:
    """The pieces that wagtail-localize still waits for, and fills with the original's words meanwhile.

    Of a page written directly it knows nothing: there, the same words are a name that is the same.
    """
    waiting = StringSegment.objects.filter(
        source__object_id=page.translation_key, source__translations__target_locale_id=page.locale_id
    ).annotate_translation(page.locale)
    return frozenset(waiting.filter(translation=None).values_list("string__data", flat=True))


@transaction.atomic
def take_note(*, page: Page) -> None:
    """Writes down what a page says, now that it is published."""
    original = original_of(page)
    if original is None:
        return
    if original.pk == page.pk:
        _note_original(page)
    elif original.live:
        _note_translation(page, original)


@transaction.atomic
def confirm(*, page: Page, actor: User) -> TranslatedPage:
    """Says that a translation is right as it stands: its original's changes change nothing, its machine did well."""
    state = (
        TranslatedPage.objects.select_for_update()
        .select_related("original__wording", "page__locale")
        .get(page=page)
    )
    state.source_wording = state.original.wording
    state.machine_made = False
    state.checked_at, state.checked_by = timezone.now(), actor
    _count(state)
    state.save()
    _machine_strings(page).update(translation_type=_MANUAL, last_translated_by=actor)
    return state


def _note_original(page: Page) -> Original:
    wording = _wording(page.specific)
    original, _ = Original.objects.get_or_create(page_id=page.pk, defaults={"wording": wording})
    if original.wording_id != wording.pk:
        original.wording, original.changed_at = wording, timezone.now()
        original.save()
    for translation in original.translations.select_related("source_wording", "wording", "page__locale"):
        translation.original = original
        _count(translation)
        translation.save(update_fields=["piece_count", "standing_count"])
    return original


def _note_translation(page: Page, of: Page) -> None:
    original = Original.objects.filter(page_id=of.pk).select_related("wording").first() or _note_original(of)
    now = _wording(page.specific)
    sent = _sent(page)
    told = sent or original.wording
    state = TranslatedPage.objects.filter(page_id=page.pk).select_related("source_wording", "wording").first()
    if state is None:
        state = TranslatedPage(page_id=page.pk, source_wording=told)
    elif sent or state.original_id != original.pk:
        state.source_wording = told
    else:
        state.source_wording = _brought_up(state, original.wording, now)
    state.page, state.original, state.wording = page, original, now
    state.machine_made = _machine_strings(page).exists()
    _count(state)
    state.save()


def _brought_up(state: TranslatedPage, source: Wording, now: Wording) -> Wording:
    """What the translation corresponds to after an edit: only what the translator touched is brought up to date."""
    known, before, after = state.source_wording.by_place, state.wording.by_place, now.by_place
    pieces: dict[str, str] = {}
    for place, text in source.by_place.items():
        is_touched = before.get(place) != after.get(place)
        pieces[place] = text if is_touched or known.get(place) == text else known.get(place, "")
    gone = {place: text for place, text in known.items() if place not in pieces and place in after}
    corresponds = {place: text for place, text in {**pieces, **gone}.items() if text}
    return source if corresponds == source.by_place else Wording.of(corresponds.items())


def _sent(page: Page) -> Wording | None:
    """The original's text as it was sent to translators, for a page kept in step with what they return."""
    source = TranslationSource.objects.filter(
        object_id=page.translation_key,
        translations__target_locale_id=page.locale_id,
        translations__enabled=True,
    ).first()
    return _wording(source.as_instance()) if source else None


def _wording(page: Page) -> Wording:
    return Wording.of((one.place, one.text) for one in segments_of(page))


def _count(state: TranslatedPage) -> None:
    rows = comparing.rows(state, untold_of(state.page))
    source = [row for row in rows if row.source]
    state.piece_count = len(source)
    state.standing_count = sum(not row.is_changed and not row.is_missing for row in source)


def _machine_strings(page: Page) -> models.QuerySet[StringTranslation]:
    found: models.QuerySet[StringTranslation] = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id, translation_type=_MACHINE
    )
    return found


@transaction.atomic
def draft_of(*, translation: Translation, actor: User | None, publish: bool = False) -> Page:
    """Writes what is translated into a new draft of the page, made if it is not there, or publishes it at once.

    What is live stays as it is until somebody publishes.
    """
    source, locale = translation.source, translation.target_locale
    if translation.source.object.get_instance_or_none(locale) is None:
        source.create_or_update_translation(
            locale, user=actor, publish=False, copy_parent_pages=True, fallback=True
        )
    page: Page = source.get_ephemeral_translated_instance(locale, fallback=True)
    revision = page.save_revision(user=actor)
    if publish:
        revision.publish(user=actor)
    return page


def note_all() -> int:
    """Takes note of every live page, originals first; returns how many. What is noted already stays noted."""
    pages = list(Page.objects.live().filter(depth__gt=1, alias_of=None).select_related("locale"))
    pages.sort(key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE)
    for page in pages:
        take_note(page=page)
    return len(pages)
