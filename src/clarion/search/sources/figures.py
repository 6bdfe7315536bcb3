"""Figures: every measure, with its definition. The value is read when a result is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from django.conf import settings
from django.utils.translation import pgettext_lazy

from clarion.search.documents import Document, TypeName
from clarion.search.figures_in_text import place
from clarion.transparency import measures, wording
from clarion.transparency.figures import Figure, read
from clarion.transparency.measures import Measure
from clarion.transparency.periods import ALL, parse
from clarion.transparency.presentation import years_on_record


class Figures:
    """One document a measure and language: the figure of the newest year on record."""

    name = "figures"
    types: Mapping[str, TypeName] = {
        "figure": TypeName(
            pgettext_lazy("type of search result", "Figure"),
            pgettext_lazy("type of search result", "Figures"),
            has_value=True,
        )
    }

    def count(self) -> int:
        """How many measures there are, in all languages."""
        return len(measures.every()) * len(settings.LANGUAGES)

    def documents(self, keys: Collection[str] | None = None) -> Iterator[Document]:
        """The measures, or those whose keys are given."""
        wanted = [measure for measure in measures.every() if keys is None or measure.key in keys]
        newest = _newest_known(wanted)
        for measure in wanted:
            for language, _name in settings.LANGUAGES:
                yield _document(newest[measure.key], language)


def _newest_known(wanted: list[Measure]) -> dict[str, Figure]:
    """For each measure the figure of the newest year in which it is known; of all time, where there is none."""
    years = years_on_record()
    asked = {one.key: [Figure.of(one, str(year)) for year in years] for one in wanted}
    readings = read(figure for figures in asked.values() for figure in figures)
    return {
        one.key: next((figure for figure in asked[one.key] if readings[figure].is_known), Figure.of(one, ALL))
        for one in wanted
    }


def _document(figure: Figure, language: str) -> Document:
    period = None if figure.period == ALL else parse(figure.period)
    return Document(
        key=figure.measure.key,
        language=language,
        type="figure",
        title=wording.label(figure, language),
        address=f"/{language}/transparency/figures/{figure.key}/",
        summary=f"{place(figure.key, 'phrase')} · {wording.period_name(period, language)}",
        text=wording.definition(figure, language),
    )
