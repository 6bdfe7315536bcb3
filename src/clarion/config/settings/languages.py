"""The languages of the site, any number of them, named by CLDR in their own tongue."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from pydantic import Field

from clarion.config.environment import Concern, SettingError


class Languages(Concern):
    """Which languages the site speaks."""

    languages: str = Field("en ar zh-hans fr es", description="Language codes, the default first.")


def _own_name(code: str) -> str:
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise SettingError(
            f"CLARION_LANGUAGES: {code!r} is no language code known to CLDR, such as pt-br."
        ) from error
    name = (
        locale.get_language_name(str(locale).split("_")[0])
        if code == "zh-hans"
        else locale.get_display_name()
    )
    return (name or code)[:1].upper() + (name or code)[1:]


_CODES = Languages.load().languages.lower().split()
if not _CODES:
    raise SettingError("CLARION_LANGUAGES is empty. Name at least one language, such as en.")

LANGUAGES = [(code, _own_name(code)) for code in _CODES]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LANGUAGE_CODE = _CODES[0]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
