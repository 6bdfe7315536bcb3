"""People, statements and pictures for the press, openings and downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from clarion.demo.bodies import text_block
from clarion.demo.built import Built
from clarion.demo.documents import data_file, form, guide
from clarion.demo.placing import placed
from clarion.demo.rows import write_rows
from clarion.demo.site import key_of
from clarion.demo.texts import room_plan, room_texts
from clarion.organisation.models import CareersPage, OpeningPage, Person, StatementPage

Words = dict[str, Any]


def write_organisation(built: Built) -> None:
    """Makes everything in every language."""
    for language, pages in built.pages.items():
        words = room_texts("organisation", language)
        _write_people(words, language)
        _write_press(pages, words, language, built)
        _write_careers(pages, words, language)
        _write_resources(pages["about/resources"], words, language)


def _in(table: dict[str, Any], name: str, language: str) -> str:
    """A name in the writing of a language, where it has one of its own."""
    return str(table.get(f"{name}-{language}", table.get(name, "")))


def _together(words: Words, name: str) -> Iterator[tuple[dict[str, Any], Words]]:
    yield from zip(room_plan("organisation")[name], words[name], strict=True)


def _write_people(words: Words, language: str) -> None:
    locale = Locale.objects.get(language_code=language)
    teams = list(words["teams"])
    for place, (person, own) in enumerate(_together(words, "people")):
        Person.objects.get_or_create(
            locale=locale,
            translation_key=key_of(f"person/{person['key']}"),
            defaults={
                "name": _in(person, "name", language),
                "role": own["role"],
                "about": own["about"],
                "team": words["teams"][person["team"]],
                "team_place": teams.index(person["team"]),
                "place": place,
                "languages": person["languages"],
                "contact": "contact/",
            },
        )


def _write_press(pages: dict[str, Page], words: Words, language: str, built: Built) -> None:
    press = pages["press"]
    names = {one["key"]: _in(one, "name", language) for one in room_plan("organisation")["people"]}
    spoken = {one["key"]: one["languages"] for one in room_plan("organisation")["people"]}
    for plan, own in _together(words, "statements"):
        slug = f"press/{plan['slug']}"
        given = {"title": own["title"], "date": plan["date"], "summary": own["summary"], "body": "[]"}
        statement = placed(StatementPage, slug, press, language, **given)
        _fill(statement, [{"heading": "", "body": own["body"]}], language, pages, **given)
    if press.latest_revision_id:
        return
    write_rows(
        press,
        "contacts",
        [
            {
                "sort_order": place,
                "name": names[plan["who"]],
                "languages": spoken[plan["who"]],
                "email": plan["email"],
                **own,
            }
            for place, (plan, own) in enumerate(_together(words, "contacts"))
        ],
    )
    kit = [
        {"sort_order": place, "image_id": built.pictures[one["picture"]].pk}
        for place, one in enumerate(room_plan("organisation")["kit"])
    ]
    write_rows(press, "kit", kit)


def _write_careers(pages: dict[str, Page], words: Words, language: str) -> None:
    careers = pages["careers"]
    if isinstance(careers, CareersPage) and not careers.latest_revision_id:
        careers.nothing_open = words["pages"]["careers"]["nothing_open"]
        careers.save()
    for plan, own in _together(words, "openings"):
        given = {
            "title": own["title"],
            "summary": own["summary"],
            "salary": own["salary"],
            "place": _in(plan, "place", language),
            "is_remote": plan["remote"],
            "contract": plan["contract"],
            "hours": plan["hours"],
            "body": "[]",
        }
        # Said once, when the demonstration is built: an opening then runs out like a real one.
        days = plan.get("days_open")
        closing = {"closes_on": timezone.localdate() + timedelta(days=days)} if days else {}
        opening = placed(OpeningPage, f"careers/{plan['slug']}", careers, language, **given, **closing)
        _fill(opening, own["sections"], language, pages, **given)


def _fill(page: Page, sections: list[Words], language: str, pages: dict[str, Page], **given: Any) -> None:
    if page.latest_revision_id:
        return  # A person has edited it.
    for name, value in given.items():
        setattr(page, name, value)
    page.body = json.dumps([text_block(one, language, pages) for one in sections])
    page.save()


def _write_resources(page: Page, words: Words, language: str) -> None:
    if page.latest_revision_id:
        return
    rows = []
    for place, (plan, own) in enumerate(_together(words, "resources")):
        document = None
        if "file" in plan:
            document = {"guide": guide, "form": form}[plan["file"]](own["title"], words, language)
        elif "data" in plan:
            document = data_file(plan["data"])
        rows.append(
            {
                "sort_order": place,
                "title": own["title"],
                "document_id": document and document.pk,
                "url": plan.get("url", ""),
                "language": "" if plan.get("language") == language else plan.get("language", ""),
                "kind": plan["kind"],
                "date": plan["date"],
                "summary": own["summary"],
            }
        )
    write_rows(page, "resources", rows)
