"""A small site in two languages, and the bakery that keeps its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings
from wagtail.models import Locale, Page, Site

from clarion.news.models import ArticlePage, NewsIndexPage
from clarion.pages.models import ContentPage, HomePage, SiteTexts
from clarion.publishing import addresses
from clarion.publishing.baking import Bakery
from clarion.publishing.checking import differences
from clarion.publishing.press import at_the_press
from clarion.transparency.models import Source, Tally

FIGURE = '<embed embedtype="figure" figure="takedown-requests-received.2017" format="phrase"/>'
LANGUAGES = ("en", "fr")


def text(words: str) -> list[dict[str, object]]:
    """A body of one section of running text."""
    value = {"heading": "", "echo": "", "echo_language": "", "text": f"<p>{words}</p>", "language": ""}
    return [{"type": "text", "id": "00000000-0000-4000-8000-000000000001", "value": value}]


def home(language: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def add_page(parent: Page, slug: str, words: str, **more: object) -> ContentPage:
    """A published page."""
    page = ContentPage(
        title=slug.title(), slug=slug, locale=parent.locale, body=text(words), live=False, **more
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def add_article(parent: Page, slug: str, words: str) -> ArticlePage:
    """A published article."""
    page = ArticlePage(
        title=slug.title(),
        slug=slug,
        locale=parent.locale,
        summary=words,
        date=date(2017, 5, 1),
        body=text(words),
        live=False,
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def small_site(db: None, settings: Settings, tmp_path: Path) -> Path:
    """Home, a page with a figure and news, in English and French. Gives the directory for its files."""
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "Français")]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.MEDIA_ROOT = tmp_path / "media"
    root = Page.get_first_root_node()
    first: dict[str, Page] = {}
    for code in LANGUAGES:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        one = HomePage(title=f"Home {code}", slug=f"home-{code}", locale=locale)
        if first:
            one.translation_key = first["home"].translation_key
        root.add_child(instance=one)
        root.refresh_from_db()
        first.setdefault("home", one)
        SiteTexts.objects.update_or_create(
            locale=locale, defaults={"name": "Commons", "about": "We are few."}
        )
        rules = add_page(one, "rules", f"We received {FIGURE}.")
        news = NewsIndexPage(title="News", slug="news", locale=locale)
        one.add_child(instance=news)
        add_article(news, "first", "The first of all news.")
        assert rules.live
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": first["home"]}
    )
    source = Source.objects.create(slug="own", title="Own", publisher="Us", as_of=date(2018, 1, 1))
    Tally.objects.create(
        source=source, breakdown="total", period_start=date(2017, 1, 1), period_end=date(2017, 12, 31),
        kind="content", unit="request", low=300, high=300,
    )  # fmt: skip
    return tmp_path / "site"


@pytest.fixture
def oven(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bakery]:
    """The bakery of the small site; it has baked once. Reports and what is text alone are left out."""
    everything = addresses.is_file

    def few(address: str) -> bool:
        return everything(address) and not re.match(
            r"/(?!en/|fr/)[\w-]+/|/[\w-]+/(transparency|text)/", address
        )

    monkeypatch.setattr(addresses, "is_file", few)
    with at_the_press():
        one = Bakery(small_site, workers=1)
        one.bake()
        yield one
        one.close()


@pytest.fixture
def check(oven: Bakery, tmp_path: Path) -> Callable[[], list[str]]:
    """What lies there otherwise than it would be rendered now."""
    return lambda: list(differences(oven.site.folder, tmp_path / "scratch", 1))
