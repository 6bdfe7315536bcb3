"""Work of this room that happens after the answer. Tasks carry ids only."""

from __future__ import annotations

from django_tasks import task


@task()
def index_pages(ids: list[int]) -> None:
    """Brings these pages in line with the index, whatever has become of them."""
    from clarion.search.indexing import refresh

    refresh("pages", [str(one) for one in ids])


@task()
def index_below(page_id: int) -> None:
    """Brings a page and everything below it in line with the index."""
    from wagtail.models import Page

    from clarion.search.indexing import refresh

    page = Page.objects.filter(pk=page_id).first()
    if page is not None:
        refresh(
            "pages", [str(pk) for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
        )


@task()
def reindex() -> None:
    """Brings the whole index in line with its sources."""
    from clarion.search.indexing import rebuild

    rebuild()
