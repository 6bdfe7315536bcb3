"""Where the words of a query stand in a title or a text, marked, and the part of the text around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from clarion.search.analysis import is_stop_word, normalised, tokens_with

LONGEST_LOOKED_AT = 12_000
"""Characters of a text in which words are looked for: what shows a result is near its beginning."""

SNIPPET = 240
"""Characters of a text that are shown, about. Scripts without spaces say as much in half of them."""

Span = tuple[int, int]
_SEPARATORS = " ·"
_JOINTS = {" ", "’", "'", "-"}


def marked(text: str, terms: set[str], language: str) -> SafeString:
    """The text as HTML, with the words of the query in `<mark>`."""
    return _html(text, list(_spans(text, terms, language)), 0, len(text))


def snippet(text: str, terms: set[str], language: str) -> SafeString:
    """The part of a text with most of the query's words, as HTML; its beginning, where it has none."""
    looked_at = text[:LONGEST_LOOKED_AT]
    spans = list(_spans(looked_at, terms, language))
    width = SNIPPET // 2 if language.startswith(("zh", "ja", "th")) else SNIPPET
    if len(text) <= width:
        return _html(text, spans, 0, len(text))
    start = _best_start(text, spans, width)
    end = _edge_before(text, start + width)
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while end > start and text[end - 1] in _SEPARATORS:
        end -= 1
    cut = _html(text, spans, start, end)
    return mark_safe(f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}")  # noqa: S308


def _spans(text: str, terms: set[str], language: str) -> Iterator[Span]:
    """The places of the query's words, joined where they touch; words that say nothing count in company only."""
    for start, end in _touching(text, terms, language):
        if not is_stop_word(normalised(text[start:end]), language):
            yield start, end


def _touching(text: str, terms: set[str], language: str) -> Iterator[Span]:
    open_span: Span | None = None
    for token in tokens_with(terms, text, language):
        hit = next(term for term in reversed(token.terms) if term in terms)
        start, end = token.start, token.start + len(hit) if token.in_run else token.end
        if open_span and (start <= open_span[1] or text[open_span[1] : start] in _JOINTS):
            open_span = (open_span[0], max(end, open_span[1]))
            continue
        if open_span:
            yield open_span
        open_span = (start, end)
    if open_span:
        yield open_span


def _best_start(text: str, spans: list[Span], width: int) -> int:
    """Where to begin, so that as many different words as possible are seen with a little of what leads to them."""
    if not spans or spans[-1][1] <= width:
        return 0
    lead = width // 5

    def variety(place: int) -> tuple[int, int]:
        begin = spans[place][0]
        seen = [text[s:e].casefold() for s, e in spans[place:] if e <= begin + width - lead]
        return len(set(seen)), -place

    best = max(range(min(len(spans), 60)), key=variety)
    start = max(0, spans[best][0] - lead)
    return _edge_after(text, start, spans[best][0]) if start else 0


def _edge_after(text: str, place: int, latest: int) -> int:
    """The first beginning of a word at or after a place."""
    found = text.find(" ", max(place - 1, 0), latest)
    return found + 1 if found != -1 else place


def _edge_before(text: str, place: int) -> int:
    """The last end of a word at or before a place."""
    if place >= len(text):
        return len(text)
    found = text.rfind(" ", place - 40, place + 1)
    return found if found > 0 else place


def _html(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    inside = [(max(s, start), min(e, end)) for s, e in spans if e > start and s < end]
    parts: list[str] = [escape(text[start : inside[0][0] if inside else end])]
    for (s, e), (following, _) in pairwise([*inside, (end, end)]):
        parts += ["<mark>", escape(text[s:e]), "</mark>", escape(text[e:following])]
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
