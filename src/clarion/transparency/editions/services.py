"""Building, publishing and correcting editions of any series. Each is one transaction, and takes a person.

A series registers how its content is computed (`build_with`) and which files it writes (`freezing.write_with`).
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from clarion.core.models import User
from clarion.register.roles import Action, may
from clarion.transparency.editions import depot, freezing, signing, telling
from clarion.transparency.editions.content import Content, Table
from clarion.transparency.editions.differences import differences
from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.models import Edition, EditionFile, EditionTable, Series, State
from clarion.transparency.periods import Period

OPEN, OVERLAP = "open", "overlap"
"""What keeps an edition from being built unless somebody confirms it: undecided demands, a period that cuts another."""

Show = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""


def _silent(step: str, done: int, total: int) -> None:
    """Shows nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """What content is asked for. `folder` is for files that the content needs until it is frozen, and goes then."""

    period: Period
    invented: bool
    folder: Path
    show: Show = _silent
    confirmed: frozenset[str] = frozenset()
    """What somebody said is fine: `OPEN`, `OVERLAP`."""
    reason: str = ""
    """Of a correction: why."""


Builder = Callable[[Order], Content]
_BUILDERS: dict[str, Builder] = {}


def build_with(series: str, builder: Builder) -> None:
    """Says how the content of a series is computed. Called in `ready` of an app."""
    _BUILDERS[series] = builder


def build(
    *,
    actor: User | None,
    period: Period,
    series: str = Series.REPORT,
    invented: bool | None = None,
    confirmed: Collection[str] = (),
    show: Show = _silent,
    builder: Builder | None = None,
) -> Edition:
    """Computes the first edition of a period as a draft; a draft that is there is computed anew.

    `invented` counts demands made up for trying things out, and no others; by default in the demonstration alone.
    `builder` computes it in place of the one the series registered, such as from files that a command was given.

    Raises:
        EditionError: the person may not, the period is not over, it is published already, or what hinders it is not
            confirmed.
        NotWritten: the files could not be written; nothing is changed.
    """
    _allow(actor, Action.BUILD_REPORT)
    if Edition.objects.newest(period, series):
        raise EditionError(
            f"{period} is published already. `clarion report correct {period} --reason …` makes the next edition.",
            "published_already",
        )
    return _built(actor, period, series, invented, "", confirmed, show, builder)


def correct(
    *,
    actor: User | None,
    period: Period,
    reason: str,
    series: str = Series.REPORT,
    confirmed: Collection[str] = (),
    show: Show = _silent,
    builder: Builder | None = None,
) -> Edition:
    """Computes the next edition of a published period as a draft, with the reason why.

    Raises:
        EditionError: the person may not, nothing is published to correct, or there is no reason.
        NotWritten: the files could not be written; nothing is changed.
    """
    _allow(actor, Action.BUILD_REPORT)
    before = Edition.objects.newest(period, series)
    if before is None:
        raise EditionError(
            f"nothing is published for {period}. `clarion report build {period}` begins it.",
            "nothing_published",
        )
    if not reason.strip():
        raise EditionError("a correction needs a reason: readers see it beside what changed.", "no_reason")
    return _built(actor, period, series, before.invented, reason.strip(), confirmed, show, builder)


def freeze(*, actor: User | None, series: str, content: Content, reason: str = "") -> Edition:
    """Writes content into files and keeps it as a draft, in place of a draft that is there.

    Raises:
        NotWritten: the files could not be written; nothing is changed.
    """
    with transaction.atomic():
        edition = _draft(actor, series, content, reason)
        with freezing.staged(depot.place_of(edition)) as new:
            written = [one for writer in freezing.writers_of(series) for one in writer(content, new)]
            if edition.follows is not None:
                written.append(_write_changes(edition.follows, content, new))
            files = freezing.frozen(new, written)
            edition.manifest = freezing.manifest_of(_facts(edition, content), files)
            (new / freezing.MANIFEST).write_text(edition.manifest, encoding="utf-8")
            _keep(edition, content, files)
        depot.share(edition)
    return edition


def publish(*, actor: User, edition: Edition) -> Edition:
    """Publishes a draft: checks its files, signs the manifest and enters it in the log. It never changes again.

    Raises:
        EditionError: the person may not, or built it; nobody is named who built it; it is published; or its files are
            not as they were built.
    """
    _allow(actor, Action.PUBLISH_REPORT)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.is_published:
            raise EditionError(
                f"edition {edition.number} of {edition.period} is published already.", "published_already"
            )
        if edition.built_by_id is None:
            raise EditionError(
                f"nobody is named who built edition {edition.number} of {edition.period}, so whoever publishes it may "
                "have built it as well. Build it again with --by EMAIL, and let a second person publish it.",
                "unnamed_builder",
            )
        if edition.built_by_id == actor.pk:
            raise EditionError(
                "whoever built an edition does not publish it: a second person looks at it first.",
                "second_person",
            )
        folder = depot.folder_of(edition)
        _check_files(edition, folder)
        sha256 = hashlib.sha256(edition.manifest.encode()).hexdigest()
        edition.leaf, opening = signing.enter_in_log(edition, sha256)
        edition.signature = signing.sign(signing.text_of(edition, sha256, opening))
        edition.state = State.PUBLISHED
        edition.published_by, edition.published_at = actor, timezone.now()
        if edition.signature:
            freezing.write_atomically(folder / freezing.NOTE, edition.signature.encode())
        edition.save()
        telling.tell(edition)
    return edition


def discard(*, actor: User, edition: Edition) -> None:
    """Throws a draft away, with its files.

    Raises:
        EditionError: the person may not, or it is published.
    """
    _allow(actor, Action.BUILD_REPORT)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.is_published:
            raise EditionError("what is published stays. Correct it with another edition.", "published_stays")
        edition.delete()
        transaction.on_commit(lambda: depot.remove(edition))


def _built(
    actor: User | None,
    period: Period,
    series: str,
    invented: bool | None,
    reason: str,
    confirmed: Collection[str],
    show: Show,
    builder: Builder | None,
) -> Edition:
    _check_period(period)
    if OVERLAP not in confirmed:
        _check_overlap(period, series)
    builder = builder or _BUILDERS.get(series)
    if builder is None:
        raise EditionError(f"there is no series {series!r}. There are: {', '.join(sorted(_BUILDERS))}.")
    invented = settings.CLARION_DEMO if invented is None else invented
    with tempfile.TemporaryDirectory(prefix="clarion-edition-") as folder:
        content = builder(Order(period, invented, Path(folder), show, frozenset(confirmed), reason))
        show("Writing the files", 0, 1)
        edition = freeze(actor=actor, series=series, content=content, reason=reason)
        show("Writing the files", 1, 1)
    return edition


def _allow(actor: User | None, action: Action) -> None:
    """Nobody stands for the command at the machine itself: it may build, but what it builds cannot be published."""
    if actor is not None and not may(actor, action):
        raise EditionError(
            f"{actor.email} may not {action.value.replace('_', ' ')}s: no role allows it.", "not_allowed"
        )


def _check_period(period: Period, today: date | None = None) -> None:
    today = today or timezone.localdate()
    if period.end >= today:
        raise EditionError(
            f"{period} is not over: it ends on {period.end}, and today is {today}.", "not_over"
        )


def _check_overlap(period: Period, series: str) -> None:
    """A year that holds half-years is as it should be; one period that cuts another counts some days twice."""
    others = Edition.objects.published().filter(
        series=series, period_start__lte=period.end, period_end__gte=period.start
    )
    for start, end in others.values_list("period_start", "period_end").order_by("period_start"):
        other = Period(start, end)
        if not other.contains(period) and not period.contains(other):
            raise EditionError(
                f"{period} cuts {other}, which is published: some days would be counted in both. "
                f"Choose another period, or say that it is fine with --confirm {OVERLAP}.",
                "overlap",
                other=other,
            )


def _draft(actor: User | None, series: str, content: Content, reason: str) -> Edition:
    """The row of the draft, empty: the one that is there, or a new one."""
    period = content.period
    before = Edition.objects.newest(period, series)
    edition = Edition.objects.select_for_update().of(period, series).filter(state=State.DRAFT).first()
    if edition is None:
        edition = Edition(series=series, period_start=period.start, period_end=period.end)
    edition.number = before.number + 1 if before else 1
    edition.follows = before
    edition.reason = reason if before else ""
    edition.built_by, edition.built_at = actor, timezone.now()
    edition.invented = content.invented
    edition.origin, edition.rules, edition.definitions = content.origin, content.rules, content.definitions
    edition.findings = [one.as_json() for one in content.findings]
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise EditionError(
            f"somebody else is building {period} at this moment. Try again.", "at_once"
        ) from error
    edition.tables.all().delete()
    edition.files.all().delete()
    return edition


def _facts(edition: Edition, content: Content) -> dict[str, object]:
    before = edition.follows
    return {
        "format": "clarion edition 1",
        "series": edition.series,
        "period": str(edition.period),
        "first_day": edition.period_start.isoformat(),
        "last_day": edition.period_end.isoformat(),
        "edition": edition.number,
        "invented": edition.invented,
        "built_at": edition.built_at.isoformat(timespec="seconds"),
        "origin": content.origin,
        "rules": content.rules,
        "definitions": content.definitions,
        "cases": content.cases.count if content.cases else None,
        "reason": edition.reason,
        "follows": hashlib.sha256(before.manifest.encode()).hexdigest() if before else None,
    }


def _write_changes(before: Edition, content: Content, folder: Path) -> freezing.NewFile:
    """`changes.json`: every cell that this edition tells otherwise than the one it follows."""
    earlier = [Table.from_json(one.content) for one in before.tables.all()]
    found = [one.as_json() for one in differences(earlier, content.tables)]
    (folder / freezing.CHANGES).write_text(json.dumps(found, ensure_ascii=False) + "\n", encoding="utf-8")
    return freezing.NewFile(freezing.CHANGES, "application/json")


def _keep(edition: Edition, content: Content, files: list[freezing.FrozenFile]) -> None:
    edition.save(update_fields=["manifest"])
    EditionTable.objects.bulk_create(
        EditionTable(edition=edition, key=table.key, position=place, content=table.as_json())
        for place, table in enumerate(content.tables)
    )
    EditionFile.objects.bulk_create(EditionFile(edition=edition, **one._asdict()) for one in files)


def _check_files(edition: Edition, folder: Path) -> None:
    """That the folder holds what was built, byte for byte."""
    kept = {freezing.MANIFEST: hashlib.sha256(edition.manifest.encode()).hexdigest()}
    kept |= dict(edition.files.values_list("name", "sha256"))
    for name, sha256 in kept.items():
        path = folder / name
        if not path.is_file() or freezing.sha256_of(path) != sha256:
            raise EditionError(
                f"{path} is not as it was built. Build {edition.period} again.", "files_changed", name=name
            )
