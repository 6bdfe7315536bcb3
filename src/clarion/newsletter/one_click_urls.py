"""The one address of the newsletter that has no language: mail programs post to it (RFC 8058)."""

from __future__ import annotations

from django.urls import path

from clarion.newsletter.views import OneClick

urlpatterns = [path("newsletter/u/<str:key>/", OneClick.as_view(), name="newsletter-one-click")]
