"""The content of a transparency report: from the register where it has demands of the period, else from history."""

from __future__ import annotations

from dataclasses import replace

from clarion.transparency.editions.computing import changes, from_history, from_register, reading, reconciling
from clarion.transparency.editions.content import Content
from clarion.transparency.editions.services import Order


def compute(order: Order) -> Content:
    """The tables, the case rows, and what whoever publishes has to know.

    Raises:
        EditionError: nothing is known of the period, or demands are undecided and nobody said that this is fine.
    """
    has_demands = reading.counted(order).exists()
    content = from_register.compute(order) if has_demands else from_history.compute(order)
    noticed = [*reconciling.mismatches(content.tables), *changes.noticed(content)]
    return replace(content, findings=[*content.findings, *noticed])
