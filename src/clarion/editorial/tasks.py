"""Work of this room that happens after the answer."""

from __future__ import annotations

from django_tasks import task


@task()
def look_at_everything() -> None:
    """Looks for all that needs an editor."""
    from clarion.editorial import looking

    looking.look_at_everything()


@task()
def look_at_page(page_id: int) -> None:
    """Looks at one page, which has just changed."""
    from clarion.editorial import looking

    looking.look_at_page(page_id=page_id)


@task()
def ask_after_links() -> None:
    """Asks after a batch of the links that are due."""
    from clarion.editorial import looking
    from clarion.editorial.links.services import check_due

    if check_due():
        looking.look_for(concern="elsewhere")


@task()
def fill_search_server() -> None:
    """Builds the search server's indices anew beside those that answer, and puts them in their place."""
    from django.core.management import call_command

    call_command("update_index", backend_name="default", verbosity=0)
