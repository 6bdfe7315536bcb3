"""The report as a book: valid by the W3C's checker, in each language, and in its direction."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from clarion.cli import main


@pytest.mark.django_db
def test_the_newest_report_is_a_valid_book_in_each_language(demo_site: Path, tmp_path: Path) -> None:
    assert main(["mirror", "--epub", str(tmp_path)]) == 0
    books = {one.stem.removeprefix("transparency-2018-"): one for one in tmp_path.iterdir()}
    assert set(books) == {"en", "ar", "zh-hans", "fr", "es"}
    with zipfile.ZipFile(books["ar"]) as book:
        assert book.infolist()[0].filename == "mimetype"
        package = book.read("EPUB/package.opf").decode()
        assert 'page-progression-direction="rtl"' in package
        assert "<dc:language>ar</dc:language>" in package
        assert "٨٨٠" in book.read("EPUB/opening.xhtml").decode()
        assert any(name.startswith("EPUB/drawing-") for name in book.namelist())
    before = {name: one.read_bytes() for name, one in books.items()}
    assert main(["mirror", "--epub", str(tmp_path)]) == 0
    assert {name: one.read_bytes() for name, one in books.items()} == before
    checker = shutil.which("epubcheck")
    if not checker:
        pytest.skip("all but validity was looked at: no `epubcheck` found")
    # Debian's is an archive of Java under the name of a program, which not every machine starts as one.
    command = ["java", "-jar", str(Path(checker).resolve()), str(books["ar"])]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "WARNING" not in ran.stderr


@pytest.mark.django_db
def test_without_a_report_there_is_no_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mirror", "--epub", str(tmp_path / "books")]) == 1
    assert capsys.readouterr().err == "clarion: there is no report to make an EPUB of.\n"
