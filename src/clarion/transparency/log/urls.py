"""Addresses of the log, below `/log/`."""

from __future__ import annotations

from django.urls import path

from clarion.transparency.log import views

app_name = "log"
urlpatterns = [
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("key", views.key, name="key"),
    path("tile/entries/<path:path>", views.entries, name="entries"),
    path("tile/<int:level>/<path:path>", views.tile, name="tile"),
]
