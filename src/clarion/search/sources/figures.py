"""Figures: every measure, with its definition. The value is read when a result is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clarion.search.documents import Document
from clarion.search.figures_in_text import place
from clarion.transparency import measures, wording
from clarion.transparency.figures import Figure
from clarion.transparency.measures import Measure
from clarion.transparency.periods import ALL, parse
from clarion.transparency.presentation import years_on_record


class Figures:
    """One document a measure and language: the figure of the newest year on record."""

    name = "figures"
    types: Mapping[str, object] = {"figure": _("Figures")}

    def count(self) -> int:
        """How many measures there are, in all languages."""
        return len(measures.every()) * len(settings.LANGUAGES)

    def documents(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """The measures, or those whose keys are given."""
        years = years_on_record()
        period = str(years[0]) if years else ALL
        for measure in measures.every():
            if keys is None or measure.key in keys:
                for language, _name in settings.LANGUAGES:
                    yield _document(measure, period, language)


def _document(measure: Measure, period: str, language: str) -> Document:
    figure = Figure.of(measure, period)
    span = None if period == ALL else parse(period)
    return Document(
        key=measure.key,
        language=language,
        type="figure",
        title=wording.label(measure, language),
        address=f"/{language}/transparency/figures/{figure.key}/",
        summary=f"{place(figure.key, 'phrase')} · {wording.period_name(span, language)}",
        text=wording.definition(measure, language),
    )
