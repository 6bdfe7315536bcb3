"""Positions, for pages of other rooms that are filed under the same topics."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clarion.pages.addresses import address_of
from clarion.pages.related import RelatedLink
from clarion.policy.models import PositionPage


def positions_about(topics: Collection[str], language: str, limit: int) -> Iterator[RelatedLink]:
    """The positions on any of the topics, the closest first, each with its stance."""
    found = PositionPage.objects.open(language).about(topics)
    for title, url_path, stance in found.values_list("title", "url_path", "stance")[:limit]:
        yield RelatedLink(title, address_of(url_path, language), stance)
