"""What stands of the demonstration while the rest is being built."""

from __future__ import annotations

from dataclasses import dataclass, field

from wagtail.models import Page

from clarion.media.models import CreditedImage
from clarion.pages.models import HomePage


@dataclass
class Built:
    """The demonstration so far. `pages` are by language, then by the address below it, such as `policy/privacy`."""

    homes: dict[str, HomePage]
    pictures: dict[str, CreditedImage]
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)
