"""Which language an entry is in, and of what it is a translation: as Polylang, WPML or nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from clarion.moving.wordpress.export import Entry

WPML_LANGUAGE = "_wpml_import_language_code"
WPML_GROUP = "_wpml_import_translation_group"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The site's language that an entry goes to; empty where the site has none such. `told` is what the file says."""

    language: str
    told: str
    group: str


def tongue_of(entry: Entry, fallback: str) -> Tongue:
    """The language of an entry, and the name of the group of its translations, which may be empty."""
    terms = {one.domain: one.slug for one in entry.terms}
    told = terms.get("language") or entry.meta.get(WPML_LANGUAGE) or fallback
    group = terms.get("post_translations") or entry.meta.get(WPML_GROUP) or ""
    return Tongue(ours(told), told, group)


def ours(code: str, languages: Mapping[str, object] | None = None) -> str:
    """The site's language for a code such as `fr`, `pt-br`, `fr_FR` or `zh-cn`; empty if it has none."""
    have = list(languages if languages is not None else dict(settings.LANGUAGES))
    wanted = code.strip().lower().replace("_", "-")
    wanted = _SCRIPTS.get(wanted, wanted)
    if wanted in have:
        return wanted
    base = wanted.partition("-")[0]
    near = [one for one in have if one == base or one.partition("-")[0] == base]
    return near[0] if near and (base != "zh" or wanted == "zh") else ""


_SCRIPTS = {"zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}
