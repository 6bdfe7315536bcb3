"""A page of results."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.db.models.functions import Left
from django.utils import timezone
from django.utils.safestring import SafeString

from clarion.search import highlights
from clarion.search.documents import TypeName
from clarion.search.figures_in_text import figures_in, with_values
from clarion.search.matching import Choice, Matches, Vocabulary, look_up, match
from clarion.search.models import Wording
from clarion.search.phrases import entries_with_phrases
from clarion.search.query import Query, parse
from clarion.search.sources import types
from clarion.search.suggestions import suggest
from clarion.transparency.figures import Figure, Reading, read

RESULTS_A_PAGE = 10
LAST_PAGE = 100
"""Nobody reads on, and a machine that does should not cost more with every page."""


class Found(Enum):
    """How well the results answer the query."""

    EVERYTHING = "everything"
    """They have every word and phrase."""
    SOME_WORDS = "some_words"
    """Nothing has them all; these have some of the words."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, ready to be shown."""

    type: TypeName
    address: str
    title: SafeString
    text: SafeString
    value: SafeString | None
    date: date | None


@dataclass(slots=True)
class Results:
    """The answer. `total` counts what the choice leaves; `matches.counts` are of everything found."""

    query: Query
    choice: Choice
    found: Found = Found.NOTHING
    page: int = 1
    pages: int = 1
    matches: Matches = field(default_factory=Matches)
    results: list[Result] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.matches.total(self.choice)


def search(text: str, language: str, choice: Choice = Choice(), page: int = 1) -> Results:  # noqa: B008
    """What a query finds in a language. A handful of database queries, whatever is asked."""
    query = parse(text, language)
    results = Results(query, choice, page=min(max(page, 1), LAST_PAGE))
    if not query.clauses:
        return results
    known = look_up(query)
    _find(results, known)
    if any(not known.knows(clause) for clause in query.clauses):
        results.suggestions = suggest(query, known)
    results.pages = min(max(_pages(results.total), 1), LAST_PAGE)
    results.page = min(results.page, results.pages)
    results.results = _shown(results)
    return results


def _find(results: Results, known: Vocabulary) -> None:
    query = results.query
    if all(known.knows(clause) for clause in query.clauses):
        among = entries_with_phrases(query, known) if query.phrases else None
        results.matches = _match(results, known, every_word=True, among=among)
        results.found = Found.EVERYTHING
    if not results.matches.counts:
        results.matches = _match(results, known, every_word=False)
        results.found = Found.SOME_WORDS if results.matches.counts else Found.NOTHING


def _match(
    results: Results, known: Vocabulary, *, every_word: bool, among: list[int] | None = None
) -> Matches:
    return match(
        results.query,
        known,
        results.choice,
        every_word=every_word,
        first=(results.page - 1) * RESULTS_A_PAGE,
        limit=RESULTS_A_PAGE,
        today=timezone.localdate(),
        among=among,
    )


def _pages(total: int) -> int:
    return -(-total // RESULTS_A_PAGE)


def _shown(results: Results) -> list[Result]:
    known = types()
    wordings = Wording.objects.select_related("entry").filter(entry__in=results.matches.ids).defer("text")
    found = {one.pk: one for one in wordings.annotate(beginning=Left("text", highlights.LONGEST_LOOKED_AT))}
    ranked = [one for pk in results.matches.ids if (one := found.get(pk)) and one.entry.type in known]
    figures = figures_in(part for one in ranked for part in (one.summary, one.beginning))
    readings = read(figures) if figures else {}
    return [_result(one, one.beginning, results.query, readings) for one in ranked]


def _result(wording: Wording, beginning: str, query: Query, readings: dict[Figure, Reading]) -> Result:
    terms, language, entry = query.terms, query.language, wording.entry
    kind = types()[entry.type]
    summary, text = (with_values(part, readings, language) for part in (wording.summary, beginning))
    body = text if kind.has_value else " ".join(filter(None, (summary, text)))
    return Result(
        type=kind,
        address=wording.address,
        title=highlights.marked(wording.title, terms, language),
        text=highlights.snippet(body, terms, language),
        value=highlights.marked(summary, terms, language) if kind.has_value else None,
        date=date.fromordinal(entry.day) if kind.is_dated and entry.day else None,
    )
