"""Writes the demonstration's pages, language by language."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from wagtail.models import Locale, Page

from clarion.demo.bodies import article_body, body_of
from clarion.demo.built import Built
from clarion.demo.rich_text import stored
from clarion.demo.site import key_of, make_organisation, make_site_texts
from clarion.demo.texts import picture_credits, plan, texts
from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage, NewsIndexPage
from clarion.pages.models import ComposedPage, ContentPage, HomePage

STEP = "Writing the pages"

KINDS: dict[str, type[Page]] = {"news": NewsIndexPage}
"""The page types of addresses that have one of their own; all others are pages of blocks."""


def write_pages(built: Built, show: Callable[[str, int, int], None]) -> None:
    """Makes every page of every language, then fills them: texts link to one another, so all must be there first."""
    total = len(built.homes) * (len(plan()["pages"]) + len(plan()["news"]))
    done = 0
    for language, home in built.homes.items():
        pages = built.pages[language] = _make_pages(language, home)
        make_site_texts(language, pages)
        for slug, page in pages.items():
            _fill(slug, page, language, pages, built.pictures)
            done += 1
            show(STEP, done, total)
    make_organisation()


def _make_pages(language: str, home: HomePage) -> dict[str, Page]:
    pages: dict[str, Page] = {"home": home}
    for slug, place in plan()["pages"].items():
        if slug != "home":
            parent = pages[place.get("parent", "home")]
            kind = KINDS.get(slug, ContentPage)
            pages[slug] = _page(kind, slug, parent, language, show_in_menus="menu" in place)
    for slug, place in plan()["news"].items():
        summary = texts(language)["news"][slug]["summary"]
        pages[f"news/{slug}"] = _page(
            ArticlePage,
            f"news/{slug}",
            pages["news"],
            language,
            date=place["date"],
            summary=summary,
            body="[]",
        )
    return pages


def _page(kind: type[Page], slug: str, parent: Page, language: str, **fields: Any) -> Page:
    locale = Locale.objects.get(language_code=language)
    found = Page.objects.filter(locale=locale, translation_key=key_of(slug)).first()
    page = found.specific if found else None
    if found and not isinstance(page, kind) and not _is_edited(found):
        found.delete()  # An earlier version of the demonstration made it of another type.
        parent.refresh_from_db()
        page = None
    if page is None:
        page = kind(
            title=_words(slug, language)["title"],
            slug=slug.rpartition("/")[2],
            locale=locale,
            translation_key=key_of(slug),
            **fields,
        )
        parent.add_child(instance=page)
    return page


def _is_edited(page: Page) -> bool:
    """Whether a person has edited the page or any below it."""
    return bool(page.get_descendants(inclusive=True).filter(latest_revision__isnull=False).exists())


def _fill(
    slug: str, page: Page, language: str, pages: dict[str, Page], pictures: dict[str, CreditedImage]
) -> None:
    if page.latest_revision_id:
        return  # A person has edited it.
    words = _words(slug, language)
    place = plan()["pages"].get(slug) or plan()["news"][slug.removeprefix("news/")]
    page.title = words.get("nav_title") or words["title"]
    page.seo_title = words["title"]
    page.search_description = words.get("seo_description", words.get("summary", ""))
    if picture := place.get("picture"):
        page.image = pictures[picture]
        page.image_alt = picture_credits()[picture]["alt"][language]
    if isinstance(page, ArticlePage):
        page.summary = words["summary"]
        page.body = json.dumps(article_body(slug.removeprefix("news/"), language, pages))
        page.featured_on = [pages["advocacy"]] if place.get("front") else []
    elif isinstance(page, NewsIndexPage):
        page.lead = words["lead"]
    elif isinstance(page, ComposedPage):
        page.eyebrow, page.heading, page.lead = words["eyebrow"], words["heading"], words["lead"]
        page.opening = stored(words.get("paragraph", ""), language, pages)
        page.body = json.dumps(body_of(slug, language, pages))
    page.save()


def _words(slug: str, language: str) -> dict[str, Any]:
    article = slug.removeprefix("news/")
    return texts(language)["pages"].get(slug) or texts(language)["news"][article]
