"""Transparency reports: one a year and half-year on record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy

from clarion.search.documents import Document, TypeName
from clarion.search.figures_in_text import place
from clarion.transparency import wording
from clarion.transparency.figures import Figure, read
from clarion.transparency.models import Tally
from clarion.transparency.periods import Period
from clarion.transparency.presentation import years_on_record

_TOLD = ("takedown-requests-received", "copyright-notices-received", "user-data-requests-received")
"""The measures whose value a report is summed up by."""


class Reports:
    """One document a period and language."""

    name = "reports"
    types: Mapping[str, TypeName] = {
        "report": TypeName(
            pgettext_lazy("type of search result", "Report"),
            pgettext_lazy("type of search result", "Reports"),
        )
    }

    def count(self) -> int:
        """How many reports there are, in all languages."""
        return len(_periods()) * len(settings.LANGUAGES)

    def documents(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """The reports, or those of the periods given (`2017`, `2017-h1`)."""
        wanted = [period for period in _periods() if keys is None or str(period) in keys]
        told = {period: [Figure.of(key, str(period)) for key in _TOLD] for period in wanted}
        readings = read(figure for figures in told.values() for figure in figures)
        for period in wanted:
            known = [figure for figure in told[period] if readings[figure].is_known]
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    yield _document(period, known, language)


def _periods() -> list[Period]:
    years = years_on_record()
    spans = set(Tally.objects.public().values_list("period_start", "period_end").distinct())
    halves = {Period(start, end) for start, end in spans} & {
        Period.half(year, half) for year in years for half in (1, 2)
    }
    return [*(Period.year(year) for year in years), *sorted(halves)]


def _document(period: Period, told: list[Figure], language: str) -> Document:
    return Document(
        key=str(period),
        language=language,
        type="report",
        title=gettext("Transparency report: %(period)s") % {"period": wording.period_name(period, language)},
        address=f"/{language}/transparency/{period}/",
        summary=" · ".join(place(figure.key, "phrase") for figure in told),
        also=str(period.start.year),
        date=period.end,
    )
