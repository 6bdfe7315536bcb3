"""How the site names itself to machines that read linked data (https://schema.org).

The organisation is described once, on its front page. Everywhere else its name stands for it: `ORGANISATION`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

Thing = dict[str, Any]
"""One thing in Schema.org's words, as JSON-LD keeps it."""


def organisation() -> Thing:
    """The organisation, by its name alone."""
    return {"@id": f"{settings.BASE_URL}/#organisation"}
