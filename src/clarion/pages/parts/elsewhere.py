"""Links out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clarion.pages.menus import MenuEntry, entries
from clarion.pages.parts.defaults import said
from clarion.pages.rendering import Scope


@dataclass(frozen=True)
class Elsewhere:
    """A few words, the site's links where the page has none, and the policy site."""

    text: str
    site_links: tuple[MenuEntry, ...]
    policy_site: str


def elsewhere(own: Mapping[str, Any], scope: Scope) -> Elsewhere:
    """The words and links of a page's own block, or of the site."""
    organisation = scope.organisation
    return Elsewhere(
        said(own, "text", "elsewhere_text", scope.texts),
        () if own.get("links") else entries(organisation.elsewhere.raw_data, scope),
        organisation.policy_site_url,
    )
