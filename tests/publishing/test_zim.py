"""ZIM files: valid by openZIM's own checker, and shown by Kiwix's own server."""

from __future__ import annotations

import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from pytest_django import Settings

from clarion.cli import main
from support import small_site
from support.servers import free_port, running, wait_for


@pytest.fixture
def zims(tmp_path: Path, settings: Settings) -> Path:
    settings.CLARION_SITE_DIR = tmp_path / "site"
    small_site.bake(settings.CLARION_SITE_DIR)
    (tmp_path / "site/current/_redirects").write_text(
        "/en/old/ /en/advocacy/ 301\n/ar/old/ /ar/ 301\n/x/* /y/ 301\n"
    )
    assert main(["mirror", "--zim", str(tmp_path / "zims")]) == 0
    return tmp_path / "zims"


def test_each_language_has_a_file_that_says_what_it_is(zims: Path) -> None:
    assert sorted(one.name for one in zims.iterdir()) == [
        "127.0.0.1_ar_2026-11.zim",
        "127.0.0.1_en_2026-11.zim",
    ]
    archive = Archive(zims / "127.0.0.1_en_2026-11.zim")
    told = {
        name: archive.get_metadata(name).decode() for name in archive.metadata_keys if "Illus" not in name
    }
    assert told["Title"] == "The Commons"
    assert told["Description"] == "About Home"
    assert told["Language"] == "eng"
    assert told["Date"] == "2026-11-29"
    assert archive.has_illustration(48)
    assert archive.main_entry.get_item().path == "en/index.html"
    assert Archive(zims / "127.0.0.1_ar_2026-11.zim").get_metadata("Language") == b"ara"


def test_it_holds_the_pages_of_its_language_with_all_they_load(zims: Path) -> None:
    archive = Archive(zims / "127.0.0.1_en_2026-11.zim")
    held = [
        "en/index.html",
        "en/advocacy/index.html",
        "en/news/feed/index.xml",
        "media/a b.png",
        "static/site.css",
    ]
    assert all(archive.has_entry_by_path(path) for path in [*held, "static/a.woff2"])
    assert not any(
        archive.has_entry_by_path(path) for path in ("ar/index.html", "en/text/index.html", "robots.txt")
    )
    text = bytes(archive.get_entry_by_path("en/index.html").get_item().content).decode()
    assert 'href="http://127.0.0.1:8000/ar/"' in text
    assert archive.get_entry_by_path("en/old").get_redirect_entry().path == "en/advocacy/index.html"
    assert archive.get_entry_by_path("en/advocacy").get_redirect_entry().path == "en/advocacy/index.html"


def test_pages_are_found_by_title_and_by_their_words(zims: Path) -> None:
    archive = Archive(zims / "127.0.0.1_en_2026-11.zim")
    found = SuggestionSearcher(archive).suggest("law").getResults(0, 5)
    assert list(found) == ["en/advocacy/index.html"]
    assert archive.has_fulltext_index
    assert list(Searcher(archive).search(Query().set_query("censorship")).getResults(0, 5)) == [
        "en/advocacy/index.html"
    ]


def test_openzims_checker_finds_nothing(zims: Path) -> None:
    """Debian's checker is older than the library, and takes the list of titles of today's files for damage: that the
    structure is sound, and the checksum right, the library says."""
    if not shutil.which("zimcheck"):
        pytest.skip("no `zimcheck` found (Debian: zim-tools)")
    for file in zims.iterdir():
        assert Archive(file).check()
        ran = subprocess.run(
            ["zimcheck", "-0MFPRUXL", str(file)], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout
        assert "[ERROR]" not in ran.stdout, ran.stdout


@pytest.mark.slow
@pytest.mark.once
def test_kiwix_shows_it(zims: Path) -> None:
    if not shutil.which("kiwix-serve"):
        pytest.skip("no `kiwix-serve` found (Debian: kiwix-tools)")
    port, file = free_port(), zims / "127.0.0.1_en_2026-11.zim"
    address = f"http://127.0.0.1:{port}"
    command = ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), str(file)]
    with running(command, {"PATH": "/usr/bin:/bin"}, zims) as server:
        wait_for(address, server)
        with urllib.request.urlopen(f"{address}/{file.stem}/en/advocacy/index.html") as answer:
            assert "<h1>Advocacy &amp; law</h1>" in answer.read().decode()
        with urllib.request.urlopen(f"{address}/search?content={file.stem}&pattern=censorship") as answer:
            assert "Advocacy" in answer.read().decode()


def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CLARION_SITE_DIR = tmp_path / "site"
    small_site.bake(settings.CLARION_SITE_DIR)
    (tmp_path / "file").write_text("")
    assert main(["mirror", "--zim", str(tmp_path / "file")]) == 1
    assert "cannot write" in capsys.readouterr().err
