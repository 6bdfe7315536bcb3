"""What the page of a published edition says about the edition itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from clarion.core.languages import language
from clarion.register.vocabulary import Kind
from clarion.transparency import wording
from clarion.transparency.editions import wording as words_of_editions
from clarion.transparency.editions.models import Edition
from clarion.transparency.report import differences, published
from clarion.transparency.report.calendar import report_address
from clarion.transparency.report.differences import Changed
from clarion.transparency.report.frozen import Frozen


@dataclass(frozen=True, slots=True)
class Named:
    """An edition of the same period: its number, its day, and where it is read."""

    number: str
    day: str
    address: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """Number, day and standing of the edition that a page shows.

    `newest` is the address of the edition that holds now, empty on its own page. `withheld` are sentences; `bands`
    pairs of a name and the bounds. `files` are name, size and SHA-256.
    """

    number: str
    day: str
    address: str
    invented: bool
    is_signed: bool
    is_imported: bool
    reason: str
    newest: str
    others: tuple[Named, ...]
    withheld: tuple[str, ...]
    bands: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str, str], ...]
    manifest: str
    rules: str
    undecided: str
    changes: tuple[Changed, ...] = ()
    more_changes: str = ""


def shown_edition(frozen: Frozen, every: Sequence[Edition], code: str) -> ShownEdition:
    """The facts of an edition, `every` edition of its period given; a query for its files, one for what it corrects."""
    say = language(code)
    edition = frozen.edition
    holds = every[0]
    changes, more = differences.told(edition, frozen.tables.values(), code)
    return ShownEdition(
        number=say.integer(edition.number),
        day=_day(edition, code),
        address=published.address(edition, code),
        invented=edition.invented,
        is_signed=bool(edition.signature),
        is_imported=not frozen.is_register,
        reason=edition.reason,
        newest="" if holds.pk == edition.pk else report_address(edition.period, code),
        others=tuple(_named(one, edition, code) for one in every) if len(every) > 1 else (),
        withheld=tuple(_withheld(*one, code) for one in frozen.withheld),
        bands=tuple((line.name, wording.number(line.count, code)) for line in frozen.bands(code)),
        files=tuple((one.name, say.file_size(one.size), one.sha256) for one in edition.files.all()),
        manifest=hashlib.sha256(edition.manifest.encode()).hexdigest(),
        rules=edition.rules,
        undecided=_undecided(edition, code),
        changes=tuple(changes),
        more_changes=say.integer(more) if more else "",
    )


def _named(one: Edition, shown: Edition, code: str) -> Named:
    return Named(
        language(code).integer(one.number), _day(one, code), published.address(one, code), one.pk == shown.pk
    )


def _day(edition: Edition, code: str) -> str:
    return language(code).day(timezone.localdate(edition.published_at)) if edition.published_at else ""


def _withheld(dimension: str, kind: str, count: int, code: str) -> str:
    words = {
        "kind": str(Kind(kind).label),
        "dimension": str(words_of_editions.DIMENSIONS.get(dimension, dimension)),
        "count": wording.number(count, code),
    }
    return _("%(kind)s: %(dimension)s, in %(count)s requests") % words


def _undecided(edition: Edition, code: str) -> str:
    count = sum(one["facts"]["count"] for one in edition.findings if one["key"] == "undecided")
    return wording.number(count, code) if count else ""
