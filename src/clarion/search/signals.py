"""The index follows the editors: Wagtail says what has happened to a page.

What becomes hidden is taken out at once, in the transaction that hides it, and does not wait for a worker.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from clarion.search import writing
from clarion.search.tasks import index_below, index_pages


def connect() -> None:
    """Listens from now on."""
    page_published.connect(_published, dispatch_uid="search-published")
    page_unpublished.connect(_unpublished, dispatch_uid="search-unpublished")
    page_slug_changed.connect(_moved, dispatch_uid="search-slug")
    post_page_move.connect(_moved, dispatch_uid="search-moved")
    pre_delete.connect(_deleted, sender=Page, dispatch_uid="search-deleted")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="search-restricted")
    post_delete.connect(_opened, sender=PageViewRestriction, dispatch_uid="search-opened")


def _published(sender: type[Page], instance: Page, **_rest: Any) -> None:
    pk = instance.pk
    transaction.on_commit(lambda: index_pages.enqueue([pk]))


def _unpublished(sender: type[Page], instance: Page, **_rest: Any) -> None:
    writing.remove("pages", {str(instance.pk)})


def _deleted(sender: type[Page], instance: Page, **_rest: Any) -> None:
    writing.remove("pages", {str(instance.pk)})


def _moved(sender: type[Page], instance: Page, **_rest: Any) -> None:
    if instance.get_view_restrictions().exists():
        _take_out_with_children(instance)
    pk = instance.pk
    transaction.on_commit(lambda: index_below.enqueue(pk))


def _restricted(sender: type[PageViewRestriction], instance: PageViewRestriction, **_rest: Any) -> None:
    _take_out_with_children(instance.page)


def _opened(sender: type[PageViewRestriction], instance: PageViewRestriction, **_rest: Any) -> None:
    pk = instance.page_id
    transaction.on_commit(lambda: index_below.enqueue(pk))


def _take_out_with_children(page: Page) -> None:
    below = page.get_descendants(inclusive=True).values_list("pk", flat=True)
    writing.remove("pages", {str(pk) for pk in below})
