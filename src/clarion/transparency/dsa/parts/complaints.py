"""Part 7: internal complaints, disputes, and suspensions of repeated offenders."""

from __future__ import annotations

from collections.abc import Sequence

from clarion.transparency.dsa import annex, numbers
from clarion.transparency.dsa.annex import Row
from clarion.transparency.dsa.cases import About, Case, Result, SuspendedFor, Type
from clarion.transparency.dsa.declaration import Class
from clarion.transparency.dsa.filling import NOT_RECORDED, Filling

_DISPUTES = "Number of disputes submitted to out-of-court dispute settlement bodies"
_NEWLY_IMPOSED = "Number of restrictions newly imposed as a result of an internal complaint"
_RESULTS = {
    "Decisions upheld": Result.UPHELD,
    "Decisions partially reversed": Result.PARTLY_REVERSED,
    "Decisions reversed": Result.REVERSED,
    "Decision omitted": Result.OMITTED,
}


def _indicators(section: str) -> list[str]:
    """The indicators of a section of part 7, in order."""
    return list(dict.fromkeys(row[4].strip() for row in annex.template(7)[1:] if row[3] == section))


_ABOUT = dict(zip(_indicators("Internal complaints mechanism")[2:], About, strict=True))
_SUSPENDED_FOR = dict(
    zip(_indicators("Suspensions imposed on repeated offenders"), SuspendedFor, strict=True)
)


def complaints(filling: Filling) -> list[Row]:
    """Part 7."""
    found = []
    for row in annex.template(7)[1:]:
        if not filling.order.declaration.applies(row[0]):
            found.append(filling.blank(7, row))
            continue
        kind, pool = _seventh(filling, row[4].strip())
        if not filling.is_known(kind):
            found.append(filling.row(7, row, [""], {0: "Not recorded."}))
            continue
        value, note = _outcome(filling, kind, row[4].strip(), row[5].strip(), pool)
        found.append(filling.row(7, row, [value], {0: note} if note else {}))
    if filling.order.declaration.kind in (Class.PLATFORM, Class.VLOP):
        for name, kind in NOT_RECORDED.items():
            if kind is not Type.OWN_INITIATIVE and not filling.is_known(kind):
                filling.gap(7, name)
    return found


def _seventh(filling: Filling, indicator: str) -> tuple[Type, list[Case]]:
    """Of which cases an indicator speaks."""
    all_of_them = filling.by_type[Type.COMPLAINT]
    if indicator in _ABOUT:
        return Type.COMPLAINT, [one for one in all_of_them if one.about is _ABOUT[indicator]]
    if indicator in _SUSPENDED_FOR:
        wanted = _SUSPENDED_FOR[indicator]
        return Type.SUSPENSION, [
            one for one in filling.by_type[Type.SUSPENSION] if one.suspended_for is wanted
        ]
    if indicator == _DISPUTES:
        return Type.DISPUTE, filling.by_type[Type.DISPUTE]
    return Type.COMPLAINT, all_of_them


def _outcome(
    filling: Filling, kind: Type, indicator: str, scope: str, pool: Sequence[Case]
) -> tuple[str | None, str]:
    arrived = [one for one in pool if filling.within(one.received_at)]
    ended = [one for one in pool if filling.within(one.acted_at)]
    if indicator == _NEWLY_IMPOSED:
        return str(sum(one.new_restrictions for one in ended)), ""
    if scope == "Total number":
        if kind is Type.SUSPENSION:
            return str(sum(max(one.measures, 1) for one in arrived)), ""
        return str(len(arrived)), ""
    if scope in _RESULTS:
        return str(sum(1 for one in ended if one.result is _RESULTS[scope])), ""
    decided = [one for one in ended if one.result not in (None, Result.OMITTED)]
    if scope == "Median time":
        told = numbers.hours(one.hours_to_act for one in decided)
        if told is None and arrived:
            return None, f"None of these {len(arrived)} was decided in the period."
        return told or "0", ""
    reversed_ones = [one for one in decided if one.result in (Result.REVERSED, Result.PARTLY_REVERSED)]
    if not reversed_ones:
        return "0", "No decision was reversed, so there was nothing to implement."
    if any(one.implemented is None for one in reversed_ones):
        return None, "Whether reversed decisions were implemented is not recorded for all of them."
    return numbers.share(sum(1 for one in reversed_ones if one.implemented), len(reversed_ones)), ""
