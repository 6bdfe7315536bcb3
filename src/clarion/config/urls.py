"""Every address of the site. The public contract of the addresses is in `docs/contract.md`."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from clarion.core import health, well_known
from clarion.media.serving import media_file
from clarion.pages import drawn_cards, failures, manifest, serving
from clarion.pages.offline import views as offline
from clarion.pages.sitemap import sitemap
from clarion.pages.text_only.views import text_page
from clarion.pages.theme import views as theme

urlpatterns = [
    path("", serving.to_readers_language, name="root"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("site.webmanifest", manifest.webmanifest, name="webmanifest"),
    path("service-worker.js", offline.worker, name="service-worker"),
    path("favicon.ico", theme.favicon, name="favicon"),
    path("theme/<slug:digest>.css", theme.stylesheet, name="theme"),
    path("robots.txt", well_known.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("accounts/", include("clarion.core.account_urls")),
    # Wagtail's own sign-in knows no second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include("clarion.api.urls")),
    path("log/", include("clarion.transparency.log.urls")),
    path("", include("clarion.newsletter.one_click_urls")),
    path("", include("clarion.desk.calendars.feed_urls")),
    path("media/<path:name>", media_file),
]

urlpatterns += i18n_patterns(
    path("", include("clarion.newsletter.urls")),
    path("", include("clarion.contact.urls")),
    path("", include("clarion.search.urls")),
    path("", include("clarion.tracker.urls")),
    path("news/", include("clarion.news.urls")),
    path("policy/", include("clarion.policy.urls")),
    path("press/", include("clarion.organisation.urls")),
    path("transparency/", include("clarion.transparency.urls")),
    path("offline/", offline.page, name="offline"),
    re_path(r"^text/((?:[^/]+/)*)$", text_page, name="text-page"),
    re_path(r"^((?:[\w\-]+/)*)share\.png$", drawn_cards.picture, name="share-picture"),
    re_path(r"^((?:[\w\-]+/)*)$", serving.serve, name="page"),
    path("", include(wagtail_urls)),
)

handler400 = failures.bad_request
handler500 = failures.server_error
