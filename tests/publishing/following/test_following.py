"""Files follow what they show: exactly those that a change touches, and all of those."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from clarion.news.models import ArticlePage, NewsIndexPage
from clarion.pages.models import ContentPage, Organisation, SiteTexts
from clarion.publishing import baking
from clarion.publishing.baking import Bakery
from clarion.publishing.models import Change
from clarion.transparency.models import Tally

from .conftest import FIGURE, add_article, add_page, home, text

Check = Callable[[], list[str]]


def words_of(oven: Bakery, path: str) -> str:
    return (oven.site.current / path).read_text()


def lies(oven: Bakery, path: str) -> bool:
    return (oven.site.current / path).exists()


def rendered(oven: Bakery) -> set[str]:
    """What following renders anew, but for what names every page."""
    seen: set[str] = set()
    render = oven._press.render

    def note(address: str) -> object:
        seen.add(address)
        return render(address)

    oven._press.render = note  # type: ignore[assignment,method-assign]
    oven.follow()
    oven.follow()
    # Static files are not collected for tests, and looked for again.
    return {one for one in seen if one not in {"/sitemap.xml", "beginnings"} and "/static/" not in one}


def test_a_bake_writes_every_page_in_every_language(oven: Bakery, check: Check) -> None:
    for language in ("en", "fr"):
        for path in ("index.html", "rules/index.html", "news/first/index.html", "news/feed/index.xml"):
            assert lies(oven, f"{language}/{path}")
        assert lies(oven, f"404/{language}.html")
    assert "sitemap.xml" in oven.wanted
    assert "300" in words_of(oven, "en/rules/index.html")
    assert check() == []


def test_an_edit_renders_its_own_page_and_no_other(oven: Bakery, check: Check) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="fr")
    page.body = text(f"Nous avons reçu {FIGURE}, et tout lu.")
    page.save_revision().publish()
    assert rendered(oven) == {"/fr/rules/"}
    assert "et tout lu" in words_of(oven, "fr/rules/index.html")
    assert check() == []


def test_a_figure_that_moves_renders_the_pages_that_show_it(oven: Bakery, check: Check) -> None:
    Tally.objects.update(low=301, high=301)
    anew = rendered(oven)
    assert {"/en/rules/", "/fr/rules/"} <= anew
    assert "/en/news/first/" not in anew
    assert "301" in words_of(oven, "en/rules/index.html")
    assert check() == []


def test_the_footer_renders_every_page_of_its_language(oven: Bakery, check: Check) -> None:
    texts = SiteTexts.objects.get(locale__language_code="en")
    texts.about = "We are many."
    texts.save()
    anew = rendered(oven)
    assert {"/en/", "/en/rules/", "/en/news/", "/en/news/first/", "/en/-/-/"} <= anew
    assert not any(one.startswith("/fr/") for one in anew)
    assert check() == []


@pytest.mark.parametrize("touches", [True, False])
def test_what_touches_many_is_shown_although_somebody_writes_whenever_it_is_rendered(
    oven: Bakery, monkeypatch: pytest.MonkeyPatch, touches: bool
) -> None:
    texts = SiteTexts.objects.filter(locale__language_code="en")
    render, rounds = oven._render_all, []

    def render_while_somebody_writes(*given: Any) -> None:
        render(*given)
        rounds.append(given)
        if touches:
            texts.update(about=f"We are {len(rounds)}.")
        else:
            Change.objects.create(table="wagtailcore_revision", after='{"id": 1}', at=int(time()))

    monkeypatch.setattr(baking, "MANY", 1)
    monkeypatch.setattr(oven, "_render_all", render_while_somebody_writes)
    texts.update(about="We are none.")
    oven.follow()
    assert rounds
    for path in ("en/index.html", "en/rules/index.html"):
        assert (f"We are {len(rounds)}." if touches else "We are none.") in words_of(oven, path)


def test_saving_without_a_change_renders_nothing(oven: Bakery) -> None:
    Organisation.load().save()
    SiteTexts.objects.get(locale__language_code="en").save()
    assert rendered(oven) == set()


def test_a_new_article_is_there_with_the_list_and_the_feed(oven: Bakery, check: Check) -> None:
    add_article(NewsIndexPage.objects.get(locale__language_code="en"), "second", "More news.")
    oven.follow()
    assert lies(oven, "en/news/second/index.html")
    assert "More news." in words_of(oven, "en/news/index.html")
    assert "More news." in words_of(oven, "en/news/feed/index.xml")
    oven.follow()
    assert "/en/news/second/" in words_of(oven, "sitemap.xml")
    assert check() == []


def test_what_is_withdrawn_goes_and_comes_back(oven: Bakery, check: Check) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="en")
    page.unpublish()
    rendered(oven)
    assert not lies(oven, "en/rules/index.html")
    assert not lies(oven, "en/rules")
    assert check() == []
    page.save_revision().publish()
    rendered(oven)
    assert lies(oven, "en/rules/index.html")
    assert check() == []


def test_a_draft_a_private_page_and_what_waits_for_its_time_are_no_files(oven: Bakery, check: Check) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="en")
    page.body = text("A secret draft.")
    page.save_revision()
    later = ContentPage(
        title="Later", slug="later", locale=page.locale, body=text("A secret plan."), live=False,
        go_live_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    home("en").add_child(instance=later)
    later.save_revision().publish()
    locked = add_page(home("en"), "locked", "A secret for members.")
    word = add_page(home("en"), "word", "A secret behind a word.")
    PageViewRestriction.objects.create(page=locked, restriction_type="login")
    PageViewRestriction.objects.create(page=word, restriction_type="password", password="word")
    below = add_page(locked, "below", "A secret below it.")
    assert below.live
    rendered(oven)
    for one in oven.site.current.rglob("*"):
        if one.is_file() and not one.name.endswith((".gz", ".br")):
            assert "secret" not in one.read_text(errors="replace"), one
    assert check() == []


def test_a_page_that_becomes_private_loses_its_file(oven: Bakery, check: Check) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="en")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    rendered(oven)
    assert not lies(oven, "en/rules/index.html")
    restriction.delete()
    rendered(oven)
    assert lies(oven, "en/rules/index.html")
    assert check() == []


def test_a_redirect_becomes_a_rule_for_each_server(oven: Bakery) -> None:
    Redirect.objects.create(old_path="/en/old", redirect_link="/en/rules/", is_permanent=True)
    oven.sweep()
    folder = oven.site.folder
    assert "/en/old/ /en/rules/ 301\n" in words_of(oven, "_redirects")
    assert (
        'location = "/en/old/" { return 301 "/en/rules/"; }' in (folder / "redirects.nginx.conf").read_text()
    )
    assert 'redir "/en/old/" "/en/rules/" 301' in (folder / "redirects.caddy").read_text()


def test_a_page_that_fails_keeps_its_last_good_file_and_the_rest_goes_on(
    oven: Bakery, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="en")
    before = words_of(oven, "en/rules/index.html")

    def fail(self: Page, *told: object, **more: object) -> None:
        if self.pk == page.pk:
            raise RuntimeError("the template is broken")
        return get_context(self, *told, **more)

    get_context = ContentPage.get_context
    for one in (page, ContentPage.objects.get(slug="rules", locale__language_code="fr")):
        one.body = text("New words.")
        one.save_revision().publish()
    with monkeypatch.context() as broken:
        broken.setattr(ContentPage, "get_context", fail)
        baked = oven.follow()
    assert baked.troubles == {"/en/rules/": "RuntimeError: the template is broken"}
    assert oven.record.troubles() == list(baked.troubles.items())
    assert words_of(oven, "en/rules/index.html") == before
    assert "New words." in words_of(oven, "fr/rules/index.html")
    oven.sweep()
    oven.follow()
    oven.follow()
    assert "New words." in words_of(oven, "en/rules/index.html")
    assert oven.record.troubles() == []
    assert check() == []


def test_a_page_that_fails_in_the_first_bake_is_named_and_all_others_are_there(
    oven: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="en")

    def fail(self: Page, *told: object, **more: object) -> None:
        if self.pk == page.pk:
            raise RuntimeError("the template is broken")
        return get_context(self, *told, **more)

    get_context = ContentPage.get_context
    oven.record.clear()
    with monkeypatch.context() as broken:
        broken.setattr(ContentPage, "get_context", fail)
        baked = oven.bake()
    assert baked.troubles == {"/en/rules/": "RuntimeError: the template is broken"}
    assert not lies(oven, "en/rules/index.html")
    assert lies(oven, "fr/rules/index.html")
    oven.sweep()
    oven.follow()
    assert lies(oven, "en/rules/index.html")


def test_what_reads_a_table_that_is_not_watched_follows_within_the_minute_and_costs_nothing_before(
    oven: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def context(self: Page, *told: object, **more: object) -> object:
        self.title = f"{self.title} {Session.objects.count()}"
        return get_context(self, *told, **more)

    get_context = ContentPage.get_context
    monkeypatch.setattr(ContentPage, "get_context", context)
    oven.bake(anew=True)
    oven.sweep()
    assert rendered(oven) == set()
    Session.objects.create(session_key="one", session_data="", expire_date=timezone.now())
    assert rendered(oven) == set()
    oven.sweep()
    assert rendered(oven) == {"/en/rules/", "/fr/rules/"}
    assert "Rules 1" in words_of(oven, "en/rules/index.html")


def test_a_figure_of_a_year_does_not_depend_on_the_day_and_one_of_last_year_does(oven: Bakery) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="fr")
    page.body = text(FIGURE.replace(".2017", ".last_year"))
    page.save_revision().publish()
    oven.follow()
    oven.record.soil_by_day("1999-12-31")
    assert "/fr/rules/" in oven.record.stale()
    assert "/en/rules/" not in oven.record.stale()


def test_a_full_disk_leaves_what_was_there_and_what_was_to_do(
    oven: Bakery, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ContentPage.objects.get(slug="rules", locale__language_code="en")
    before = words_of(oven, "en/rules/index.html")
    page.body = text("New words.")
    page.save_revision().publish()

    def full(*told: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("clarion.publishing.objects._write", full)
        with pytest.raises(OSError, match="No space"):
            oven.follow()
    assert words_of(oven, "en/rules/index.html") == before
    oven.follow()
    oven.follow()
    assert "New words." in words_of(oven, "en/rules/index.html")
    assert check() == []


def test_the_check_names_what_is_wrong(oven: Bakery, check: Check) -> None:
    page = oven.site.current / "en" / "rules" / "index.html"
    page.unlink()
    page.write_text("<p>Somebody was here.</p>")
    (oven.site.current / "stray.html").write_text("<p>And here.</p>")
    Tally.objects.update(low=9, high=9)
    said = "\n".join(check())
    assert "en/rules/index.html: is not what the manifest says" in said
    assert "stray.html: is there, and not in the manifest" in said
    assert "fr/rules/index.html: is not what would be rendered now" in said


def test_a_bake_that_was_cut_off_goes_on_where_it_was(
    oven: Bakery, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    render, asked = oven._press.render, []

    def cut_off(address: str) -> object:
        if len(asked) == 8:
            raise KeyboardInterrupt
        asked.append(address)
        return render(address)

    with monkeypatch.context() as broken:
        broken.setattr("clarion.publishing.pool.CHUNK", 2)
        broken.setattr(oven._press, "render", cut_off)
        with pytest.raises(KeyboardInterrupt):
            oven.bake()
    total = len(oven.record.addresses())
    assert oven.bake().rendered <= total - 8 + 2
    assert check() == []


def edits(chance: Random) -> str:
    """One random act of an editor; returns what it was."""
    language = chance.choice(("en", "fr"))
    news = NewsIndexPage.objects.get(locale__language_code=language)
    pages = list(ContentPage.objects.filter(locale__language_code=language).order_by("pk"))
    articles = list(ArticlePage.objects.filter(locale__language_code=language).order_by("pk"))
    number = chance.randrange(1000)
    match chance.randrange(9):
        case 0 if pages:
            page = chance.choice(pages)
            page.body = text(f"Words {number} on {chance.choice(('', FIGURE))}")
            page.save_revision().publish()
            return f"wrote {page.url_path}"
        case 1:
            add_page(
                home(language),
                f"page-{number}-{Page.objects.count()}",
                "A new page.",
                show_in_menus=number % 2 == 0,
            )
            return "a new page"
        case 2:
            add_article(news, f"article-{number}-{Page.objects.count()}", f"News {number}.")
            return "a new article"
        case 3 if articles:
            article = chance.choice(articles)
            article.title, article.date = f"Title {number}", date(2017, 1, 1 + number % 28)
            article.save_revision().publish()
            return f"wrote {article.url_path}"
        case 4 if pages or articles:
            page = chance.choice([*pages, *articles])
            page.unpublish() if page.live else page.save_revision().publish()
            return f"published or withdrew {page.url_path}"
        case 5 if len(pages) > 1:
            page, target = chance.sample(pages, 2)
            page, target = Page.objects.get(pk=page.pk), Page.objects.get(pk=target.pk)
            if (
                not target.is_descendant_of(page)
                and not target.get_children().filter(slug=page.slug).exists()
            ):
                page.move(target, pos="last-child")
            return f"moved {page.url_path}"
        case 6 if len(pages) > 1:
            page = chance.choice(pages)
            Page.objects.get(pk=page.pk).delete()
            return f"deleted {page.url_path}"
        case 7:
            Tally.objects.update(low=number, high=number)
            return "a demand was decided"
        case _:
            SiteTexts.objects.filter(locale__language_code=language).update(notice=f"Notice {number % 3}")
            return "a notice"


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_the_files_are_what_a_fresh_bake_would_write(
    oven: Bakery, check: Check, seed: int
) -> None:
    chance, done = Random(seed), []
    for _ in range(6):
        done.extend(edits(chance) for _ in range(chance.randrange(1, 3)))
        oven.follow()
        oven.follow()
        assert check() == [], done
