"""Looks for what needs an editor: at one page when it changes, at everything each night and on demand."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, PageQuerySet

from clarion.editorial.concerns import CONCERNS, Concern, Found, discover
from clarion.editorial.links.services import note_links
from clarion.editorial.models import Finding
from clarion.editorial.reading import read

log = logging.getLogger(__name__)


def look_at_everything() -> int:
    """Looks at every page and at the site beside them. Returns how many findings there are."""
    discover()
    pages = _pages()
    found = [*_of_site(), *_of_pages(pages), *_of_html(pages)]
    return _keep(found, of=Finding.objects.all())


def look_at_page(*, page_id: int) -> int:
    """Looks at one page again."""
    discover()
    pages = _pages().filter(pk=page_id)
    found = [*_of_pages(pages), *_of_html(pages)]
    return _keep(found, of=Finding.objects.filter(page_id=page_id))


def look_for(*, concern: str) -> int:
    """Looks at every page for one concern that needs no HTML."""
    discover()
    one = CONCERNS[concern]
    assert one.of_pages
    found = list(_findings(one, one.of_pages(_pages())))
    return _keep(found, of=Finding.objects.filter(concern=concern))


def _pages() -> PageQuerySet[Any]:
    return Page.objects.filter(depth__gt=1).select_related("locale", "owner", "latest_revision__user")


def _of_site() -> Iterator[Finding]:
    for concern in CONCERNS.values():
        if concern.of_site:
            yield from _findings(concern, concern.of_site())


def _of_pages(pages: PageQuerySet[Any]) -> Iterator[Finding]:
    for concern in CONCERNS.values():
        if concern.of_pages:
            yield from _findings(concern, concern.of_pages(pages))


def _of_html(pages: PageQuerySet[Any]) -> Iterator[Finding]:
    for page in pages.live():
        try:
            seen = read(page)
        except Exception:
            log.exception("The page %s could not be shown, and so not be looked at.", page.pk)
            continue
        note_links(page=page, addresses=seen.links_elsewhere)
        for concern in CONCERNS.values():
            if concern.of_html:
                yield from _findings(concern, concern.of_html(seen))


def _findings(concern: Concern, found: Iterable[Found]) -> Iterator[Finding]:
    for one in found:
        page = one.page
        finding = Finding(
            concern=concern.key,
            problem=one.problem,
            detail=one.detail[:1000],
            title=one.title[:255],
            address=one.address,
            language=one.language,
            person=one.person,
        )
        if page is not None:
            finding.page_id = page.pk
            finding.title = page.get_admin_display_title()[:255]
            finding.address = reverse("wagtailadmin_pages:edit", args=[page.pk])
            finding.language = page.locale.language_code
            writer = page.latest_revision.user if page.latest_revision else None
            finding.person = one.person or writer or page.owner
        yield finding


@transaction.atomic
def _keep(found: Collection[Finding], of: Any) -> int:
    """Makes the findings `of` a part of the site what was `found`; one found again keeps its date."""
    since = {one.identity: one.found_at for one in of}
    for one in found:
        one.found_at = since.get(one.identity, one.found_at)
    of.delete()
    distinct = {one.identity: one for one in found}
    Finding.objects.bulk_create(distinct.values(), batch_size=500)
    return len(distinct)
