"""Links to this site that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageQuerySet

from clarion.editorial.concerns import Concern, Found, register
from clarion.editorial.reading import ReadPage, reader_of
from clarion.pages.moved import target_of
from clarion.pages.rendering import References
from clarion.pages.serving import find_page


def _gone(pages: PageQuerySet[Any]) -> Iterator[Found]:
    """Links that are kept by the page they lead to."""
    wanted = []
    for page in pages.live().specific():
        if hasattr(page, "stored_content"):
            wanted.append(
                (page, References().collect([*page.stored_content(), getattr(page, "opening", "")]).pages)
            )
    ids = set().union(*(linked for _page, linked in wanted)) if wanted else set()
    live = set(Page.objects.live().filter(pk__in=ids).values_list("pk", flat=True))
    titles = dict(Page.objects.filter(pk__in=ids - live).values_list("pk", "title"))
    for page, linked in wanted:
        for pk in sorted(linked - live):
            yield Found(problem="gone", detail=titles.get(pk, f"#{pk}"), page=page)


def _nowhere(read: ReadPage) -> Iterator[Found]:
    """Links that are kept by their address on this site."""
    for address in read.own_links:
        if not _leads_somewhere(urlsplit(address).path):
            yield Found(problem="nowhere", detail=urlsplit(address).path, page=read.page)


def _leads_somewhere(path: str) -> bool:
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            found = resolve(path)
        except Resolver404:
            return False
        if found.url_name not in {"page", "wagtail_serve"}:
            return True
        below = path.removeprefix(f"/{language}/")
        return bool(find_page(below, language)) or _is_routed(path, below) or _is_redirected(path)


def _is_routed(path: str, below: str) -> bool:
    """Whether a page answers for an address below its own, as an archive does."""
    with suppress(Http404):
        return Page.route_for_request(reader_of(path), below) is not None
    return False


def _is_redirected(path: str) -> bool:
    kept = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).select_related("redirect_page")
    return any(target_of(one) for one in kept)


register(
    Concern(
        key="links",
        label=_("Links on this site"),
        problems={
            "gone": _("The page it leads to is gone or not published"),
            "nowhere": _("There is nothing at this address of our site"),
        },
        of_pages=_gone,
        of_html=_nowhere,
    )
)
