"""The addresses of the desk, under `/admin/desk/`: those of each of its rooms."""

from __future__ import annotations

from django.urls import include, path

from clarion.desk.rooms import ROOMS

app_name = "desk"
urlpatterns = [path("", include(f"clarion.desk.{room}.urls")) for room in ROOMS]
