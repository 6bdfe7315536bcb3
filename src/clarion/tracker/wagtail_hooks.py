"""The trackers in the admin: their lists, and the button that marks an entry as checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from clarion.tracker.models import TrackedPage
from clarion.tracker.services import mark_checked
from clarion.tracker.viewsets import legislation_viewset, litigation_viewset


@hooks.register("register_admin_viewset")
def register_lists() -> list[Any]:
    """The lists of laws and of cases."""
    return [legislation_viewset, litigation_viewset]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Where the button leads."""
    return [path("tracker/checked/<int:pk>/", checked_today, name="clarion_tracker_checked")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_buttons")
def check_button(page: Page, user: Any, next_url: str | None = None, **others: Any) -> Iterator[Button]:
    """Marks an entry as checked: beside it in a list, in the menu above it in the editor."""
    if _may_check(page, user):
        yield Button(
            _("Checked today"),
            classname="button button-small button-secondary",
            priority=5,
            attrs=_pressing(page, next_url),
        )


def _may_check(page: Page, user: Any) -> bool:
    return isinstance(page.specific_deferred, TrackedPage) and page.permissions_for_user(user).can_edit()


def _pressing(page: Page, next_url: str | None) -> dict[str, str]:
    """What makes a button post (Wagtail's own `w-action`), so that no mere link changes anything."""
    url = reverse("clarion_tracker_checked", args=[page.pk])
    return {
        "data-controller": "w-action",
        "data-action": "click->w-action#post:prevent",
        "data-w-action-url-value": f"{url}?{urlencode({'next': next_url})}" if next_url else url,
    }


@require_POST
def checked_today(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes that the entry was checked today, and goes back to where the editor was."""
    page = get_object_or_404(Page, pk=pk).specific
    if not _may_check(page, request.user):
        raise PermissionDenied
    mark_checked(entry=page, on=timezone.localdate())
    messages.success(request, gettext("“%(title)s” is marked as checked today.") % {"title": page.title})
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return redirect(back)
