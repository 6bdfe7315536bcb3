"""Pages as other pages point to them, looked up in one query without composing it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import connection
from wagtail.models import Locale, Page

from clarion.pages.addresses import address_of

HOME_DEPTH = 2
"""The home pages of the languages, right below the root of the tree."""

MENU_DEPTH = 3
"""Pages right below a language's home page: root (1), home (2), menu (3)."""


@dataclass(frozen=True)
class PageLink:
    """A page as others point to it."""

    pk: int
    title: str
    address: str
    language: str


@dataclass(frozen=True)
class FoundLink:
    """A link, and why it was found: part of its language's menu, a translation of a page, or above it."""

    link: PageLink
    is_in_menu: bool
    is_translation: bool
    is_above: bool


# Asked for every page: written out, since composing it costs more than answering it.
_LINKS = f"""
    SELECT p.id, p.title, p.url_path, l.language_code, p.depth = {MENU_DEPTH} AND p.show_in_menus, {{is_translation}},
        {{is_above}}
    FROM {Page._meta.db_table} p JOIN {Locale._meta.db_table} l ON l.id = p.locale_id
    WHERE p.live AND ({{wanted}}) ORDER BY p.path
"""  # noqa: S608 - names of our own tables

_NO = "p.id < 0"


def linked_pages(ids: Collection[int], menu_of: str = "", around: Page | None = None) -> Iterator[FoundLink]:
    """Live pages in the order of the tree: those with these ids, the menu of a language, what is around a page.

    Around a page are its translations, itself among them, and the pages above it up to its home page.
    """
    wanted: list[str] = []
    parameters: list[str | int] = []
    selected: list[str | int] = []
    is_translation = is_above = _NO
    if around is not None and around.translation_key is not None:
        key = Page._meta.get_field("translation_key").get_db_prep_value(around.translation_key, connection)
        is_translation = "p.translation_key = %s"
        selected.append(key)
        wanted.append(is_translation)
        parameters.append(key)
        if above := _paths_above(around):
            is_above = f"p.path IN ({', '.join(['%s'] * len(above))})"
            selected += above
            wanted.append(is_above)
            parameters += above
    if ids:
        wanted.append(f"p.id IN ({', '.join(['%s'] * len(ids))})")
        parameters += sorted(ids)
    if menu_of:
        wanted.append(f"(p.depth = {MENU_DEPTH} AND p.show_in_menus AND l.language_code = %s)")
        parameters.append(menu_of)
    if not wanted:
        return
    question = _LINKS.format(is_translation=is_translation, is_above=is_above, wanted=" OR ".join(wanted))
    with connection.cursor() as cursor:
        cursor.execute(question, selected + parameters)
        answered = cursor.fetchall()
    for pk, title, url_path, language, *why in answered:
        link = PageLink(pk, title, address_of(url_path, language), language)
        yield FoundLink(link, *(bool(one) for one in why))


def _paths_above(page: Page) -> list[str]:
    """The tree paths of the pages above one, its home page first."""
    step = Page.steplen
    return [page.path[:end] for end in range(HOME_DEPTH * step, len(page.path), step)] if page.path else []
