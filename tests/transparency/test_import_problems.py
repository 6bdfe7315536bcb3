"""Bad input: file, line and column are told, and nothing changes."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from clarion.transparency.figures import Figure, read_one
from clarion.transparency.imports import ImportProblem, ImportProblems, import_tallies
from clarion.transparency.imports.problems import MOST_SHOWN
from clarion.transparency.models import Contradiction, Source, Tally

PROFILE = """\
profile = 1
slug = "archive"
title = "An archive's figures"
period = { start = "start", end = "end" }
[sources.site]
title = "Our report"
publisher = "The Archive"
as_of = 2021-02-03
[labels.countries.map]
"Nowhere" = "ZZ"
[[tables]]
name = "requests"
file = "data.csv"
source = "site"
country = { column = "country", labels = "countries" }
counts = [{ kind = "content", received = "requests", granted = "granted" }]
"""
HEADER = "start,end,country,requests,granted\n"
GOOD = "2017-01-01,2017-06-30,DE,10,1\n"


def _everything() -> list[str]:
    """Every row that an import can write."""
    models = (Source, Tally, Contradiction)
    return [str(row) for model in models for row in model._default_manager.order_by("pk").values_list()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profile.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "data.csv").write_text(HEADER + GOOD, encoding="utf-8")
    return tmp_path


def problems_of(folder: Path, content: bytes | str) -> list[ImportProblem]:
    (folder / "data.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ImportProblems) as caught:
        import_tallies(folder)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("content", "line", "column", "told"),
    [
        pytest.param(b"", 1, 1, "the file is empty", id="empty file"),
        pytest.param(HEADER, 2, 1, "a header and no rows", id="header only"),
        pytest.param((HEADER + "2017-01-01,2017-06-30,Curaçao,1,0\n").encode("latin-1"), 2, 3,
                     "byte 61 (0xe7) is not UTF-8", id="wrong encoding"),
        pytest.param((HEADER + GOOD).encode("utf-16"), 1, 1, "is UTF-16, not UTF-8", id="UTF-16"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,D\0E,1,0\n", 2, 1, "NUL byte at offset 58", id="NUL byte"),
        pytest.param("start,end,country,requests\n2017-01-01,2017-06-30,DE,1\n", 1, 0,
                     "no column 'granted'", id="missing column"),
        pytest.param("start,end,country,granted,granted\n", 1, 5, "two columns 'granted'", id="column twice"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,DE,ten,0\n", 2, 4, "'ten' in column requests", id="text"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,DE,1.5,0\n", 2, 4, "no whole number", id="fraction"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,DE,-1,0\n", 2, 4, "is negative", id="negative"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,DE,1,2\n", 2, 5, "more than the 1 received", id="granted more"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,Atlantis,1,0\n", 2, 3,
                     "'Atlantis' is no known country", id="unknown country"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,,1,0\n", 2, 3, "country is blank", id="blank country"),
        pytest.param(HEADER + GOOD + GOOD, 3, 3, "repeats line 2", id="duplicate row"),
        pytest.param(HEADER + "2017-06-30,2017-01-01,DE,1,0\n", 2, 2, "before it starts", id="ends before start"),
        pytest.param(HEADER + "2017-13-01,2017-06-30,DE,1,0\n", 2, 1, "'2017-13-01' is no day", id="no day"),
        pytest.param(HEADER + GOOD + "2017-04-01,2017-09-30,DE,1,0\n", 3, 1,
                     "overlaps 2017-h1 on line 2", id="overlapping periods"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,DE,1\n", 2, 5, "4 values, the header has 5", id="short row"),
        pytest.param(HEADER + "2017-01-01,2017-06-30,DE,1,0,9\n", 2, 6, "6 values", id="long row"),
        pytest.param(HEADER + '2017-01-01,"2017-06-30"x,DE,1,0\n', 2, 1, "is no CSV", id="broken quotes"),
        pytest.param(HEADER + "x" * 1_100_000, 2, 1, "longer than", id="endless line"),
    ],
)  # fmt: skip
def test_bad_input_is_told_with_its_place_and_changes_nothing(
    db: None, folder: Path, content: bytes | str, line: int, column: int, told: str
) -> None:
    import_tallies(folder)
    before = _everything()
    [problem] = problems_of(folder, content)
    assert (problem.file, problem.line, problem.column) == ("data.csv", line, column)
    assert told in problem.message
    assert str(problem).startswith(f"data.csv:{line}:{column}: ")
    assert "\n" not in str(problem)
    assert _everything() == before


def test_a_byte_order_mark_and_windows_line_ends_are_fine(db: None, folder: Path) -> None:
    (folder / "data.csv").write_bytes(b"\xef\xbb\xbf" + (HEADER + GOOD).replace("\n", "\r\n").encode())
    import_tallies(folder)
    assert str(read_one(Figure.parse("takedown-requests-received.2017-h1")).value) == "10"


def test_lines_are_counted_across_quoted_line_breaks(folder: Path) -> None:
    [problem] = problems_of(
        folder, HEADER + '2017-01-01,2017-06-30,"\nDE\n",1,0\n2017-01-01,2017-06-30,FR,x,0\n'
    )
    assert problem.line == 5


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "data.csv").unlink()
    with pytest.raises(ImportProblems, match=r"data\.csv:0:0: the file cannot be read"):
        import_tallies(folder)


def test_a_path_that_leads_nowhere_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(ImportProblems, match="no such file"):
        import_tallies(tmp_path / "nowhere")


def test_a_file_of_two_gigabytes_is_refused_unread(folder: Path) -> None:
    os.truncate(folder / "data.csv", 2 * 1024**3)
    tracemalloc.start()
    try:
        with pytest.raises(ImportProblems, match="2,147,483,648 bytes; at most 67,108,864"):
            import_tallies(folder)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_every_wrong_row_is_told_up_to_a_limit(folder: Path) -> None:
    rows = [f"2017-01-01,2017-06-30,Atlantis {number},1,0" for number in range(MOST_SHOWN + 10)]
    assert len(problems_of(folder, HEADER + "\n".join(rows[:3]) + "\n")) == 3
    assert len(problems_of(folder, HEADER + "\n".join(rows) + "\n")) == MOST_SHOWN


def test_labels_that_mean_the_same_are_added_and_reported(db: None, folder: Path) -> None:
    (folder / "data.csv").write_text(
        HEADER + "2017-01-01,2017-06-30,Nowhere,1,0\n2017-01-01,2017-06-30,ZZ,2,0\n"
    )
    report = import_tallies(folder)
    assert str(read_one(Figure.parse("takedown-requests-received.2017-h1.country-zz")).value) == "3"
    [drift] = report.of_nature(Contradiction.Nature.LABEL_DRIFT)
    assert "'Nowhere' (data.csv, line 2" in drift.published
