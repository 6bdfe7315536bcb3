"""Figures as pages show them: ready words, numbers and charts in one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import get_language, gettext

from clarion.core.languages import language
from clarion.transparency import periods, wording
from clarion.transparency.figures import Figure, FigureError, Origin, Reading, read_one
from clarion.transparency.models import Tally
from clarion.transparency.report.drawing import series_figure
from clarion.transparency.report.series import points


@dataclass(frozen=True)
class Fact:
    """One figure's reading in one language."""

    reading: Reading
    language: str

    @property
    def known(self) -> bool:
        return self.reading.is_known

    @property
    def number(self) -> str:
        """The value in the language's own digits; an em dash where it is unknown."""
        return wording.number(self.reading.value, self.language)

    @property
    def phrase(self) -> str:
        return wording.phrase(self.reading, self.language)

    @property
    def noun(self) -> str:
        return wording.noun(self.reading, self.language)

    @property
    def spelled(self) -> str:
        return wording.spelled(self.reading, self.language)

    @property
    def spelled_phrase(self) -> str:
        return wording.spelled_phrase(self.reading, self.language)

    @property
    def label(self) -> str:
        return wording.label(self.reading.figure, self.language)

    @property
    def title(self) -> str:
        """The measure, the filters and the period in words."""
        return wording.title(self.reading, self.language)

    @property
    def definition(self) -> str:
        return wording.definition(self.reading.figure, self.language)

    @property
    def explanation(self) -> str:
        """Why there is no value, or which part of the period it speaks of; empty if there is nothing to say."""
        return wording.explanation(self.reading, self.language) or wording.coverage_note(
            self.reading, self.language
        )

    @property
    def period_name(self) -> str:
        return wording.period_name(self.reading.period, self.language)

    @property
    def parts(self) -> str:
        """`341 + 343`; empty for a figure of one part, of nothing, or one that is no sum."""
        is_sum = self.reading.figure.measure.is_additive and not self.reading.value.is_zero
        if len(self.reading.parts) < 2 or not is_sum:
            return ""
        return " + ".join(wording.number(count, self.language) for _, count in self.reading.parts)

    @property
    def as_of(self) -> str:
        day = self.reading.as_of
        return language(self.language).day(day) if day else ""

    @property
    def sources(self) -> tuple[Origin, ...]:
        return self.reading.sources

    @property
    def key(self) -> str:
        return self.reading.figure.key

    @property
    def address(self) -> str:
        return figure_address(self.reading.figure, self.language)


def figure_address(figure: Figure, code: str) -> str:
    """The page of a figure in a language."""
    return f"/{code}/transparency/figures/{figure.key}/"


def years_on_record() -> list[int]:
    """The years of which anything is tallied, newest first."""
    found = Tally.objects.public().aggregate(first=Min("period_start"), last=Max("period_end"))
    if found["first"] is None:
        return []
    return list(range(found["last"].year, found["first"].year - 1, -1))


@dataclass(frozen=True)
class SeriesChart:
    """A drawn chart of a measure over time, and where to read on. `fault` says what is wrong with its key."""

    markup: str
    address: str
    note: str = ""
    fault: str = ""


def whole_series(figure: Figure) -> Figure:
    """The figure whose parts are the whole series of this one's measure and filters."""
    return Figure.of(figure.measure, periods.ALL, dict(figure.filters))


def series_chart(
    figure_key: str, *, heading: str = "", read: Callable[[Figure], Reading] = read_one
) -> SeriesChart:
    """The series of a figure's measure, the figure's own period emphasised, in the active language.

    `read` is asked once, for the `whole_series` of the figure; a page that knows its figures beforehand gives its own.
    """
    code = get_language() or settings.LANGUAGE_CODE
    try:
        figure = Figure.parse(figure_key)
    except FigureError as error:
        return SeriesChart("", "", fault=str(error))
    course = points(read(whole_series(figure)))
    emphasised = periods.resolve(figure.period, timezone.localdate)
    markup = series_figure(figure.measure, course, code, title=heading, emphasised=emphasised)
    has_gap = any(not count.is_known for _, count in course)
    note = gettext("Where nothing is recorded the number is unknown, not zero.") if has_gap else ""
    return SeriesChart(markup, figure_address(figure, code), note)
