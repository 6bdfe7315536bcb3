"""The organisation among its peers, in a report."""

from __future__ import annotations

from typing import Any

from django import template

from clarion.transparency.figures import Figure
from clarion.transparency.peers.comparison import comparisons_of, own_measures
from clarion.transparency.peers.shown import shown
from clarion.transparency.periods import Period
from clarion.transparency.report.frozen import Frozen
from clarion.transparency.views.reports import language

register = template.Library()


@register.inclusion_tag("transparency/_among_peers.html")
def among_peers(period: Period, frozen: Frozen | None = None) -> dict[str, Any]:
    """A table of each measure that peers state for the period; nothing where none does.

    Beside an edition the organisation's own numbers are those that it froze. Made-up ones stand beside nobody's.
    """
    code = language()
    ours = None
    if frozen:
        if frozen.edition.invented:
            return {"comparisons": []}
        readings = frozen.read(Figure.of(one, str(period)) for one in own_measures())
        ours = {figure.measure: reading for figure, reading in readings.items()}
    return {
        "comparisons": [shown(one, code, drawn=False) for one in comparisons_of(period, code, ours)],
        "is_frozen": frozen is not None,
        "LANGUAGE_CODE": code,
    }
