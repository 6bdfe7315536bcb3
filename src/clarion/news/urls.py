"""Addresses of the feeds, below `/{language}/news/`. Articles and archives are pages."""

from __future__ import annotations

from django.urls import path

from clarion.news.feeds import NewsFeed, TopicFeed

urlpatterns = [
    path("feed/", NewsFeed(), name="news-feed"),
    path("topic/<slug:slug>/feed/", TopicFeed(), name="news-topic-feed"),
]
