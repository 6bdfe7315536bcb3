"""A whole change is seen at once, and a change that fails is not seen at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest

from clarion.publishing import manifest
from clarion.publishing.manifest import Entry
from clarion.publishing.trees import Site

HTML = "text/html; charset=utf-8"


def entry(site: Site, words: str, media_type: str = HTML) -> Entry:
    body = words.encode()
    return Entry(
        site.objects.keep(body, media_type), len(body), media_type, "en", "2026-01-01T00:00:00+00:00"
    )


def test_a_file_lies_with_its_compressed_twins(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    words = "<p>What people know belongs to everyone.</p>" * 20
    site.show({"en/index.html": entry(site, words)})
    page = site.current / "en" / "index.html"
    assert page.read_text() == words
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()).decode() == words
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()).decode() == words


def test_the_manifest_names_each_file_by_its_digest(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    one = entry(site, "one")
    site.show({"en/index.html": one})
    told = json.loads((tmp_path / "site" / "manifest.json").read_text())
    assert told["en/index.html"]["sha256"] == one.sha256
    assert one.etag == f'"{one.sha256[:32]}"'
    assert manifest.read(tmp_path / "site" / "manifest.json") == site.shown()


def test_what_goes_leaves_nothing_behind(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    home, article = entry(site, "home"), entry(site, "article " * 99)
    site.show({"en/index.html": home, "en/news/first/index.html": article})
    for _ in range(2):  # Once in each of the two trees.
        site.show({"en/index.html": home})
        assert sorted(one.name for one in (site.current / "en").iterdir()) == ["index.html"]


def test_a_page_can_become_a_folder_and_back(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    one = entry(site, "one")
    for wanted in ({"x": one}, {"x/index.html": one}, {"x": one}, {"x/index.html": one}, {"x": one}):
        site.show(wanted)
        assert site.shown() == wanted
        assert (site.current / next(iter(wanted))).read_text() == "one"


def test_readers_see_a_change_of_many_files_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path / "site")
    paths = [f"en/{number}/index.html" for number in range(5)]
    site.show(dict.fromkeys(paths, entry(site, "old")))
    seen = []

    def look(side: str, beside: object) -> None:
        seen.append({(site.current / path).read_text() for path in paths})
        let_see(side, beside)

    let_see = site._let_see
    monkeypatch.setattr(site, "_let_see", look)
    site.show(dict.fromkeys(paths, entry(site, "new")))
    assert seen == [{"old"}]
    assert {(site.current / path).read_text() for path in paths} == {"new"}


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    wanted = {"en/index.html": entry(site, "one")}
    assert site.show(wanted, {"rules": "none"}) == 1
    live = site.live
    site.make_ready({"rules": "none"})
    times = {one: one.lstat().st_mtime_ns for one in site.folder.rglob("*")}
    for again in (site, Site(site.folder)):
        assert again.show(dict(wanted), {"rules": "none"}) == 0
        again.make_ready({"rules": "none"})
    assert {one: one.lstat().st_mtime_ns for one in site.folder.rglob("*")} == times
    assert site.live == live
    site.show(wanted, {"rules": "some"})
    assert (site.folder / "rules").read_text() == "some"


def test_a_tree_that_somebody_altered_is_laid_anew(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    wanted = {"en/index.html": entry(site, "one"), "fr/index.html": entry(site, "un")}
    site.show(wanted)
    site.make_ready({})
    (site.current / "en/index.html").unlink()
    (site.current / "fr/index.html").unlink()
    (site.current / "fr/index.html").write_text("xx")
    site.look_for_damage()
    for _ in range(2):
        site.show(wanted)
        site.make_ready({})
        for side in ("a", "b"):
            assert (site.folder / side / "tree/en/index.html").read_text() == "one"
            assert (site.folder / side / "tree/fr/index.html").read_text() == "un"


def test_a_change_that_fails_half_way_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path / "site")
    old, new = entry(site, "old"), entry(site, "new")
    paths = [f"en/{number}/index.html" for number in range(5)]
    site.show(dict.fromkeys(paths, old))
    site.show(dict.fromkeys(paths, old))

    def full(*told: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(manifest, "write", full)
        with pytest.raises(OSError, match="No space"):
            site.show(dict.fromkeys(paths, new))
    assert {(site.current / path).read_text() for path in paths} == {"old"}
    # A process that starts afterwards lays the unfinished tree anew.
    after = Site(tmp_path / "site")
    after.show(dict.fromkeys(paths, new))
    assert {(after.current / path).read_text() for path in paths} == {"new"}
