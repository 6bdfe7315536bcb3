"""Part 8: automated means, in all and by language."""

from __future__ import annotations

from clarion.transparency.dsa import annex, numbers
from clarion.transparency.dsa.annex import ELLIPSIS, Row
from clarion.transparency.dsa.cases import Automated, Case, Type
from clarion.transparency.dsa.declaration import Accuracy, Class
from clarion.transparency.dsa.filling import Filling, measures_of

_VLOPS = "Only for VLOPs"
_ACCURACY = "Accuracy of the automated means - "
_SCOPES = {
    "Total number": "total",
    "Own-initiative": "own_initiative",
    "NAM Total": "notices",
    "NAM Trusted Flagger": "trusted_flaggers",
}


def automated_means(filling: Filling) -> list[Row]:
    """Part 8."""
    rows = [row for row in annex.template(8)[1:] if row[0] != _VLOPS]
    found = []
    for row in rows:
        if not filling.order.declaration.applies(row[0]):
            found.append(filling.blank(8, row))
            continue
        value, note = _automation(filling, row[4].strip(), row[5].strip())
        found.append(filling.row(8, row, [value], {0: note} if note else {}))
    _eighth_gaps(filling)
    return [*found, *_by_language(filling)]


def _eighth_gaps(filling: Filling) -> None:
    declared = filling.order.declaration
    if declared.uses_automated_means is None:
        filling.gap(8, "automated_means")
    elif declared.uses_automated_means and not declared.accuracy:
        filling.gap(8, "accuracy")


def _automation(filling: Filling, indicator: str, scope: str) -> tuple[str | None, str]:
    if indicator.startswith(_ACCURACY):
        name = indicator.removeprefix(_ACCURACY).lower()
        return _accuracy(filling, filling.order.declaration.accuracy.get(_SCOPES[scope]), name)
    wanted = Automated.SOLELY if "solely" in indicator else Automated.NOT
    if "notices" in indicator:
        trusted = scope == "NAM Trusted Flagger"
        pool = [one for one in filling.arrived(Type.NOTICE) if one.trusted_flagger or not trusted]
        return str(sum(1 for one in pool if one.automated is wanted)), ""
    note = ""
    measures = _ownmeasures_on(filling)
    if scope == "Total number":
        measures += [one for one in filling.acted(Type.NOTICE, Type.ORDER_TO_ACT) if one.measures]
        note = (
            ""
            if filling.is_known(Type.OWN_INITIATIVE)
            else "Without measures on own initiative: not recorded."
        )
    elif not filling.is_known(Type.OWN_INITIATIVE):
        return None, "Not recorded."
    return str(measures_of(one for one in measures if one.automated is wanted)), note


def _ownmeasures_on(filling: Filling) -> list[Case]:
    return filling.arrived(Type.OWN_INITIATIVE)


def _accuracy(filling: Filling, declared: Accuracy | None, name: str) -> tuple[str | None, str]:
    if declared is None or name not in declared.values:
        used = filling.order.declaration.uses_automated_means
        return None, "" if used is False else "Not known."
    return numbers.fraction(declared.values[name]), declared.note


def _by_language(filling: Filling) -> list[Row]:
    """Rows by language: each indicator for a very large platform; for others those of the template, blank."""
    rows = [list(row) for row in annex.template(8)[1:] if row[0] == _VLOPS]
    if filling.order.declaration.kind is not Class.VLOP:
        return [filling.blank(8, row) for row in rows if row[5] != ELLIPSIS]
    samples = {row[4]: row for row in rows}
    measures = _ownmeasures_on(filling) + filling.acted(Type.NOTICE, Type.ORDER_TO_ACT)
    found = []
    for indicator, sample in samples.items():
        for language in filling.order.rules.languages:
            row = [*sample[:5], language, *sample[6:]]
            if indicator.strip().startswith(_ACCURACY):
                name = indicator.strip().removeprefix(_ACCURACY).lower()
                value, note = _accuracy(filling, filling.order.declaration.languages.get(language), name)
            else:
                wanted = Automated.SOLELY if "solely" in indicator else Automated.NOT
                value, note = (
                    str(
                        measures_of(
                            one for one in measures if one.language == language and one.automated is wanted
                        )
                    ),
                    "",
                )
            found.append(filling.row(8, row, [value], {0: note} if note else {}))
    return found
