"""An editor who never rests: run as a program, with the settings of a site that is served meanwhile.

Lays a small site, and says so; then makes one edit after another, through the interfaces that the admin uses, until the
time is over. After each it says on standard output, a line of JSON, when the edit began and was done, and what the
site answers at each address from then on, by a digest.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

LANGUAGES = ("en", "fr")
SECRET = "for-no-reader-yet"
"""Stands in every draft, and on no page that a reader may see."""
FIGURE = '<embed embedtype="figure" figure="takedown-requests-granted.2019" format="phrase"/>'
REST = 0.9
"""The longest pause between two edits, in seconds; some come at once after another."""
DEMANDS = 8


def main(seconds: float, seed: int) -> None:
    """Lays the site, waits for a line on standard input, and edits."""
    import django

    django.setup()
    from clarion.publishing.press import at_the_press

    Path("static").mkdir(exist_ok=True)
    editor = Editor(Random(seed))
    editor.lay()
    with at_the_press():
        _say(did="laid", began=time.monotonic(), done=time.monotonic(), state=editor.state())
        sys.stdin.readline()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.monotonic()
            did = editor.edit()
            done = time.monotonic()
            _say(did=did, began=began, done=done, state=editor.state())
            time.sleep(editor.chance.choice((0, editor.chance.uniform(0, REST))))
    _say(did="rests", began=0, done=0, state={})


def told(status: int, location: str, body: bytes) -> str:
    """An answer in short: a page by its digest, what has moved by where it leads, all else by its status."""
    if status == 200:
        return hashlib.sha256(body).hexdigest()[:16]
    return f"{status} {location}".strip()


def _say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


class Editor:
    """What is done to the site, and what the site is to be after it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._known: dict[str, None] = {}
        self._waiting: list[Any] = []

    def lay(self) -> None:
        """Two languages, each with a front page, pages that show a figure, news, pictures; demands to be decided."""
        from django.core.files.base import ContentFile
        from wagtail.models import Locale, Page, Site

        from clarion.core.models import User
        from clarion.media.models import CreditedImage
        from clarion.news.models import NewsIndexPage
        from clarion.pages.models import HomePage, SiteTexts
        from clarion.register import services
        from clarion.register.models import Demand
        from clarion.register.roles import Role, group_of
        from clarion.register.vocabulary import Door, Kind, Outcome
        from clarion.register.workflow import Status
        from publishing.following.conftest import add_article, add_page
        from support.media_files import raster

        self.approver, self.second = (
            User.objects.create_user(f"{name}@example.org", "x") for name in ("approver", "second")
        )
        self.approver.groups.set([group_of(Role.APPROVER)])
        self.second.groups.set([group_of(Role.REVIEWER), group_of(Role.LEAD)])
        for _ in range(DEMANDS):
            receipt = services.receive(
                actor=None,
                door=Door.WEB,
                kind=Kind.CONTENT,
                country="FR",
                received_at=datetime(2019, 3, 1, tzinfo=UTC),
            )
            demand = Demand.objects.get(pk=receipt.demand_id)
            services.triage(actor=self.second, demand=demand, into=Status.REVIEW)
            services.propose(actor=self.second, demand=demand, outcome=Outcome.FULL)
            self._waiting.append(demand.pk)
        self._pictures = [
            CreditedImage.objects.create(
                title=f"Room {number}", author="Ada", made_here=True, licence="cc0-1.0",
                file=ContentFile(raster(size=(40, 30 + number)), name=f"room-{number}.png"),
            ).pk
            for number in range(3)
        ]  # fmt: skip
        root, first = Page.get_first_root_node(), None
        for code in LANGUAGES:
            locale, _ = Locale.objects.get_or_create(language_code=code)
            one = HomePage(title=f"Home {code}", slug=f"home-{code}", locale=locale)
            if first is not None:
                one.translation_key = first.translation_key
            root.add_child(instance=one)
            root.refresh_from_db()
            first = first or one
            SiteTexts.objects.update_or_create(
                locale=locale, defaults={"name": "Commons", "about": "We are few."}
            )
            add_page(one, "rules", f"We granted {FIGURE}.")
            add_page(one, "people", "Who we are.")
            news = NewsIndexPage(title="News", slug="news", locale=locale)
            one.add_child(instance=news)
            add_article(news, "first", "The first of all news.")
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": first}
        )

    def edit(self) -> str:
        """One act, chosen by chance; says which."""
        from clarion.pages.models import ContentPage

        language = self.chance.choice(LANGUAGES)
        pages = list(ContentPage.objects.filter(locale__language_code=language).order_by("pk"))
        acts = (self._words, self._title, self._picture, self._frame, self._withdraw, self._move, self._decide,
                self._draft, self._new_article)  # fmt: skip
        return self.chance.choice(acts)(language, pages)

    def _words(self, language: str, pages: list[Any]) -> str:
        from publishing.following.conftest import text

        page = self.chance.choice(pages)
        page.body = text(f"Words {self.chance.randrange(10**6)} on {self.chance.choice(('', FIGURE))}.")
        page.save_revision().publish()
        return f"wrote {page.url_path}"

    def _title(self, language: str, pages: list[Any]) -> str:
        page = self._some_article(language)
        page.title = f"Title {self.chance.randrange(10**6)}"
        page.save_revision().publish()
        return f"called {page.url_path} something else"

    def _picture(self, language: str, pages: list[Any]) -> str:
        page = self._some_article(language)
        page.image_id, page.image_alt = (
            self.chance.choice([*self._pictures, None]),
            f"{self.chance.randrange(10**6)}",
        )
        page.save_revision().publish()
        return f"hung a picture in {page.url_path}"

    def _frame(self, language: str, pages: list[Any]) -> str:
        from clarion.pages.models import SiteTexts

        texts = SiteTexts.objects.get(locale__language_code=language)
        name = self.chance.choice(("about", "notice", "name"))
        setattr(texts, name, f"{name} {self.chance.randrange(10**6)}")
        texts.save()
        return f"wrote the {name} of {language}"

    def _withdraw(self, language: str, pages: list[Any]) -> str:
        page = self.chance.choice(pages)
        if page.live:
            page.unpublish()
            return f"withdrew {page.url_path}"
        page.save_revision().publish()
        return f"published {page.url_path}"

    def _move(self, language: str, pages: list[Any]) -> str:
        from wagtail.models import Page

        page, target = (Page.objects.get(pk=one.pk) for one in self.chance.sample(pages, 2))
        if page.get_parent().pk != target.pk and not target.is_descendant_of(page):
            page.move(target, pos="last-child")
            return f"moved {page.url_path} below {target.url_path}"
        home = page.get_ancestors().get(depth=2)
        if page.depth > 3:
            page.move(home, pos="last-child")
            return f"moved {page.url_path} up"
        return self._words(language, pages)

    def _decide(self, language: str, pages: list[Any]) -> str:
        from clarion.register import services
        from clarion.register.models import Demand

        if not self._waiting:
            return self._words(language, pages)
        demand = Demand.objects.get(pk=self._waiting.pop())
        services.approve(actor=self.approver, demand=demand)
        return "decided a demand"

    def _draft(self, language: str, pages: list[Any]) -> str:
        from publishing.following.conftest import text

        page = self.chance.choice(pages)
        page.title, page.body = f"{SECRET} {page.slug}", text(f"{SECRET}.")
        page.save_revision()
        return f"drafted {page.url_path}"

    def _new_article(self, language: str, pages: list[Any]) -> str:
        from clarion.news.models import ArticlePage, NewsIndexPage
        from publishing.following.conftest import add_article

        news = NewsIndexPage.objects.get(locale__language_code=language)
        if ArticlePage.objects.filter(locale__language_code=language).count() > 4:
            return self._title(language, pages)
        page = add_article(news, f"article-{self.chance.randrange(10**6)}", "News.")
        return f"added {page.url_path}"

    def _some_article(self, language: str) -> Any:
        from clarion.news.models import ArticlePage

        return self.chance.choice(
            list(ArticlePage.objects.filter(locale__language_code=language).order_by("pk"))
        )

    def state(self) -> dict[str, str]:
        """What the site answers now at each address that it has or had, and what there is of it as text."""
        from wagtail.models import Page

        from clarion.publishing.day import standing_still
        from clarion.publishing.rendering import Reader
        from clarion.publishing.twins import text_answer, twin_of

        # Those that are withdrawn too: something may lead to where they are.
        for page in Page.objects.filter(depth__gt=1).select_related("locale"):
            code = page.locale.language_code
            below = page.url_path.split("/", 2)[2]
            self._known.setdefault(f"/{code}/{below}")
        for code in LANGUAGES:
            self._known.setdefault(f"/{code}/news/feed/")
        reader, found = Reader(), {}
        for address in self._known:
            with standing_still(lambda: None):
                page = reader.ask(address)
                found[address] = told(page.status, page.location, page.body)
                if twin := twin_of(address):
                    text = text_answer(page, twin)
                    found[twin] = told(text.status, text.location, text.body)
        return found


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
