"""Writing an import: one transaction, the same rows for the same input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from clarion.transparency.breakdowns import GOVERNMENT, Values, dimensions_of, values
from clarion.transparency.imports.entries import Group
from clarion.transparency.imports.findings import Finding
from clarion.transparency.imports.problems import ImportProblem, ImportProblems, Place
from clarion.transparency.imports.profile import Profile
from clarion.transparency.imports.reconcile import Published
from clarion.transparency.imports.report import Changes
from clarion.transparency.models import Contradiction, Source, Tally
from clarion.transparency.naming import name_countries

_KEY = (
    "breakdown", "period_start", "period_end", "kind", "process", "country", "project", "requester", "outcome", "unit",
)  # fmt: skip
_EXAMPLES = 20
Key = tuple[object, ...]
Bounds = tuple[int | None, int | None]


def cells_of(groups: Mapping[Group, Published]) -> dict[str, dict[Key, Bounds]]:
    """The tallies of published groups, by source: the cell's key in the order of `_KEY`, and its bounds."""
    found: dict[str, dict[Key, Bounds]] = {}
    for group, published in groups.items():
        source = ""
        for cell, entry in published.entries.items():
            source = entry.source
            for outcome, count in entry.cells.items():
                found.setdefault(source, {})[_key(group, cell, outcome)] = (count.low, count.high)
        rest = _rest(group, published)
        if rest is not None:
            found.setdefault(source or _source_of(groups, published), {})[_key(group, rest, "")] = (0, 0)
    return found


def write(
    profile: Profile,
    groups: Mapping[Group, Published],
    findings: list[Finding],
    sha256: str,
    *,
    dry_run: bool = False,
) -> tuple[int, Changes]:
    """Makes the profile's sources hold exactly these tallies and contradictions, or changes nothing.

    Returns how many tallies there are, and how many were added, changed and removed.

    Raises:
        ImportProblems: another profile owns a source of this name.
    """
    cells = cells_of(groups)
    with transaction.atomic():
        sources = _sources(profile, sha256)
        changes = _write_tallies(profile, sources, cells)
        _write_contradictions(sources, findings)
        if dry_run:
            transaction.set_rollback(True)
    return sum(len(one) for one in cells.values()), changes


def _key(group: Group, cell: Values, outcome: str) -> Key:
    country, project, requester, process = cell
    return (
        group.breakdown, group.period.start, group.period.end, str(group.kinds[0]),
        process, country, project, requester, outcome, str(group.unit),
    )  # fmt: skip


def _rest(group: Group, published: Published) -> Values | None:
    """The cell that says the rows are complete; none where they are not, or where a row already says as much."""
    if published.lists == "some" or not dimensions_of(group.breakdown):
        return None
    rest = values({"requester": GOVERNMENT} if published.lists == "government" else {})
    return None if rest in published.entries else rest


def _source_of(groups: Mapping[Group, Published], published: Published) -> str:
    """The source of a group without rows: the one of another group of its table."""
    for other in groups.values():
        if other.table == published.table:
            for entry in other.entries.values():
                return entry.source
    raise LookupError(f"Table {published.table!r} has no rows.")


def _sources(profile: Profile, sha256: str) -> dict[str, int]:
    found = {}
    for key, entry in profile.sources.items():
        slug = f"{profile.slug}-{key}"
        owner = Source.objects.filter(slug=slug).exclude(profile=profile.slug).first()
        if owner is not None:
            message = (
                f"the source {slug!r} belongs to {owner.profile or 'the register'}. Rename it in the profile."
            )
            raise ImportProblems([ImportProblem(Place("profile.toml"), message)])
        whose = {"peer": profile.peer, "differences": profile.differences}
        fields = {**entry.model_dump(), **whose, "profile": profile.slug, "sha256": sha256}
        found[key] = Source.objects.update_or_create(slug=slug, defaults=fields)[0].pk
    Source.objects.filter(profile=profile.slug).exclude(pk__in=found.values()).delete()
    return found


def _write_tallies(
    profile: Profile, sources: Mapping[str, int], cells: Mapping[str, Mapping[Key, Bounds]]
) -> Changes:
    wanted: dict[Key, Bounds] = {
        (sources[source], *key): bounds for source, of in cells.items() for key, bounds in of.items()
    }
    there = {
        row[1:-2]: (row[0], row[-2:])
        for row in Tally.objects.filter(source__profile=profile.slug).values_list(
            "pk", "source_id", *_KEY, "low", "high"
        )
    }
    gone = [pk for key, (pk, _) in there.items() if key not in wanted]
    changed = [
        Tally(pk=there[key][0], low=bounds[0], high=bounds[1])
        for key, bounds in wanted.items()
        if key in there and there[key][1] != bounds
    ]
    new = [key for key in wanted if key not in there]
    examples = tuple(_examples(there, wanted))[:_EXAMPLES] if there else ()
    for start in range(0, len(gone), 500):
        Tally.objects.filter(pk__in=gone[start : start + 500]).delete()
    Tally.objects.bulk_update(changed, ["low", "high"], batch_size=200)
    Tally.objects.bulk_create(
        [_tally(key, wanted[key]) for key in new],
        batch_size=500,
    )
    for source in sources.values():
        name_countries(source)
    return Changes(len(new), len(changed), len(gone), examples)


def _tally(key: Key, bounds: Bounds) -> Tally:
    fields: dict[str, Any] = dict(zip(("source_id", *_KEY), key, strict=True))
    return Tally(low=bounds[0], high=bounds[1], **fields)


def _examples(there: Mapping[Key, tuple[int, Bounds]], wanted: Mapping[Key, Bounds]) -> Iterator[str]:
    for key in dict.fromkeys([*there, *wanted]):
        before, after = there.get(key), wanted.get(key)
        if before is None or after is None or before[1] != after:
            told = " ".join(str(one) for one in key[1:] if one)
            yield f"{told}: {_told(before[1] if before else None)} → {_told(after)}"


def _told(bounds: Bounds | None) -> str:
    if bounds is None:
        return "absent"
    low, high = bounds
    return "unknown" if low is None else str(low) if low == high else f"{low}-{high}"


def _write_contradictions(sources: Mapping[str, int], findings: list[Finding]) -> None:
    rows = [one.row(sources) for one in findings]
    kept = Contradiction.objects.filter(source__in=sources.values())
    if sorted(map(_comparable, rows)) != sorted(map(_comparable, kept)):
        kept.delete()
        Contradiction.objects.bulk_create(rows, batch_size=500)


def _comparable(one: Contradiction) -> tuple[str, ...]:
    return (
        str(one.source_id), str(one.nature), str(one.period_start), str(one.period_end), str(one.kind), str(one.unit),
        one.breakdown, str(sorted(one.cell.items())), one.published, one.other,
    )  # fmt: skip
