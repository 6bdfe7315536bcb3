"""The laws and cases that the demonstration follows, with their dates and sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from clarion.demo.built import Built
from clarion.demo.rich_text import stored
from clarion.demo.site import key_of
from clarion.demo.texts import room_plan, room_texts
from clarion.pages.models import Topic
from clarion.tracker.models import Check, LegislationPage, LitigationPage, TrackedPage

KINDS: dict[str, type[TrackedPage]] = {"legislation": LegislationPage, "litigation": LitigationPage}
_FACTS = ("place", "number", "position", "text_url", "role", "brought_by", "brought_against", "docket_url")
_WORDS = ("title", "official_title", "summary", "court")
_RICH = ("reasons", "take_part")


def write_trackers(built: Built) -> None:
    """Makes or mends every entry in each language. New ones count as checked on the day they are made."""
    for language in built.homes:
        for tracker, kind in KINDS.items():
            for slug in room_plan("tracker")[tracker]:
                _write(kind, f"{tracker}/{slug}", language, built.pages[language])


def _write(kind: type[TrackedPage], address: str, language: str, pages: dict[str, Page]) -> None:
    tracker, _, slug = address.partition("/")
    facts, words = room_plan("tracker")[tracker][slug], room_texts("tracker", language)[tracker][slug]
    locale = Locale.objects.get(language_code=language)
    page = kind.objects.filter(locale=locale, translation_key=key_of(address)).first()
    if page is not None and page.latest_revision_id:
        pages[address] = page
        return  # A person has edited it.
    is_new = page is None
    if page is None:
        page = kind(slug=slug, locale=locale, translation_key=key_of(address))
    for name in _FACTS:
        if name in facts:
            setattr(page, name, facts[name])
    for name in _WORDS:
        if name in words:
            setattr(page, name, words[name])
    for name in _RICH:
        setattr(page, name, stored(words[name], language, pages))
    page.search_description = words["summary"]
    if is_new:
        pages[tracker].add_child(instance=page)
        Check.objects.get_or_create(entry=page.translation_key, defaults={"on": timezone.localdate()})
    page.topics = Topic.objects.filter(locale=locale, slug__in=facts["topics"])
    page.events = _events(page, address, facts, words)
    page.documents = _documents(page, address, facts, words)
    page.save()
    pages[address] = page


def _events(page: Any, address: str, facts: dict[str, Any], words: dict[str, Any]) -> list[Any]:
    known = {one.translation_key: one for one in page.events.all()}
    events = []
    for number, (fact, said) in enumerate(zip(facts["events"], words["events"], strict=True)):
        key = key_of(f"{address}#{number}")
        event = known.get(key) or page.event_model()(translation_key=key, locale=page.locale)
        day: date = fact["date"]
        event.date, event.state = day, fact.get("state", "")
        event.title, event.text = said["title"], said.get("text", "")
        event.source_name, event.source_url = fact.get("source", facts["source"])
        events.append(event)
    return events


def _documents(page: Any, address: str, facts: dict[str, Any], words: dict[str, Any]) -> list[Any]:
    known = {one.translation_key: one for one in page.documents.all()}
    documents = []
    for number, (url, title) in enumerate(zip(facts["documents"], words["documents"], strict=True)):
        key = key_of(f"{address}/{number}")
        model = type(page)._meta.get_field("documents").related_model
        document = known.get(key) or model(translation_key=key, locale=page.locale)
        document.title, document.url, document.sort_order = title, url, number
        documents.append(document)
    return documents
