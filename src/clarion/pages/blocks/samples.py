"""What blocks are filled with where an editor chooses among them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext

FIGURE = "takedown-requests-received.all"


def heading() -> str:
    """The heading of a section."""
    return gettext("A heading of this section")


def sentences() -> str:
    """A little running text."""
    return gettext(
        "Here stand two or three sentences. They say one thing, and they say it so that it can be checked."
    )


def paragraph() -> str:
    """The same as rich text."""
    return f"<p>{sentences()}</p>"


def link() -> dict[str, Any]:
    """A link that exists on every site."""
    return {"text": gettext("Where to read on"), "page": None, "url": "", "path": "transparency/"}


def picture() -> Any:
    """Some picture of the library, or None while there is none."""
    return apps.get_model("media", "CreditedImage").objects.order_by("pk").first()
