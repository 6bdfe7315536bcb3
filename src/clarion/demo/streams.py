"""Stream values as Wagtail keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_OID, uuid5


def items(values: Iterable[Any]) -> list[dict[str, Any]]:
    """The members of a list block. Ids are made of place and value, so that every build writes the same."""
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_OID, f"{place}:{value}"))}
        for place, value in enumerate(values)
    ]
