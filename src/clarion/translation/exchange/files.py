"""PO files of pages: how they are called, and what is in them (GNU gettext; read and written by polib)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import polib
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from clarion.core.complaint import Complaint
from clarion.core.languages import language
from clarion.translation.models import Original
from clarion.translation.segments import segments_of

LARGEST = 50 * 1024 * 1024
"""Bytes that the files of a ZIP may have together; a site of a thousand pages has a tenth of it."""

PLACE = "X-Clarion-Page"
"""The header that tells a person which page a file is of. What counts is wagtail-localize's own identifier."""


class ExchangeError(Complaint):
    """A file that cannot be taken in: each line says where, what is wrong and how to mend it."""

    status = 2


def translation_of(original: Page, locale: Locale) -> Translation:
    """The record by which wagtail-localize knows the translation of a page, with what is translated already.

    A page that was written directly keeps its ordinary editor: the record is not enabled for it.
    """
    with transaction.atomic():
        source, _ = TranslationSource.update_or_create_from_instance(original)
        translation, is_new = Translation.objects.get_or_create(
            source=source, target_locale=locale, defaults={"enabled": False}
        )
        if not translation.enabled:
            _take_up(translation, original, locale, is_new=is_new)
        return translation


def po_of(original: Page, locale: Locale) -> polib.POFile:
    """Every piece of a page with its translation; `msgctxt` is the piece's place, and stays when its words change."""
    po = translation_of(original, locale).export_po()
    tag = language(locale.language_code).tag
    kept = polib.POFile(wrapwidth=100)
    kept.metadata = {**po.metadata, "Language": tag.replace("-", "_"), PLACE: original.url_path}
    kept.metadata.pop("POT-Creation-Date", None)  # Equal texts make equal files.
    kept.extend(entry for entry in po if not entry.obsolete)
    return kept


def file_name(original: Page) -> str:
    """The path of a page's file: that of the page below its language."""
    below = original.url_path.strip("/").partition("/")[2]
    return f"{below or 'home'}.po"


def site_archive(locale: Locale) -> bytes:
    """All pages that can be translated into a language, in one ZIP."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for original in originals_for(locale):
            # A fixed date: equal texts make equal archives.
            archive.writestr(ZipInfo(file_name(original)), str(po_of(original, locale)))
    return written.getvalue()


def originals_for(locale: Locale) -> Iterator[Page]:
    """The live originals in other languages, as pages of their own types, in the order of the tree."""
    rows = Original.objects.filter(page__live=True).exclude(page__locale=locale).order_by("page__path")
    for row in rows.select_related("page"):
        yield row.page.specific


def unpack(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The PO files in an upload, by name: the file itself, or what a ZIP holds.

    Raises:
        ExchangeError: it is neither, holds too much, or something that is not text.
    """
    if not name.lower().endswith(".zip"):
        yield name, _text(name, content)
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(".po")]
            if sum(one.file_size for one in members) > LARGEST:
                raise ExchangeError(
                    gettext("%(name)s: larger than 50 MB when unpacked. Send fewer files.") % {"name": name}
                )
            if not members:
                raise ExchangeError(gettext("%(name)s: no .po file is in it.") % {"name": name})
            for one in members:
                yield f"{name}/{one.filename}", _text(one.filename, archive.read(one))
    except BadZipFile as error:
        raise ExchangeError(gettext("%(name)s: this is no ZIP file.") % {"name": name}) from error


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            gettext("%(name)s: not UTF-8. Save it as UTF-8 and send it again.") % {"name": name}
        ) from error


def _take_up(translation: Translation, original: Page, locale: Locale, *, is_new: bool) -> None:
    """Tells wagtail-localize what a page written directly says at each place of its original.

    Words that are the same in both are a name the first time; later they may be what fills a gap.
    """
    written = Page.objects.filter(
        translation_key=original.translation_key, locale=locale, alias_of=None
    ).first()
    if written is None:
        return
    here = {one.place: one.text for one in segments_of(written.get_latest_revision_as_object())}
    known: dict[tuple[str, str], Any] = {
        (one.context.path, one.string.data): one
        for one in StringSegment.objects.filter(source=translation.source).select_related("context", "string")
    }
    for segment in segments_of(original):
        target = here.get(segment.place)
        row = known.get((segment.path, segment.text))
        if row is None or not target:
            continue
        told = StringTranslation.objects.filter(
            translation_of_id=row.string_id, locale=locale, context_id=row.context_id
        ).first()
        if told is not None and told.data != target and target != segment.text:
            told.data, told.translation_type = target, StringTranslation.TRANSLATION_TYPE_MANUAL
            told.save()
        elif told is None and (is_new or target != segment.text):
            StringTranslation.objects.create(
                translation_of_id=row.string_id, locale=locale, context_id=row.context_id, data=target
            )
