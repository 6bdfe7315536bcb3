"""Figures as pages show them: ready words, numbers and charts in one language."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Min
from django.utils import timezone

from django.utils.translation import get_language, gettext

from clarion import charts
from clarion.transparency import periods, wording
from clarion.transparency.figures import Figure, FigureError, Reading, series
from clarion.transparency.models import Tally
from clarion.transparency.wording.language import language


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
        """`341 + 343`; empty for a figure of one part, or of one that is no sum."""
        if len(self.reading.parts) < 2 or not self.reading.figure.measure.is_additive:
            return ""
        return " + ".join(wording.number(count, self.language) for _, count in self.reading.parts)

    @property
    def as_of(self) -> str:
        day = self.reading.as_of
        return language(self.language).day(day) if day else ""

    @property
    def address(self) -> str:
        return f"/{self.language}/transparency/figures/{self.reading.figure.key}/"


def years_on_record() -> list[int]:
    """The years of which anything is tallied, newest first."""
    found = Tally.objects.aggregate(first=Min("period_start"), last=Max("period_end"))
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


def series_chart(figure_key: str, *, heading: str = "") -> SeriesChart:
    """The series of a figure's measure, the figure's own period emphasised, in the active language; one query."""
    code = get_language() or "en"
    try:
        figure = Figure.parse(figure_key)
    except FigureError as error:
        return SeriesChart("", "", fault=str(error))
    spoken = periods.resolve(figure.period, timezone.localdate())
    points = tuple(
        charts.Point(
            label=wording.short_period_name(period, code),
            value=count.high,
            text=wording.number(count, code),
            long_label=wording.period_name(period, code),
            emphasis=spoken is not None and spoken.contains(period),
        )
        for period, count in series(figure.measure, dict(figure.filters))
    )
    chart = charts.Chart(
        key=f"series-{figure.measure.key}",
        title=heading or wording.label(figure, code),
        description=_described(points),
        points=points,
        label_heading=gettext("Period"),
        value_heading=wording.label(figure, code),
        unknown_text=gettext("not known"),
        direction="rtl" if language(code).locale.text_direction == "rtl" else "ltr",
    )
    markup = charts.figure(chart, charts.draw("columns", chart), summary=gettext("Show as a table"))
    return SeriesChart(markup, f"/{code}/transparency/figures/{figure.key}/")


def _described(points: tuple[charts.Point, ...]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return gettext("No value is known.")
    return gettext("From %(first)s (%(first_period)s) to %(last)s (%(last_period)s).") % {
        "first": known[0].text, "first_period": known[0].name, "last": known[-1].text, "last_period": known[-1].name,
    }
