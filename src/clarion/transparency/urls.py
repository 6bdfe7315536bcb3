"""Addresses of the public transparency pages, below `/{language}/transparency/`."""

from __future__ import annotations

from django.urls import path, re_path

from clarion.transparency.views import cases, data, figures, reports

app_name = "transparency"
urlpatterns = [
    path("", reports.newest, name="newest"),
    path("data/", data.data, name="data"),
    path("data/tallies.csv", data.tallies_file, name="tallies-file"),
    path("cases/", cases.listing, name="cases"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/<int:number>.pdf", cases.case_file, name="case-file"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:figure>/", figures.figure, name="figure"),
    re_path(r"^figures/(?P<figure>[^/]+)/data\.(?P<form>csv|json)$", figures.figure_file, name="figure-file"),
    path("figures/<str:figure>/share.png", figures.picture, name="picture"),
    path("<str:period>/", reports.report, name="report"),
    re_path(
        r"^(?P<period>[^/]+)/(?P<table>[a-z-]+)\.(?P<form>csv|json)$", reports.table_file, name="table-file"
    ),
]
