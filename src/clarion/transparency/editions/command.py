"""`clarion report`: what it prints, and what it refuses in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from clarion.core.models import User
from clarion.transparency.editions import services, wording
from clarion.transparency.editions.content import Finding
from clarion.transparency.editions.depot import place_of
from clarion.transparency.editions.errors import EditionError
from clarion.transparency.editions.models import Edition, Series, State
from clarion.transparency.periods import Period, PeriodError, parse

OK = 0


def build(
    period: str,
    *,
    series: str,
    by: str,
    confirmed: Sequence[str],
    stdout: TextIO,
    stderr: TextIO,
    builder: services.Builder | None = None,
) -> int:
    """Builds the first edition of a period as a draft.

    Raises:
        EditionError: bad input; nothing is changed.
    """
    return _drafted(services.build, period, series, by, confirmed, builder, stdout, stderr)


def correct(
    period: str,
    *,
    series: str,
    by: str,
    reason: str,
    confirmed: Sequence[str],
    stdout: TextIO,
    stderr: TextIO,
    builder: services.Builder | None = None,
) -> int:
    """Builds the next edition of a published period as a draft.

    Raises:
        EditionError: bad input; nothing is changed.
    """
    correcting = partial(services.correct, reason=reason)
    return _drafted(correcting, period, series, by, confirmed, builder, stdout, stderr)


def publish(period: str, *, series: str, by: str, stdout: TextIO) -> int:
    """Publishes the draft of a period.

    Raises:
        EditionError: bad input; nothing is changed.
    """
    actor, days = _person(by), _period(period)
    draft = Edition.objects.of(days, _series(series)).filter(state=State.DRAFT).first()
    if draft is None:
        raise EditionError(f"there is no draft of {days}. `clarion report build {days}` makes one.")
    edition = services.publish(actor=actor, edition=draft)
    place = place_of(edition)
    print(f"Published: edition {edition.number} of {edition.period}, in {place}.", file=stdout)
    return OK


def _drafted(
    make: Callable[..., Edition],
    period: str,
    series: str,
    by: str,
    confirmed: Sequence[str],
    builder: services.Builder | None,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    with _shown() as show:
        edition = make(
            actor=_person(by) if by else None,
            period=_period(period),
            series=_series(series),
            confirmed=confirmed,
            show=show,
            builder=builder,
        )
    return _tell_draft(edition, stdout, stderr)


def _tell_draft(edition: Edition, stdout: TextIO, stderr: TextIO) -> int:
    for kept in edition.findings:
        print(f"- {wording.finding(Finding.from_json(kept), 'en')}", file=stderr)
    place = place_of(edition)
    print(f"Draft: edition {edition.number} of {edition.period}, in {place}.", file=stdout)
    series = "" if edition.series == Series.REPORT else f" --format {edition.series}"
    if edition.built_by_id is None:
        print(
            "Nobody is named as its builder, so it is to look at and cannot be published. "
            "Build it again with --by EMAIL for that.",
            file=stdout,
        )
        return OK
    print(
        f"Somebody else publishes it: clarion report publish {edition.period}{series} --by EMAIL", file=stdout
    )
    return OK


def _period(text: str) -> Period:
    try:
        return parse(text)
    except PeriodError as error:
        raise EditionError(str(error)) from error


def _series(text: str) -> str:
    if text not in Series.values:
        raise EditionError(f"there is no format {text!r}. There are: {', '.join(Series.values)}.")
    return text


def _person(email: str) -> User:
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise EditionError(f"nobody here has the address {email}.")
    return found


@contextmanager
def _shown() -> Iterator[services.Show]:
    """A bar for each step in a terminal, a line for each elsewhere."""
    console = Console(stderr=True)
    bars: dict[str, TaskID] = {}
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console
    ) as progress:

        def show(step: str, done: int, total: int) -> None:
            if step not in bars:
                bars[step] = progress.add_task(step, total=total, visible=console.is_terminal)
                if not console.is_terminal:
                    console.print(f"{step} …")
            progress.update(bars[step], completed=done, total=total)

        yield show
