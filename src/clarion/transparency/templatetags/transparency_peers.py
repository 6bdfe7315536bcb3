"""The organisation among its peers, in a report."""

from __future__ import annotations

from typing import Any

from django import template

from clarion.transparency.peers.comparison import comparisons_of
from clarion.transparency.peers.shown import shown
from clarion.transparency.periods import Period
from clarion.transparency.views.reports import language

register = template.Library()


@register.inclusion_tag("transparency/_among_peers.html")
def among_peers(period: Period) -> dict[str, Any]:
    """A table of each measure that peers state for the period; nothing where none does."""
    code = language()
    return {
        "comparisons": [shown(one, code, drawn=False) for one in comparisons_of(period, code)],
        "LANGUAGE_CODE": code,
    }
