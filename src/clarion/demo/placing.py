"""Places the demonstration's pages in the tree, once."""

from __future__ import annotations

from typing import Any, TypeVar

from wagtail.models import Locale, Page

from clarion.demo.site import key_of

Kind = TypeVar("Kind", bound=Page)


def placed(kind: type[Kind], slug: str, parent: Page, language: str, **fields: Any) -> Kind:
    """The page of a language with this slug (the whole way below the home page), made if it is missing.

    `fields` are given to a new page; one that is there keeps its own.
    """
    locale = Locale.objects.get(language_code=language)
    found = Page.objects.filter(locale=locale, translation_key=key_of(slug)).first()
    page = found.specific if found else None
    if found and not isinstance(page, kind) and not is_edited(found):
        found.delete()  # An earlier version of the demonstration made it of another type.
        parent.refresh_from_db()
        page = None
    if page is None:
        page = kind(slug=slug.rpartition("/")[2], locale=locale, translation_key=key_of(slug), **fields)
        parent.add_child(instance=page)
    return page


def is_edited(page: Page) -> bool:
    """Whether a person has edited the page or any below it."""
    return bool(page.get_descendants(inclusive=True).filter(latest_revision__isnull=False).exists())
