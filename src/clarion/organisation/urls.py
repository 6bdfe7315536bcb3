"""What the press room has beside its pages."""

from __future__ import annotations

from django.urls import path

from clarion.organisation.feeds import StatementsFeed

urlpatterns = [path("feed/", StatementsFeed(), name="statements-feed")]
