"""The harmonised report from cases and a declaration, by Annex II of Implementing Regulation (EU) 2024/2835.

Pure: no database, no Django. What arrived in the period is counted by the day it arrived; actions, decisions and
times by the day of the action or decision: each is in exactly one report, whatever the calendar cuts apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.cases import check
from clarion.transparency.dsa.filling import Filling, Gap, Order
from clarion.transparency.dsa.parts import PARTS


@dataclass(frozen=True, slots=True)
class Report:
    """The parts by their numbers, each with its header row first, and what is missing from them."""

    parts: Mapping[int, list[Row]]
    gaps: Sequence[Gap] = ()
    rules: str = ""


def fill(order: Order) -> Report:
    """The report.

    Raises:
        CaseProblem: a case is given twice, or its category is none for its type.
    """
    check(list(order.cases))
    filling = Filling(order)
    parts = {number: [list(annex.header(number)), *rows(filling)] for number, rows in PARTS.items()}
    return Report(parts, [*order.gaps, *filling.gaps], order.rules.version)
