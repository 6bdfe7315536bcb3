"""Pages as other pages point to them, looked up in one query without composing it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from wagtail.models import Locale, Page

from clarion.pages.addresses import address_of

HOME_DEPTH = 2
"""The home pages of the languages, right below the root of the tree."""

MENU_DEPTH = 3
"""Pages right below a language's home page: root (1), home (2), menu (3)."""


# Only for a page whose content was copied from another language: what is written in its own asks nothing.
_OWN = f"""
    SELECT p.id, own.id, own.title, own.url_path FROM {Page._meta.db_table} p
    JOIN {Page._meta.db_table} own ON own.translation_key = p.translation_key AND own.live
    JOIN {Locale._meta.db_table} l ON l.id = own.locale_id
    WHERE l.language_code = %s AND p.id IN ({{ids}})
"""  # noqa: S608 - names of our own tables


@dataclass(frozen=True)
class PageLink:
    """A page as others point to it."""

    pk: int
    title: str
    address: str
    language: str


@dataclass(frozen=True)
class FoundLink:
    """A link, and why it was found: part of its language's menu, a translation of a page, or above it.

    `stands_for` is the page that a menu chose in any language, if this is its counterpart in the language asked for.
    """

    link: PageLink
    is_in_menu: bool
    is_translation: bool
    is_above: bool
    stands_for: int | None


# Asked for every page: written out, since composing it costs more than answering it.
_COLUMNS = f"p.id, p.title, p.url_path, l.language_code, p.depth = {MENU_DEPTH} AND p.show_in_menus"
_PAGES = f"{Page._meta.db_table} p JOIN {Locale._meta.db_table} l ON l.id = p.locale_id"
_LINKS = f"""
    SELECT {_COLUMNS}, {{is_translation}}, {{is_above}}, NULL, p.path FROM {_PAGES} WHERE p.live AND ({{wanted}})
"""  # noqa: S608 - names of our own tables

_NO = "p.id < 0"
_COUNTERPARTS = f"""
    SELECT {_COLUMNS}, {_NO}, {_NO}, chosen.id, p.path
    FROM {_PAGES} JOIN {Page._meta.db_table} chosen ON chosen.translation_key = p.translation_key
    WHERE p.live AND l.language_code = %s AND chosen.id IN ({{chosen}})
"""  # noqa: S608 - names of our own tables


def linked_pages(
    ids: Collection[int], menu_of: str = "", around: Page | None = None, chosen: Collection[int] = ()
) -> Iterator[FoundLink]:
    """Live pages in the order of the tree: those with these ids, the menu of a language, what is around a page.

    Around a page are its translations, itself among them, and the pages above it up to its home page. Last, what
    stands in the language of the menu for pages that menus chose in any language.
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
            is_above = f"p.path IN ({_marks(above)})"
            selected += above
            wanted.append(is_above)
            parameters += above
    if ids:
        wanted.append(f"p.id IN ({_marks(ids)})")
        parameters += sorted(ids)
    if menu_of:
        wanted.append(f"(p.depth = {MENU_DEPTH} AND p.show_in_menus AND l.language_code = %s)")
        parameters.append(menu_of)
    if not wanted:
        return
    question = _LINKS.format(is_translation=is_translation, is_above=is_above, wanted=" OR ".join(wanted))
    if chosen:
        question += f" UNION ALL {_COUNTERPARTS.format(chosen=_marks(chosen))}"
        parameters += [menu_of, *sorted(chosen)]
    with connection.cursor() as cursor:
        cursor.execute(f"{question} ORDER BY 9", selected + parameters)
        answered = cursor.fetchall()
    for pk, title, url_path, language, in_menu, is_one, above_it, stands_for, _ in answered:
        link = PageLink(pk, title, address_of(url_path, language), language)
        yield FoundLink(link, bool(in_menu), bool(is_one), bool(above_it), stands_for)


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _paths_above(page: Page) -> list[str]:
    """The tree paths of the pages above one, its home page first."""
    step = Page.steplen
    return [page.path[:end] for end in range(HOME_DEPTH * step, len(page.path), step)] if page.path else []


def in_language(ids: Collection[int], language: str) -> dict[int, PageLink]:
    """For pages of other languages, their live translations into this one, by the ids they were asked for."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_OWN.format(ids=", ".join(["%s"] * len(ids))), [language, *sorted(ids)])
        answered = cursor.fetchall()
    return {
        asked: PageLink(pk, title, address_of(url_path, language), language)
        for asked, pk, title, url_path in answered
    }
