"""Addresses of the public transparency pages, below `/{language}/transparency/`."""

from __future__ import annotations

from django.urls import include, path, re_path

from clarion.transparency.views import (
    cases,
    citing,
    comparing,
    data,
    embedding,
    explaining,
    exploring,
    feeds,
    figures,
    log,
    peers,
    printing,
    reports,
    verifying,
)

app_name = "transparency"
urlpatterns = [
    path("", reports.newest, name="newest"),
    path("data/", data.data, name="data"),
    path("data/catalog.jsonld", data.catalog, name="catalog"),
    path("data/tallies.csv", data.tallies_file, name="tallies-file"),
    path("data/explore/", exploring.explore, name="explore"),
    re_path(r"^data/explore/view\.(?P<form>csv|json)$", exploring.view_file, name="view-file"),
    path("peers/", peers.among_peers, name="peers"),
    path("peers/data.csv", peers.peers_file, name="peers-file"),
    path("cases/", cases.listing, name="cases"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/<int:number>.pdf", cases.case_file, name="case-file"),
    path("compare/", comparing.compare, name="compare"),
    path("faq/", explaining.faq, name="faq"),
    path("glossary/", explaining.glossary, name="glossary"),
    path("log/", log.log, name="log"),
    path("log/verify/", verifying.verify, name="verify"),
    path("oembed/", embedding.oembed, name="oembed"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:figure>/", figures.figure, name="figure"),
    re_path(r"^figures/(?P<figure>[^/]+)/data\.(?P<form>csv|json)$", figures.figure_file, name="figure-file"),
    re_path(
        r"^figures/(?P<figure>[^/]+)/cite\.(?P<form>bib|json)$",
        citing.figure_citation,
        name="figure-citation",
    ),
    path("figures/<str:figure>/share.png", figures.picture, name="picture"),
    path("figures/<str:figure>/embed/", embedding.embed, name="embed"),
    path("figures/<str:figure>/feed/", feeds.feed, name="figure-feed"),
    path("dsa/", include("clarion.transparency.dsa.urls")),
    path("<str:period>/", reports.report, name="report"),
    path("<str:period>/report.pdf", printing.report_pdf, name="report-pdf"),
    path("<str:period>/edition-<str:number>/", reports.edition, name="edition"),
    path("<str:period>/edition-<str:number>/report.pdf", printing.report_pdf, name="edition-pdf"),
    re_path(
        r"^(?P<period>[^/]+)/edition-(?P<number>[^/]+)/cite\.(?P<form>bib|json)$",
        citing.report_citation,
        name="edition-citation",
    ),
    re_path(r"^(?P<period>[^/]+)/cite\.(?P<form>bib|json)$", citing.report_citation, name="report-citation"),
    path("<str:period>/<slug:table>.png", reports.table_picture, name="table-picture"),
    path(
        "<str:period>/edition-<str:number>/<slug:table>.png",
        reports.table_picture,
        name="edition-table-picture",
    ),
    re_path(
        r"^(?P<period>[^/]+)/edition-(?P<number>[^/]+)/(?P<table>[a-z-]+)\.(?P<form>csv|json)$",
        reports.table_file,
        name="edition-table-file",
    ),
    re_path(
        r"^(?P<period>[^/]+)/(?P<table>[a-z-]+)\.(?P<form>csv|json)$", reports.table_file, name="table-file"
    ),
]
