"""The index follows what editors publish, and never knows more than every reader may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction

from clarion.news.models import ArticlePage, NewsIndexPage
from clarion.policy.models import PolicyIndexPage
from clarion.search import indexing, tasks, writing
from clarion.search.documents import Document
from clarion.search.models import Entry, Posting, Spelling, Term, Wording
from clarion.search.results import search
from clarion.transparency.models import Tally

WORD = "zanzibarite"
pytestmark = pytest.mark.django_db


@pytest.fixture
def found(demo_site: object) -> None:
    """The demonstration, without work that it has left to do."""
    DBTaskResult.objects.all().delete()


@pytest.fixture
def article(found: None) -> ArticlePage:
    """An unpublished article that holds a word of its own."""
    parent = NewsIndexPage.objects.get(locale__language_code="en")
    page = ArticlePage(title="A new article", summary=f"About {WORD} rocks.", body="[]", live=False)
    parent.add_child(instance=page)
    page.save_revision()
    return page


def addresses(words: str = WORD, language: str = "en") -> list[str]:
    return [one.address for one in search(words, language).results]


Commit = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def doing(django_capture_on_commit_callbacks: Commit) -> Commit:
    """`with doing():` commits, then lets the worker do what was enqueued."""

    @contextmanager
    def block() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield
        for queued in DBTaskResult.objects.ready().filter(task_path__startswith=tasks.__name__):
            getattr(tasks, queued.task_path.rsplit(".", 1)[1]).call(*queued.args_kwargs["args"])
            queued.delete()

    return block


def test_an_article_is_found_once_it_is_published(article: ArticlePage, doing: Commit) -> None:
    assert addresses() == []
    with doing():
        article.get_latest_revision().publish()
    assert addresses() == ["/en/news/a-new-article/"]


def test_a_draft_of_a_live_page_is_not_found(article: ArticlePage, doing: Commit) -> None:
    with doing():
        article.get_latest_revision().publish()
    article.refresh_from_db()
    article.summary = "About quartzose rocks."
    with doing():
        article.save_revision()
    indexing.rebuild()
    assert addresses("quartzose") == []
    with doing():
        article.get_latest_revision().publish()
    assert addresses("quartzose") == ["/en/news/a-new-article/"]
    assert addresses() == []


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_what_is_withdrawn_is_gone_at_once_with_its_words(
    article: ArticlePage, doing: Commit, act: str
) -> None:
    with doing():
        article.get_latest_revision().publish()
    getattr(ArticlePage.objects.get(pk=article.pk), act)()
    assert addresses() == []
    assert not Entry.objects.filter(key=str(article.pk)).exists()
    assert not Term.objects.filter(text__startswith="zanzib").exists()
    assert not Spelling.objects.filter(form__startswith="zanzib").exists()


def test_a_restriction_hides_a_page_and_what_is_below_it_at_once_and_lifting_it_shows_them(
    found: None, doing: Commit
) -> None:
    policy = PolicyIndexPage.objects.get(slug="policy", locale__language_code="en")
    before = [one for one in addresses("censorship") if one.startswith("/en/policy/")]
    assert "/en/policy/censorship/" in before
    restriction = PageViewRestriction.objects.create(page=policy, restriction_type=PageViewRestriction.LOGIN)
    assert not [one for one in addresses("censorship") if one.startswith("/en/policy/")]
    indexing.rebuild()
    assert not [one for one in addresses("censorship") if one.startswith("/en/policy/")]
    with doing():
        restriction.delete()
    assert [one for one in addresses("censorship") if one.startswith("/en/policy/")] == before


def test_a_page_published_below_a_restricted_one_stays_out(found: None, doing: Commit) -> None:
    policy = PolicyIndexPage.objects.get(slug="policy", locale__language_code="en")
    restriction = PageViewRestriction.objects.create(page=policy, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.first())
    with doing():
        policy.get_children().first().specific.save_revision().publish()
    assert not [one for one in addresses("censorship copyright") if one.startswith("/en/policy/")]


def test_moving_a_page_changes_the_addresses_below_it(found: None, doing: Commit) -> None:
    policy = Page.objects.get(slug="policy", locale__language_code="en")
    about = Page.objects.get(slug="about", locale__language_code="en")
    with doing():
        policy.move(about, pos="last-child")
    assert "/en/about/policy/censorship/" in addresses("censorship")
    assert "/en/policy/censorship/" not in addresses("censorship")


def test_a_new_slug_changes_the_addresses_below_it(found: None, doing: Commit) -> None:
    policy = PolicyIndexPage.objects.get(slug="policy", locale__language_code="en")
    policy.slug = "positions"
    with doing():
        policy.save_revision().publish()
    assert "/en/positions/censorship/" in addresses("censorship")


def test_indexing_everything_again_changes_nothing(found: None) -> None:
    indexing.rebuild()
    before = set(Posting.objects.values_list("entry_id", "term_id", "weight"))
    assert indexing.rebuild() == 0
    assert set(Posting.objects.values_list("entry_id", "term_id", "weight")) == before


def test_indexing_goes_on_where_it_was_stopped(found: None) -> None:
    indexing.rebuild()
    total = Entry.objects.count()
    gone = list(Entry.objects.filter(source="pages").values_list("key", flat=True)[:7])
    writing.remove("pages", gone)
    steps: list[tuple[str, int, int]] = []
    assert indexing.rebuild(lambda *step: steps.append(step)) == 7
    assert Entry.objects.count() == total
    assert all(done <= of for _, done, of in steps)


def test_what_no_source_knows_any_more_is_taken_out(found: None) -> None:
    document = Document(key="1", language="en", type="page", title=WORD, address="/en/gone/")
    writing.write("a source of old", [document])
    writing.write("pages", [document])
    assert indexing.rebuild() == 2
    assert addresses() == []


def test_the_command_says_what_it_did(found: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reindex", afresh=True)
    assert f"{Entry.objects.count()} entries written" in capsys.readouterr().out
    call_command("reindex")
    assert "0 entries written" in capsys.readouterr().out


def test_figures_follow_the_tallies(found: None) -> None:
    assert "/en/transparency/2017/" in addresses("transparency report 2017")
    Tally.objects.all().delete()
    indexing.rebuild()
    assert "/en/transparency/2017/" not in addresses("transparency report 2017")


def test_tasks_carry_ids_alone(article: ArticlePage, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article.get_latest_revision().publish()
    queued = [one for one in DBTaskResult.objects.ready() if one.task_path.startswith("clarion.search")]
    assert [one.args_kwargs for one in queued] == [{"args": [[article.pk]], "kwargs": {}}]


@pytest.mark.django_db(transaction=True)
def test_the_worker_itself_indexes(article: ArticlePage) -> None:
    article.get_latest_revision().publish()
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0, queue_name="*")
    assert addresses() == ["/en/news/a-new-article/"]


def test_nothing_of_the_editors_machinery_is_found(found: None, client: Client) -> None:
    texts = Wording.objects.filter(entry__source="pages", entry__language="en").values_list("text", flat=True)
    assert all(
        mark not in text for text in texts for mark in ("<", "embedtype", "transparency/2017", "linktype")
    )
