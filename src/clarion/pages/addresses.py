"""Public addresses of pages, and which of Wagtail's paths they are."""

from __future__ import annotations

from django.db import connection
from wagtail.models import Locale, Page, Site

from clarion.core.keeping import keeps_nothing


def address_of(url_path: str, language: str) -> str:
    """The public address of a page.

    `url_path` is Wagtail's internal path, whose first part is the language's home page: `/home-ar/advocacy/`
    in Arabic is `/ar/advocacy/`.
    """
    _, _, below_home = url_path.lstrip("/").partition("/")
    return f"/{language}/{below_home}"


def url_path_of(path: str, language: str) -> str | None:
    """Wagtail's internal path for a public one below `/{language}/`, or None if the language has no home page."""
    home = _home(language)
    if home is None:
        return None
    return f"{home}{path.strip('/')}/" if path.strip("/") else home


def _home(language: str) -> str | None:
    """The internal path of the home page in a language."""
    if keeps_nothing():
        # Wagtail would compose two queries before each page.
        with connection.cursor() as cursor:
            cursor.execute(_HOME, [language])
            found = cursor.fetchone()
        return str(found[0]) if found else None
    roots = Site.get_site_root_paths()
    return next((root.root_path for root in roots if root.language_code == language), None)


_HOME = f"""
    SELECT home.url_path
    FROM {Site._meta.db_table} site
    JOIN {Page._meta.db_table} root ON root.id = site.root_page_id
    JOIN {Page._meta.db_table} home ON home.translation_key = root.translation_key
    JOIN {Locale._meta.db_table} locale ON locale.id = home.locale_id
    WHERE locale.language_code = %s
    ORDER BY root.url_path DESC, site.is_default_site DESC, site.hostname
    LIMIT 1
"""  # noqa: S608 - names of Wagtail's tables
