"""Writes the demonstration's pages, language by language."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from clarion.demo.bodies import article_body, body_of
from clarion.demo.built import Built
from clarion.demo.placing import placed
from clarion.demo.rich_text import stored
from clarion.demo.site import make_organisation, make_site_texts
from clarion.demo.texts import plan, room_plan, texts
from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage, NewsIndexPage
from clarion.organisation.models import CareersPage, PeoplePage, PressPage, ResourcesPage
from clarion.pages.models import ComposedPage, ContentPage, HomePage
from clarion.policy.models import PolicyIndexPage, PositionPage
from clarion.tracker.models import LegislationIndexPage, LitigationIndexPage

GIVEN = ("stance",)
"""Texts without which a page of some type cannot be made."""

STEP = "Writing the pages"

KINDS: dict[str, type[Page]] = {
    "legislation": LegislationIndexPage,
    "litigation": LitigationIndexPage,
    "news": NewsIndexPage,
    "policy": PolicyIndexPage,
    **dict.fromkeys((f"policy/{topic}" for topic in room_plan("policy")), PositionPage),
    "press": PressPage,
    "careers": CareersPage,
    "about/people": PeoplePage,
    "about/resources": ResourcesPage,
}
"""The page types of addresses that have one of their own; all others are pages of blocks."""


def write_pages(built: Built, show: Callable[[str, int, int], None]) -> None:
    """Makes every page of every language, then fills them: texts link to one another, so all must be there first."""
    total = len(built.homes) * (len(plan()["pages"]) + len(plan()["news"]))
    done = 0
    for language, home in built.homes.items():
        pages = built.pages[language] = _make_pages(language, home)
        make_site_texts(language)
        for slug, page in pages.items():
            _fill(slug, page, language, pages, built.pictures)
            done += 1
            show(STEP, done, total)
    make_organisation(built.pages[next(iter(built.homes))])


def _make_pages(language: str, home: HomePage) -> dict[str, Page]:
    pages: dict[str, Page] = {"home": home}
    for slug, place in plan()["pages"].items():
        if slug != "home":
            parent = pages[place.get("parent", "home")]
            kind = KINDS.get(slug, ContentPage)
            words = texts(language)["pages"][slug]
            given = {name: words[name] for name in GIVEN if name in words}
            pages[slug] = placed(
                kind, slug, parent, language, title=words["title"], show_in_menus="menu" in place, **given
            )
    for slug, place in plan()["news"].items():
        words = texts(language)["news"][slug]
        pages[f"news/{slug}"] = placed(
            ArticlePage,
            f"news/{slug}",
            pages["news"],
            language,
            date=place["date"],
            title=words["title"],
            summary=words["summary"],
            body="[]",
        )
    return pages


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
    if isinstance(page, ArticlePage):
        page.summary = words["summary"]
        page.body = json.dumps(article_body(slug.removeprefix("news/"), language, pages))
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
