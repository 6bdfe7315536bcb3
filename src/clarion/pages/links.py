"""Pages as other pages point to them, looked up in one query without composing it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from wagtail.models import Locale, Page

from clarion.pages.addresses import address_of

MENU_DEPTH = 3
"""Pages right below a language's home page: root (1), home (2), menu (3)."""


@dataclass(frozen=True)
class PageLink:
    """A page as others point to it."""

    pk: int
    title: str
    address: str
    language: str


# Asked for every page: written out, since composing it costs more than answering it.
_LINKS = f"""
    SELECT p.id, p.title, p.url_path, l.language_code, p.depth = {MENU_DEPTH} AND p.show_in_menus, {{is_translation}}
    FROM {Page._meta.db_table} p JOIN {Locale._meta.db_table} l ON l.id = p.locale_id
    WHERE p.live AND ({{wanted}}) ORDER BY p.path
"""  # noqa: S608 - names of our own tables


def linked_pages(
    ids: Collection[int], menu_of: str = "", translations_of: UUID | None = None
) -> Iterator[tuple[PageLink, bool, bool]]:
    """Live pages in the order of the tree: those with these ids, the menu of a language, the translations of a page.

    Yields each with whether it is part of its language's menu, and whether it is one of the translations.
    """
    wanted, parameters, is_translation = [], [], "p.id < 0"
    if translations_of is not None:
        key = Page._meta.get_field("translation_key").get_db_prep_value(translations_of, connection)
        is_translation = "p.translation_key = %s"
        wanted.append(is_translation)
        parameters += [key, key]
    if ids:
        wanted.append(f"p.id IN ({', '.join(['%s'] * len(ids))})")
        parameters += sorted(ids)
    if menu_of:
        wanted.append(f"(p.depth = {MENU_DEPTH} AND p.show_in_menus AND l.language_code = %s)")
        parameters.append(menu_of)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(_LINKS.format(is_translation=is_translation, wanted=" OR ".join(wanted)), parameters)
        answered = cursor.fetchall()
    for pk, title, url_path, language, is_in_menu, is_one in answered:
        yield PageLink(pk, title, address_of(url_path, language), language), bool(is_in_menu), bool(is_one)
