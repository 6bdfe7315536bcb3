"""The parts of the harmonised report, by their numbers in Annex I. Each gives its rows from what is being filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.filling import Filling
from clarion.transparency.dsa.parts.automation import automated_means
from clarion.transparency.dsa.parts.complaints import complaints
from clarion.transparency.dsa.parts.declared import people, recipients, texts
from clarion.transparency.dsa.parts.identification import categories, identification
from clarion.transparency.dsa.parts.notices import notices
from clarion.transparency.dsa.parts.orders import orders
from clarion.transparency.dsa.parts.own_initiative import against_the_law, against_the_terms

PARTS: Mapping[int, Callable[[Filling], list[Row]]] = {
    1: identification,
    2: categories,
    3: orders,
    4: notices,
    5: against_the_law,
    6: against_the_terms,
    7: complaints,
    8: automated_means,
    9: people,
    10: recipients,
    11: texts,
}
