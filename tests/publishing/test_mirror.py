"""Copies of the site: they work from any place, and can be checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from clarion.cli import main
from clarion.publishing.mirror.relocating import Relocation
from clarion.transparency.log import keys
from clarion.transparency.log.notes import Signer
from support import small_site
from support.small_site import SITE


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Path:
    settings.CLARION_SITE_DIR = tmp_path / "site"
    small_site.bake(settings.CLARION_SITE_DIR)
    return Path(settings.CLARION_SITE_DIR)


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    assert main(["mirror", str(tmp_path / "copy")]) == 0
    return tmp_path / "copy"


def inodes(folder: Path) -> dict[str, int]:
    return {str(one.relative_to(folder)): one.stat().st_ino for one in folder.rglob("*") if one.is_file()}


def test_links_lead_to_the_files_of_the_copy_and_else_to_the_living_site(copy: Path) -> None:
    text = (copy / "en/index.html").read_text()
    assert re.findall(r'<a href="([^"]*)"', text) == [
        f"{SITE}/en/news/?page=2",
        "advocacy/index.html#top",
        "news/feed/index.xml",
        "../ar/index.html",
        "#here",
        f"{SITE}/en/search/",
        f"{SITE}/en/advocacy/?a=1&amp;b=2",
        "https://example.org/x/",
        f"{SITE}/en/search/",
        f"{SITE}/en/",
    ]
    assert 'src="../media/a%20b.png"' in text
    assert f'srcset="../media/a%20b.png 1x, {SITE}/media/gone.png 2x"' in text
    assert '<link rel="stylesheet" href="../static/site.css">' in text
    assert f'<link rel="canonical" href="{SITE}/en/">' in text
    assert "preload" not in text
    assert "webmanifest" not in text
    assert 'url("../media/a%20b.png")' in (copy / "static/site.css").read_text()
    assert 'url("a.woff2")' in (copy / "static/site.css").read_text()
    assert f'href="{SITE}/en/"' in (copy / "en/news/feed/index.xml").read_text()
    assert not (copy / "robots.txt").exists()


def test_every_relative_link_is_a_file(copy: Path) -> None:
    for file in copy.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#]+)', file.read_text()):
            if not link.startswith("http"):
                assert (file.parent / link.replace("%20", " ")).is_file(), f"{link} on {file}"


def test_forms_become_a_line_that_leads_to_the_living_site(copy: Path) -> None:
    text = (copy / "en/index.html").read_text()
    assert "<form" not in text
    assert f'This works on the living site: <a href="{SITE}/en/search/">' in text


def test_what_did_not_change_is_not_written_again(copy: Path, site: Path) -> None:
    before = inodes(copy)
    small_site.bake(site, small_site.files() | {"ar/index.html": ("text/html", "<p>جديد</p>".encode())})
    assert main(["mirror", str(copy)]) == 0
    after = inodes(copy)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {"ar/index.html", "manifest.txt"}


def test_a_second_copy_of_the_same_site_is_the_same(copy: Path) -> None:
    before = {one: one.read_bytes() for one in copy.rglob("*") if one.is_file()}
    assert main(["mirror", str(copy)]) == 0
    assert {one: one.read_bytes() for one in copy.rglob("*") if one.is_file()} == before


def test_what_went_from_the_site_goes_from_the_copy_and_what_was_altered_is_mended(
    copy: Path, site: Path
) -> None:
    (copy / "en/advocacy/index.html").write_text("other words")
    (copy / "ar/index.html").unlink()
    (site / "manifest.json").unlink()
    small_site.bake(
        site, {path: one for path, one in small_site.files().items() if not path.startswith("ar/")}
    )
    assert main(["mirror", str(copy)]) == 0
    assert main(["mirror", "--verify", str(copy)]) == 0
    assert not (copy / "ar").exists()


def test_a_copy_that_holds_is_said_to(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = str(keys.verifiers()[0])
    moved = copy.rename(copy.with_name("elsewhere"))
    assert main(["mirror", "--verify", str(moved), "--key", key]) == 0
    assert "holds, as example.org/suite signed it" in capsys.readouterr().out


def test_what_does_not_hold_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "en/advocacy/index.html").unlink()
    page = copy / "ar/index.html"
    page.write_bytes(page.read_bytes().replace(b"en", b"fr", 1))
    (copy / "en/added.html").write_text("x")
    (copy / "static/site.css").unlink()
    (copy / "static/site.css").symlink_to(copy / "index.html")
    capsys.readouterr()
    assert main(["mirror", "--verify", str(copy)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "altered: ar/index.html",
        "missing: en/advocacy/index.html",
        "altered: static/site.css",
        "added: en/added.html",
    ]


@pytest.mark.parametrize("change", ["a line", "another key", "no note", "gone"])
def test_a_manifest_that_nobody_signed_proves_nothing(
    copy: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    note = copy / "manifest.txt"
    key = str(keys.verifiers()[0])
    if change == "a line":
        note.write_text(note.read_text().replace(" en/index.html", " en/other.html"))
    elif change == "another key":
        key = str(Signer.new("example.org/suite").verifier)
    elif change == "no note":
        note.write_bytes(b"\xff\xfe")
    else:
        note.unlink()
    capsys.readouterr()
    assert main(["mirror", "--verify", str(copy), "--key", key]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("missing: manifest.txt" if change == "gone" else "bad signature: manifest.txt: ")


def test_a_copy_that_fails_leaves_the_last_one(
    copy: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inodes(copy)
    small_site.bake(site, small_site.files() | {"en/index.html": ("text/html", b"<p>new</p>")})

    def full(*given: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Relocation, "css", full)
    assert main(["mirror", str(copy)]) == 1
    assert inodes(copy) == before
    assert [one.name for one in copy.parent.iterdir() if "copy" in one.name] == ["copy"]


def test_a_copy_that_was_cut_off_between_two_renames_comes_back(copy: Path) -> None:
    copy.rename(copy.with_name(".copy.old"))
    assert main(["mirror", str(copy)]) == 0
    assert main(["mirror", "--verify", str(copy)]) == 0


def test_a_file_that_changes_meanwhile_makes_no_copy(site: Path, tmp_path: Path) -> None:
    (site / "current/ar/index.html").write_text("other")
    assert main(["mirror", str(tmp_path / "copy")]) == 1
    assert not (tmp_path / "copy").exists()


def test_a_folder_of_something_else_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("dear")
    assert main(["mirror", str(tmp_path / "home")]) == 1
    assert [one.name for one in (tmp_path / "home").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("given", [[], ["--verify"], ["x", "--key", "k"], ["x", "--verify", "--zim", "y"]])
def test_what_does_not_fit_together_is_refused(given: list[str]) -> None:
    assert main(["mirror", *given]) == 2


def test_without_a_baked_site_or_a_key_nothing_is_made(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CLARION_SITE_DIR = tmp_path / "site"
    assert main(["mirror", str(tmp_path / "copy")]) == 1
    assert "clarion bake" in capsys.readouterr().err
    small_site.bake(settings.CLARION_SITE_DIR)
    settings.LOG_KEYS = []
    assert main(["mirror", str(tmp_path / "copy")]) == 1
    assert "CLARION_LOG_KEY_FILE" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
