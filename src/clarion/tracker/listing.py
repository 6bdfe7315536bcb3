"""The list of laws or cases: narrowed by what a reader chose, with what else can be chosen and how much it leaves.

Everything is counted from one reading of the entries in a language: an organisation follows dozens, not millions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page as PaginatedPage
from django.core.paginator import Paginator
from django.utils.translation import gettext, pgettext

from clarion.core.languages import language as written_in
from clarion.pages.addresses import address_of
from clarion.pages.models import Topic

ENTRIES_A_PAGE = 20


class Entry(NamedTuple):
    """What the list shows of a law or a case."""

    pk: int
    title: str
    url_path: str
    summary: str
    place: str
    stance: str
    state: str
    is_open: bool
    last_on: date | None
    next_on: date | None
    checked_on: date | None
    published_on: Any


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows the list, or widens it again."""

    label: str
    count: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry in words."""

    title: str
    address: str
    summary: str
    place: str
    stance: str
    stance_code: str
    state: str
    is_open: bool
    last_on: date | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What is shown: a page of entries, the facets, what was asked for in vain, and the newest change or check."""

    items: tuple[Item, ...]
    total: int
    facets: tuple[Facet, ...]
    complaints: tuple[str, ...]
    topic: str
    topic_name: str
    updated_on: date | None
    previous: str
    next: str
    page_number: int
    page_count: int

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(not facet.choices[0].is_chosen for facet in self.facets)


@dataclass(slots=True)
class _Shelf:
    """The entries of one language with the values by which they can be narrowed, and the words for these."""

    model: Any
    language: str
    entries: list[Entry]
    topics: dict[int, set[str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def values(self, entry: Entry, facet: str) -> Iterable[str]:
        if facet == "topic":
            return self.topics.get(entry.pk, ())
        return (
            {"place": entry.place, self.model.STATE: entry.state, self.model.STANCE: entry.stance}[facet],
        )

    def fits(self, entry: Entry, chosen: Mapping[str, str]) -> bool:
        return all(value in self.values(entry, facet) for facet, value in chosen.items())


def list_entries(model: Any, language: str, asked: Mapping[str, str], *, on: date) -> Listing:
    """Lists the live entries of a kind in a language, those still open first, then by what happened last.

    Args:
        model: the page type of the entries.
        language: that of the entries, and of every word.
        asked: a request's parameters: those of the facets, and `page`. A value that does not exist is told, and left
            aside.
        on: the day from which everything is seen.
    """
    shelf = _shelf(model, language, on)
    facets = ("topic", "place", model.STATE, model.STANCE)
    chosen, complaints = _chosen(shelf, facets, asked)
    fitting = [entry for entry in shelf.entries if shelf.fits(entry, chosen)]
    page: PaginatedPage[Entry] = Paginator(fitting, ENTRIES_A_PAGE).get_page(asked.get("page"))
    return Listing(
        items=tuple(_item(entry, shelf) for entry in page),
        total=len(fitting),
        facets=tuple(found for name in facets if (found := _facet(shelf, name, chosen))),
        complaints=tuple(complaints),
        topic=chosen.get("topic", ""),
        topic_name=shelf.words["topic"].get(chosen.get("topic", ""), ""),
        updated_on=max((day for one in shelf.entries for day in _days(one)), default=None),
        previous=_address(chosen, page.previous_page_number()) if page.has_previous() else "",
        next=_address(chosen, page.next_page_number()) if page.has_next() else "",
        page_number=page.number,
        page_count=page.paginator.num_pages,
    )


def _shelf(model: Any, language: str, on: date) -> _Shelf:
    rows = (
        model.objects.shown_in(language)
        .standing(on)
        .order_by("title", "pk")
        .values_list(
            "pk", "title", "url_path", "summary", "place", model.STANCE, "state", "is_open", "last_on", "next_on",
            "checked_on", "last_published_at",
        )
    )  # fmt: skip
    entries = sorted((Entry(*row) for row in rows), key=_newest_first)
    shelf = _Shelf(model, language, entries)
    filed: dict[int, set[str]] = defaultdict(set)
    through = model.topics.through.objects.filter(
        **{f"{model._meta.model_name}__in": [one.pk for one in entries]}
    )
    for pk, slug in through.values_list(f"{model._meta.model_name}_id", "topic__slug"):
        filed[pk].add(slug)
    shelf.topics = filed
    names = dict(Topic.objects.in_language(language).values_list("slug", "name"))
    used = set().union(*filed.values()) if filed else set()
    places = {one.place: written_in(language).territory(one.place) for one in entries}
    shelf.words = {
        "topic": {slug: name for slug, name in names.items() if slug in used},
        "place": dict(sorted(places.items(), key=lambda one: one[1])),
        model.STATE: _labels(type(model.FIRST_STATE), {one.state for one in entries}),
        model.STANCE: _labels(model.STANCES, {one.stance for one in entries}),
    }
    return shelf


def _labels(vocabulary: Any, used: set[str]) -> dict[str, str]:
    return {one.value: str(one.label) for one in vocabulary if one.value in used}


def _newest_first(entry: Entry) -> tuple[bool, int]:
    return not entry.is_open, -(entry.last_on or date.min).toordinal()


def _days(entry: Entry) -> Iterable[date]:
    if entry.checked_on:
        yield entry.checked_on
    if entry.published_on:
        yield entry.published_on.date()


def _chosen(
    shelf: _Shelf, facets: Sequence[str], asked: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    chosen, complaints = {}, []
    for facet in facets:
        value = asked.get(facet, "").strip()
        if value in shelf.words[facet]:
            chosen[facet] = value
        elif value:
            shown = value if len(value) <= 40 else f"{value[:40]}…"
            complaints.append(
                gettext("Nothing here is filed under “%(value)s” (%(facet)s), so that is left aside.")
                % {"value": shown, "facet": facet_label(facet)}
            )
    return chosen, complaints


def facet_label(name: str) -> str:
    """What readers call a way to narrow the list."""
    return {
        "topic": pgettext("way to narrow a list", "Topic"),
        "place": pgettext("way to narrow a list", "Jurisdiction"),
        "stage": pgettext("way to narrow a list", "Stage"),
        "position": pgettext("way to narrow a list", "Our position"),
        "outcome": pgettext("way to narrow a list", "Outcome"),
        "role": pgettext("way to narrow a list", "Our role"),
    }[name]


def _facet(shelf: _Shelf, name: str, chosen: Mapping[str, str]) -> Facet | None:
    others = {facet: value for facet, value in chosen.items() if facet != name}
    fitting = [entry for entry in shelf.entries if shelf.fits(entry, others)]
    counts = Counter(value for entry in fitting for value in shelf.values(entry, name))
    spoken = written_in(shelf.language)
    offered = [("", pgettext("all values of a way to narrow a list", "All"), len(fitting))]
    offered += [(value, label, counts[value]) for value, label in shelf.words[name].items()]
    choices = tuple(
        Choice(
            label,
            spoken.integer(count),
            _address({**others, name: value} if value else others),
            chosen.get(name, "") == value,
        )
        for value, label, count in offered
        if count or not value or chosen.get(name) == value
    )
    return Facet(name, facet_label(name), choices) if len(choices) > 2 or name in chosen else None


def _item(entry: Entry, shelf: _Shelf) -> Item:
    return Item(
        title=entry.title,
        address=address_of(entry.url_path, shelf.language),
        summary=entry.summary,
        place=shelf.words["place"][entry.place],
        stance=shelf.words[shelf.model.STANCE][entry.stance],
        stance_code=entry.stance,
        state=shelf.words[shelf.model.STATE][entry.state],
        is_open=entry.is_open,
        last_on=entry.last_on,
        next_on=entry.next_on,
    )


def _address(chosen: Mapping[str, str], number: int = 1) -> str:
    asked: dict[str, Any] = {**chosen, **({"page": number} if number > 1 else {})}
    return f"?{urlencode(asked)}" if asked else "./"
