"""Ways to stay in touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clarion.pages.parts.defaults import said, site_says
from clarion.pages.rendering import Scope


@dataclass(frozen=True)
class Connect:
    """What stands beside the sign-up, the way to the policy team, and the profiles."""

    updates_text: str
    updates_privacy: str
    policy_team_text: str
    follow_text: str


def connect(own: Mapping[str, Any], scope: Scope) -> Connect:
    """The words of a page's own block, of the site, or of the house."""
    texts = scope.texts
    return Connect(
        said(own, "updates_text", "updates_text", texts),
        scope.updates_privacy,
        said(own, "policy_team_text", "policy_team_text", texts),
        site_says("follow_text", texts),
    )
