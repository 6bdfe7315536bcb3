"""Where what comes goes: front pages, lists of news, authors and topics, each made if it is not there yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from clarion.moving.models import Carried
from clarion.moving.report import Report
from clarion.moving.wordpress.export import Head, Term
from clarion.news.models import Author, NewsIndexPage
from clarion.pages.models import HomePage, Topic


@dataclass(slots=True)
class Places:
    """Finds or makes them, once a run."""

    head: Head
    report: Report
    homes: dict[str, HomePage] = field(default_factory=dict)
    lists: dict[str, NewsIndexPage] = field(default_factory=dict)

    def key(self, what: str) -> UUID:
        """What ties translations of one thing together; the same in every run."""
        return uuid5(NAMESPACE_URL, f"{self.head.site}:{what}")

    def locale(self, language: str) -> Locale:
        """The language's record."""
        return Locale.objects.get_or_create(language_code=language)[0]

    def home(self, language: str) -> HomePage:
        """The front page of a language."""
        if language not in self.homes:
            found = HomePage.objects.filter(locale__language_code=language).order_by("depth", "pk").first()
            self.homes[language] = found or self._new_home(language)
        return self.homes[language]

    def news(self, language: str) -> NewsIndexPage:
        """The list of news of a language."""
        if language not in self.lists:
            home = self.home(language)
            found = NewsIndexPage.objects.child_of(home).first()
            if found is None:
                found = NewsIndexPage(
                    title="News",
                    slug="news",
                    locale=home.locale,
                    translation_key=self.key("news"),
                    show_in_menus=True,
                )
                home.add_child(instance=found)
            self.lists[language] = found
        return self.lists[language]

    def author(self, login: str, language: str) -> Author | None:
        """The author with a sign-in name, in a language."""
        if not login:
            return None
        name = self.head.people[login].name if login in self.head.people else login
        original = f"{login}@{language}"
        there = self._before(Carried.Kind.AUTHOR, original)
        found = Author.objects.filter(pk=there).first() if there else None
        if found is None:
            found = Author.objects.filter(name=name, locale__language_code=language).first()
        if found is None:
            found = Author.objects.create(
                name=name[:120], locale=self.locale(language), translation_key=self.key(f"author:{login}")
            )
            self.report.counts["authors"] += 1
        self._remember(Carried.Kind.AUTHOR, original, found.pk)
        return found

    def topic(self, term: Term, language: str) -> Topic | None:
        """The topic that a category or tag becomes; one that has its slug already, if there is one."""
        slug = slugify(term.slug) or slugify(term.name)
        if not slug:
            self.report.note(
                f"{term.domain} “{term.name}”", "its slug has no letter that an address here can have"
            )
            return None
        found = Topic.objects.filter(slug=slug, locale__language_code=language).first()
        if found is None:
            twin = Topic.objects.filter(slug=slug).first()
            found = Topic.objects.create(
                slug=slug[:50],
                name=term.name[:80],
                locale=self.locale(language),
                translation_key=twin.translation_key if twin else self.key(f"topic:{slug}"),
                place=Topic.objects.count(),
            )
            self.report.counts["topics"] += 1
        self._remember(Carried.Kind.TOPIC, f"{slug}@{language}", found.pk)
        return found

    def _before(self, kind: Carried.Kind, original: str) -> int | None:
        found = Carried.objects.filter(site=self.head.site, kind=kind, original=original)
        return found.values_list("target", flat=True).first()

    def _remember(self, kind: Carried.Kind, original: str, target: int) -> None:
        Carried.objects.update_or_create(
            site=self.head.site, kind=kind, original=original[:200], defaults={"target": target}
        )

    def _new_home(self, language: str) -> HomePage:
        root = Page.get_first_root_node()
        other = HomePage.objects.first()
        home = HomePage(
            title=self.head.site.partition("//")[2] or "Home",
            slug=language,
            locale=self.locale(language),
            translation_key=other.translation_key if other else self.key("home"),
        )
        root.add_child(instance=home)
        if not Site.objects.filter(root_page__in=HomePage.objects.all()).exists():
            Site.objects.filter(is_default_site=True).update(root_page=home)
        return home
