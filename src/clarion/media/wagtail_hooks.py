"""Brings the picture library's own pages into the admin."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from clarion.media.admin.commons import AddFromCommons
from clarion.media.admin.library import LibraryView


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[URLPattern]:
    """The list stands where Wagtail's does, and so comes before it."""
    return [
        path("images/", LibraryView.as_view(), name="media_library"),
        path("images/results/", LibraryView.as_view(results_only=True), name="media_library_results"),
        path("images/commons/", AddFromCommons.as_view(), name="media_commons"),
    ]
