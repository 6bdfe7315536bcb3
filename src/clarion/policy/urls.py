"""What the positions have beside their pages."""

from __future__ import annotations

from django.urls import path

from clarion.policy.feeds import PositionsFeed

urlpatterns = [path("feed/", PositionsFeed(), name="positions-feed")]
