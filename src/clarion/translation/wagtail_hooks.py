"""What editors meet of translations in the admin: a report, and a page beside its original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from clarion.translation import admin_views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The translators' rooms."""
    return [
        path("translation/", admin_views.overview, name="translation_overview"),
        path("translation/<int:pk>/", admin_views.beside, name="translation_beside"),
        path(
            "translation/<int:pk>/<slug:language>.po", admin_views.export_page, name="translation_export_page"
        ),
        path("translation/<slug:language>.zip", admin_views.export_site, name="translation_export_site"),
        path("translation/<slug:language>/import/", admin_views.import_site, name="translation_import_site"),
    ]


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    return MenuItem(
        _("Progress of translations"),
        reverse("translation_overview"),
        name="translation",
        icon_name="globe",
        order=8900,
    )


@hooks.register("register_page_header_buttons")
def beside_the_original(
    page: Page, user: Any, next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """From the page editor to the page beside its original."""
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Translations"), reverse("translation_beside", args=[page.pk]), icon_name="globe", priority=35
        )
