"""The address of the search, under the language."""

from __future__ import annotations

from django.urls import path

from clarion.search import views

urlpatterns = [path("search/", views.page, name="search")]
