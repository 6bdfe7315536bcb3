"""Where the organisation stands: positions, and the page that lists them."""

from clarion.policy.models.positions import PolicyIndexPage, PositionPage, PositionQuerySet
from clarion.policy.models.standing import Backer, PositionChange, PositionResource

__all__ = [
    "Backer",
    "PolicyIndexPage",
    "PositionChange",
    "PositionPage",
    "PositionQuerySet",
    "PositionResource",
]
