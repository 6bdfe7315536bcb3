"""Taking translators' files in: all of them or none, as drafts unless they are to be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from clarion.core.models import User
from clarion.translation.exchange.checks import faults
from clarion.translation.exchange.files import ExchangeError
from clarion.translation.services import draft_of

_ID = "X-WagtailLocalize-TranslationID"
_MOST_FAULTS = 20


@dataclass
class Taken:
    """What came of an intake: pages written, pieces changed, and pieces whose original says something else now."""

    pages: int = 0
    pieces: int = 0
    outdated: int = 0


@dataclass(frozen=True)
class _Sheet:
    name: str
    po: polib.POFile
    translation: Translation


@transaction.atomic
def take_in(
    *,
    files: Iterable[tuple[str, str]],
    locale: Locale | None = None,
    page: Page | None = None,
    actor: User | None = None,
    publish: bool = False,
) -> Taken:
    """Takes in PO files by name. Each page becomes a new draft, or is published at once.

    With `locale` or `page`, a file for another language or page is refused.

    Raises:
        ExchangeError: something is wrong with a file. Then nothing has been taken in.
    """
    sheets, wrong = [], []
    for name, content in files:
        try:
            sheet = _read(name, content, locale, page)
        except ExchangeError as error:
            wrong.append(str(error))
            continue
        sheets.append(sheet)
        wrong += [f"{name}:{line}: {fault}" for line, fault in _faults(sheet.po)]
    if wrong:
        more = len(wrong) - _MOST_FAULTS
        rest = [gettext("… and %(count)s more.") % {"count": more}] if more > 0 else []
        raise ExchangeError("\n".join([*wrong[:_MOST_FAULTS], *rest]))
    taken = Taken()
    for sheet in sheets:
        _take(sheet, actor, publish, taken)
    return taken


def _read(name: str, content: str, locale: Locale | None, page: Page | None) -> _Sheet:
    try:
        po = polib.pofile(content, check_for_duplicates=False) if "msgid" in content else None
    except (OSError, ValueError) as error:
        raise ExchangeError(f"{name}: {error}") from error
    if po is None:
        raise ExchangeError(gettext("%(name)s: this is no PO file.") % {"name": name})
    found = _known(po.metadata.get(_ID, ""))
    if found is None:
        raise ExchangeError(
            gettext("%(name)s: no page here is known by its header %(header)s. Export it here first.")
            % {"name": name, "header": _ID}
        )
    if locale is not None and found.target_locale_id != locale.pk:
        raise ExchangeError(
            gettext("%(name)s is for %(found)s, not for %(wanted)s.")
            % {"name": name, "found": found.target_locale, "wanted": locale}
        )
    if page is not None and found.source.object_id != page.translation_key:
        raise ExchangeError(gettext("%(name)s is of another page.") % {"name": name})
    return _Sheet(name, po, found)


def _known(identifier: str) -> Translation | None:
    try:
        return Translation.objects.filter(uuid=identifier).select_related("source", "target_locale").first()
    except ValidationError:
        return None


def _faults(po: polib.POFile) -> Iterable[tuple[int, str]]:
    for entry in po:
        if entry.msgstr and not entry.obsolete:
            for fault in faults(entry):
                yield entry.linenum, fault


def _take(sheet: _Sheet, actor: User | None, publish: bool, taken: Taken) -> None:
    current = set(
        StringSegment.objects.filter(source=sheet.translation.source).values_list(
            "context__path", "string__data"
        )
    )
    before = _strings(sheet.translation)
    entries = [one for one in sheet.po if one.msgstr and not one.obsolete]
    fresh = [one for one in entries if (one.msgctxt, one.msgid) in current]
    changed = [one for one in fresh if before.get((one.msgctxt, one.msgid)) != one.msgstr]
    taken.outdated += len(entries) - len(fresh)
    if not changed:
        return
    sheet.translation.import_po(_only(changed, sheet.po), user=actor)
    draft_of(translation=sheet.translation, actor=actor, publish=publish)
    taken.pages += 1
    taken.pieces += len(changed)


def _only(entries: list[polib.POEntry], po: polib.POFile) -> polib.POFile:
    chosen = polib.POFile()
    chosen.metadata = po.metadata
    chosen.extend(entries)
    return chosen


def _strings(translation: Translation) -> dict[tuple[str, str], str]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    return {
        (path, text): data
        for path, text, data in rows.values_list("context__path", "translation_of__data", "data")
    }
