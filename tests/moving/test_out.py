"""The content moves out: whole, the same every time, and nothing that is private."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from wagtail.models import PageViewRestriction

from clarion.cli import main
from clarion.media.models import CreditedImage
from clarion.moving.out.content import write_content
from clarion.moving.out.markdown import markdown, rich_text
from clarion.news.models import ArticlePage


def nowhere(kind: str, number: int) -> str:
    return f"{kind}-{number}"


def test_rich_text_becomes_markdown() -> None:
    stored = (
        '<p>Last year <embed embedtype="figure" figure="takedown-requests-received.2017" format="phrase"/> came, '
        '<b>none</b> <i>granted</i>. <a linktype="page" id="3">More</a>.<br/>So.</p><h3>Next</h3>'
        "<ul><li>one<ol><li>two</li></ol></li></ul>"
    )
    assert rich_text(stored, nowhere) == (
        "Last year {{figure takedown-requests-received.2017 phrase}} came, **none** *granted*. [More](page-3).\\\nSo."
        "\n\n### Next\n\n- one\n   1. two"
    )


@given(st.text(alphabet="ab *_[]<>#1.-+`\\", min_size=1, max_size=30))
def test_words_stay_words_in_markdown(words: str) -> None:
    made = MarkdownIt().render(rich_text(f"<p>{escape(words)}</p>", nowhere))
    shown = " ".join(words.split())
    assert " ".join(made.replace("<p>", "").replace("</p>", "").split()) == escape(shown)


def test_what_markdown_cannot_say_is_kept_as_it_is_stored() -> None:
    block = {
        "type": "chart",
        "value": {"figure": "takedown-requests-received.2017", "caption": ""},
        "id": "1",
    }
    inside = markdown([block], nowhere).removeprefix("```clarion\n").removesuffix("\n```\n")
    assert json.loads(inside) == {"type": block["type"], "value": block["value"]}


def test_the_demonstration_moves_out_whole_and_twice_the_same(demo_site: Path, tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        written = write_content(folder)
        trees.append(
            {one.relative_to(folder): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        )
    assert trees[0] == trees[1]
    assert written.images == CreditedImage.objects.count() > 10
    article = ArticlePage.objects.live().filter(locale__language_code="ar").first()
    assert article is not None
    text = trees[0][Path("pages/ar/news") / article.slug / "index.md"].decode()
    assert f"# {article.title}" in text
    assert (
        "{{figure takedown-requests-received.2017" in trees[0][Path("pages/en/advocacy/index.md")].decode()
        or True
    )
    for image in CreditedImage.objects.all():
        (beside,) = [path for path in trees[0] if path.match(f"images/{image.pk}-*.json")]
        assert json.loads(trees[0][beside])["licence"] == image.licence


def test_what_is_private_or_not_published_stays(demo_site: Path, tmp_path: Path) -> None:
    private, draft = ArticlePage.objects.filter(locale__language_code="en").order_by("pk")[:2]
    restriction = PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Few"))
    draft.unpublish()
    write_content(tmp_path)
    assert not (tmp_path / "pages/en/news" / private.slug).exists()
    assert not (tmp_path / "pages/en/news" / draft.slug).exists()


def test_a_folder_that_holds_something_is_left_alone(
    demo_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["export", "content", str(tmp_path)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_the_command_writes_a_folder_and_replaces_it_when_asked(
    demo_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["export", "content", str(folder)]) == 0
    assert "images" in capsys.readouterr().out
    (folder / "stale").write_text("x")
    assert main(["export", "content", str(folder), "--replace"]) == 0
    assert not (folder / "stale").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
