"""Addresses of the EU report, below `/{language}/transparency/dsa/`."""

from __future__ import annotations

from django.urls import path

from clarion.transparency.dsa import views

urlpatterns = [
    path("", views.reports, name="dsa-reports"),
    path("<str:period>/", views.report, name="dsa"),
    path("<str:period>/version-<int:number>/", views.report, name="dsa-version"),
    path("<str:period>/<int:number>/<str:name>", views.file, name="dsa-file"),
]
