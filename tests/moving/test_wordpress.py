"""A WordPress site moves in: whole, once, and with its addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import Page

from clarion.cli import main
from clarion.media.models import CreditedImage
from clarion.moving.report import Report
from clarion.moving.wordpress.carry import Wishes, carry
from clarion.moving.wordpress.files import Credit
from clarion.news.models import ArticlePage
from clarion.pages.models import ContentPage
from support.wordpress import SITE, UPLOADS, Made, attachment, export, fifty, upload


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    for name in ("2019/03/mast.png", "2019/03/loom.png"):
        upload(folder, name)
    return folder


def moved(tmp_path: Path, *entries: Made, media: Path | None = None, **wishes: object) -> Report:
    return carry(export(tmp_path / "export.xml", entries), Wishes(media=media, **wishes))  # type: ignore[arg-type]


def told(report: Report) -> str:
    return "\n".join(report.lines())


def test_fifty_posts_arrive_whole(db: None, tmp_path: Path, uploads: Path, client: Client) -> None:
    report = moved(tmp_path, *fifty(), media=uploads)
    assert report.notes == []
    articles = ArticlePage.objects.live()
    assert articles.count() == 50
    assert articles.filter(locale__language_code="fr").count() == 10
    assert CreditedImage.objects.count() == 2
    for article in articles:
        kinds = [block.block_type for block in article.body]
        assert kinds.count("picture") >= 2
        assert [one.name for one in article.authors] == ["Amina Haddad"]
        assert {topic.slug for topic in article.topics.all()} == {"copyright", "law"}
        assert article.image.author == "Noor Saleh"
        assert article.image.licence == "CC-BY-SA-4.0"
    answer = client.get("/en/news/post-2/")
    assert answer.status_code == 200
    assert "The first paragraph" in answer.content.decode()


def test_old_addresses_lead_to_the_new_ones(db: None, tmp_path: Path, uploads: Path, client: Client) -> None:
    moved(tmp_path, *fifty(), media=uploads)
    for old, new in (
        ("/2019/03/post-7/", "/en/news/post-7/"),
        ("/?p=5", "/fr/news/post-5/"),
        ("/about-us/who/", "/en/about-us/who/"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_links_between_pages_stay_links_between_pages(db: None, tmp_path: Path) -> None:
    moved(
        tmp_path,
        Made(1, "One", f'<p><a href="{SITE}/2019/03/entry-2/#part">two</a> <a href="/?p=2">again</a></p>'),
        Made(2, "Two", "<p>Here.</p>"),
    )
    two = ArticlePage.objects.get(title="Two")
    text = ArticlePage.objects.get(title="One").body.raw_data[0]["value"]["text"]
    assert text.count(f'<a linktype="page" id="{two.pk}">') == 2


def test_translations_find_one_another(db: None, tmp_path: Path, uploads: Path) -> None:
    moved(tmp_path, *fifty(), media=uploads)
    french = ArticlePage.objects.get(title="Nouvelle 5")
    assert [one.title for one in french.get_translations()] == ["Post 4"]


def test_wpml_says_languages_in_its_own_way(db: None, tmp_path: Path) -> None:
    pair = {"_wpml_import_translation_group": "7"}
    moved(
        tmp_path,
        Made(1, "One", "<p>x</p>", meta=pair | {"_wpml_import_language_code": "en"}),
        Made(2, "واحد", "<p>س</p>", meta=pair | {"_wpml_import_language_code": "ar"}),
    )
    arabic = ArticlePage.objects.get(title="واحد")
    assert arabic.locale.language_code == "ar"
    assert [one.title for one in arabic.get_translations()] == ["One"]


def test_a_second_run_changes_nothing_and_leaves_what_was_edited(
    db: None, tmp_path: Path, uploads: Path
) -> None:
    moved(tmp_path, *fifty(), media=uploads)
    before = Page.objects.count(), CreditedImage.objects.count()
    edited = ArticlePage.objects.get(title="Post 1")
    edited.title = "Post 1, corrected"
    edited.save_revision().publish()
    report = moved(tmp_path, *fifty(), media=uploads)
    assert (Page.objects.count(), CreditedImage.objects.count()) == before
    assert report.counts["unchanged"] == 51
    assert report.counts["left as edited"] == 1
    assert ArticlePage.objects.filter(title="Post 1, corrected").exists()


def test_what_changed_there_changes_here(db: None, tmp_path: Path) -> None:
    moved(tmp_path, Made(1, "One", "<p>Before.</p>"))
    report = moved(tmp_path, Made(1, "One", "<p>After.</p>"))
    article = ArticlePage.objects.get()
    assert "After." in article.body.raw_data[0]["value"]["text"]
    assert report.counts["articles"] == 1


def test_nothing_is_lost_without_a_word(db: None, tmp_path: Path) -> None:
    report = moved(
        tmp_path,
        Made(1, "Form", '<p>Write.</p>[contact-form-7 id="3"]<table><tr><td>a</td><td>b</td></tr></table>'),
        Made(2, "Video", '<iframe src="https://video.example/1"></iframe><!-- wp:latest-posts /-->'),
        Made(3, "Secret", "<p>x</p>", password="abc"),
        Made(4, "Bin", "<p>x</p>", status="trash"),
        Made(5, "Inner", "<p>x</p>", status="private"),
        Made(6, "Talk", "<p>x</p>", comments=3),
        Made(7, "Menu", kind="nav_menu_item"),
        Made(8, "German", "<p>x</p>", terms=[("language", "de", "Deutsch")]),
        Made(9, "Lost", f'<p><a href="{SITE}/gone/">gone</a><img src="{UPLOADS}/no.png"></p>'),
    )
    text = told(report)
    for words in (
        "[contact-form-7]", "a table became a list", "<iframe> of https://video.example/1 became a link",
        "latest-posts", "behind a password", "its status is “trash”", "it was private; here it is a draft",
        "3 comments", "nav_menu_item", "“de”", "/gone/", "no.png",
    ):  # fmt: skip
        assert words in text, words
    assert ArticlePage.objects.live().count() == 4
    assert not ArticlePage.objects.get(title="Inner").live


def test_pictures_without_credit_keep_their_page_a_draft(db: None, tmp_path: Path, uploads: Path) -> None:
    bare = attachment(900, "2019/03/mast.png", _credit_text="", _credit_licence="")
    post = Made(1, "One", "<p>x</p>", meta={"_thumbnail_id": "900"})
    report = moved(tmp_path, bare, post, media=uploads)
    assert not ArticlePage.objects.get().live
    assert "draft for now" in told(report)


def test_a_credit_can_be_given_for_all_that_name_none(db: None, tmp_path: Path, uploads: Path) -> None:
    bare = attachment(900, "2019/03/mast.png", _credit_text="", _credit_licence="")
    post = Made(1, "One", "<p>x</p>", meta={"_thumbnail_id": "900"})
    moved(tmp_path, bare, post, media=uploads, credit=Credit("The house", "CC-BY-4.0"))
    assert ArticlePage.objects.get().live
    assert CreditedImage.objects.get().author == "The house"


def test_one_page_that_cannot_come_does_not_keep_the_others_back(db: None, tmp_path: Path) -> None:
    report = moved(tmp_path, Made(1, "\u202eevil", "<p>x</p>"), Made(2, "Good", "<p>x</p>"))
    assert [one.title for one in ArticlePage.objects.all()] == ["Good"]
    assert "it was not carried" in told(report)


def test_a_trial_changes_nothing(db: None, tmp_path: Path, uploads: Path) -> None:
    before = Page.objects.count()
    report = moved(tmp_path, *fifty(), media=uploads, dry_run=True)
    assert report.counts["articles"] == 50
    assert (Page.objects.count(), CreditedImage.objects.count()) == (before, 0)


BOMB = '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "it is empty"),
        ("name,count\n1,2\n", "not well-formed"),
        ("<html><body>x</body></html>", "not a WordPress export"),
        ("<rss><channel><title>News</title></channel></rss>", "names no site"),
        (BOMB, "declares a document type"),
        (OUTSIDE, "declares a document type"),
        ('<?xml version="1.0" encoding="UTF-9"?><rss/>', "encoding"),
    ],
)
def test_a_file_that_is_no_export_gets_one_line_and_changes_nothing(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    path = tmp_path / "export.xml"
    path.write_text(content, encoding="utf-8")
    before = Page.objects.count()
    assert main(["import", "wordpress", str(path)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert Page.objects.count() == before


def test_an_export_that_breaks_off_says_at_which_line_and_changes_nothing(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(tmp_path / "export.xml", fifty())
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    before = Page.objects.count()
    assert main(["import", "wordpress", str(path)]) == 2
    assert f"{path}:" in capsys.readouterr().err
    assert Page.objects.count() == before


def test_the_command_says_what_came(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: object
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    path = export(
        tmp_path / "export.xml", [Made(1, "One", "<p>x</p>"), Made(800, "A page", "<p>y</p>", kind="page")]
    )
    assert main(["import", "wordpress", str(path), "--language", "fr"]) == 0
    said = capsys.readouterr().out
    assert "1  articles" in said
    assert "Everything was carried." in said
    assert len(list((tmp_path / "moving").glob("wordpress-*.txt"))) == 1
    assert ContentPage.objects.get(title="A page").locale.language_code == "fr"


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--language", "xx"], "the site speaks"),
        (["--licence", "mine"], "--licence mine"),
        (["--media", "/nowhere"], "no such folder"),
    ],
)
def test_an_option_that_means_nothing_is_told(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], words: str
) -> None:
    path = export(tmp_path / "export.xml", [Made(1, "One", "<p>x</p>")])
    assert main(["import", "wordpress", str(path), *option]) == 2
    assert words in capsys.readouterr().err
