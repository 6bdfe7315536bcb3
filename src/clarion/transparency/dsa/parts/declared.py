"""Parts 9, 10 and 11: what no case records and the provider declares: people, recipients, texts."""

from __future__ import annotations

from collections.abc import Mapping

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.annex import ELLIPSIS, TOTAL, Row
from clarion.transparency.dsa.declaration import TEXTS, Class
from clarion.transparency.dsa.filling import Filling


def people(filling: Filling) -> list[Row]:
    """Part 9."""
    declared = filling.order.declaration
    if declared.kind is not Class.VLOP:
        return [filling.blank(9, row) for row in annex.template(9)[1:] if row[5] != ELLIPSIS]
    if not declared.moderators:
        filling.gap(9, "people")
    names = ("internal", "external", "linguistic")
    rows = annex.template(9)[1:4]
    found = [
        filling.row(9, row, [_declared(declared.moderators, name)], {})
        for row, name in zip(rows, names, strict=True)
    ]
    for language in filling.order.rules.languages:
        row = [*rows[2][:5], language, *rows[2][6:]]
        found.append(filling.row(9, row, [_declared(declared.linguists, language)], {}))
    return found


def recipients(filling: Filling) -> list[Row]:
    """Part 10."""
    declared = filling.order.declaration
    rows = annex.template(10)[1:]
    if not declared.applies(rows[0][0]):
        return [filling.blank(10, row) for row in rows if row[5] != ELLIPSIS]
    if not declared.recipients:
        filling.gap(10, "recipients")
    states = sorted(filling.order.rules.state(one) for one in filling.order.rules.states)
    return [
        filling.row(10, [*rows[0][:5], scope, ""], [_declared(declared.recipients, scope)], {})
        for scope in (TOTAL, *states)
    ]


def texts(filling: Filling) -> list[Row]:
    """Part 11."""
    found = []
    for row, name in zip(annex.template(11)[1:], TEXTS, strict=True):
        if not filling.order.declaration.applies(row[0]):
            found.append(filling.blank(11, row))
            continue
        text = filling.order.declaration.texts.get(name, "")
        if not text:
            filling.gap(11, "text", detail=name)
        found.append(filling.row(11, row, [text], {}))
    return found


def _declared(given: Mapping[str, int], name: str) -> str | None:
    return str(given[name]) if name in given else None
