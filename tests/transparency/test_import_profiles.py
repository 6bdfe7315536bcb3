"""Other organisations' files: another profile, and no code."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from clarion.transparency.figures import Figure, breakdown, read_one
from clarion.transparency.imports import ImportProblems, import_tallies
from clarion.transparency.imports.command import run
from clarion.transparency.models import Contradiction, Source, Tally

HEAD = """\
profile = 1
slug = "archive"
title = "An archive's figures"
[sources.site]
title = "Our report"
publisher = "The Archive"
as_of = 2021-02-03
"""


def written(folder: Path, profile: str, **files: str) -> Path:
    (folder / "profile.toml").write_text(HEAD + profile, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def value(key: str) -> str:
    return str(read_one(Figure.parse(key)).value)


LONG = """
[labels.kinds.map]
[[tables]]
name = "by month"
file = "long.csv"
source = "site"
period = { column = "quarter" }
country = "origin"
counts = [{ kind = "content", received = "n", partial = "some", full = "all" }]
"""


def test_a_long_file_of_quarters(db: None, tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        LONG,
        long="quarter,origin,n,some,all\n2020-Q1,DE,10,1,2\n2020-Q2,DE,5,0,0\n2020-Q2,FR,1,0,1\n",
    )
    import_tallies(folder)
    assert value("takedown-requests-received.2020-h1") == "16"
    assert value("takedown-requests-granted.2020-q1") == "3"
    assert value("takedown-requests-received.2020-h1.country-fr") == "1"
    assert value("takedown-requests-received.2020-q3") == "unknown"


WIDE = """
[reading]
blank = ["", "n/a"]
delimiter = ";"
[[tables]]
name = "wide"
file = "wide.csv"
source = "site"
period = { start = "from", end = "to", format = "%d.%m.%Y" }
[[tables.counts]]
kind = "user_data"
received = "{} total"
granted = "{} yes"
each.process = { court_order = "court", search_warrant = "warrant" }
"""


def test_a_wide_file_with_its_own_dates_blanks_and_delimiter(db: None, tmp_path: Path) -> None:
    text = "from;to;court total;court yes;warrant total;warrant yes\n01.01.2020;31.12.2020;4;n/a;0-249;0\n"
    import_tallies(written(tmp_path, WIDE, wide=text))
    assert value("user-data-requests-received.2020.process-court_order") == "4"
    assert value("user-data-requests-granted.2020.process-court_order") == "unknown"
    assert value("user-data-requests-received.2020.process-search_warrant") == "0-249"
    assert value("user-data-requests-received.2020") == "4-253"


TWO = """
[[tables]]
name = "totals"
file = "totals.csv"
source = "site"
period = { column = "year" }
lists = "some"
counts = [{ kind = "copyright", received = "n" }]
[[tables]]
name = "projects"
file = "projects.csv"
source = "site"
period = { column = "year" }
project = "project"
counts = [{ kind = "copyright", received = "n" }]
"""


def test_rows_that_do_not_add_up_are_shown_and_not_corrected(db: None, tmp_path: Path) -> None:
    folder = written(
        tmp_path, TWO, totals="year,n\n2020,10\n", projects="year,project,n\n2020,books,7\n2020,films,2\n"
    )
    import_tallies(folder)
    found = breakdown("copyright-notices-received", "2020", "project")
    assert (str(found.total), found.difference) == ("10", 1)
    contradiction = Contradiction.objects.get()
    assert contradiction.nature == Contradiction.Nature.PARTS_DO_NOT_ADD_UP
    assert contradiction.published == "10 (totals.csv, line 2, column n)"
    assert contradiction.other.startswith("9 (sum by project: 2 rows from projects.csv, line 2, column n")


def test_a_table_named_later_only_checks(db: None, tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        TWO.replace("projects.csv", "totals2.csv").replace('project = "project"\n', ""),
        totals="year,n\n2020,10\n",
        totals2="year,n\n2020,11\n2021,12\n",
    )
    import_tallies(folder)
    assert value("copyright-notices-received.2020") == "10"
    assert value("copyright-notices-received.2021") == "12"
    assert Contradiction.objects.get().other == "11 (totals2.csv, line 2, column n)"


def test_what_a_profile_no_longer_says_is_removed(db: None, tmp_path: Path) -> None:
    folder = written(
        tmp_path, TWO, totals="year,n\n2020,10\n2021,5\n", projects="year,project,n\n2020,books,10\n"
    )
    import_tallies(folder)
    (folder / "totals.csv").write_text("year,n\n2020,10\n", encoding="utf-8")
    report = import_tallies(folder)
    assert report.changes.removed == 1
    assert value("copyright-notices-received.2021") == "unknown"


def test_one_file_is_read_with_a_profile_beside_it(db: None, tmp_path: Path) -> None:
    written(tmp_path, LONG)
    elsewhere = tmp_path / "figures-of-2020.csv"
    elsewhere.write_text("quarter,origin,n,some,all\n2020-Q1,DE,10,1,2\n", encoding="utf-8")
    import_tallies(elsewhere, tmp_path / "profile.toml")
    assert value("takedown-requests-received.2020-q1") == "10"


def test_sources_of_another_profile_are_left_alone(db: None, tmp_path: Path) -> None:
    Source.objects.create(slug="archive-site", title="x", publisher="x", as_of="2020-01-01", profile="other")
    folder = written(tmp_path, LONG, long="quarter,origin,n,some,all\n2020-Q1,DE,10,1,2\n")
    with pytest.raises(ImportProblems, match="belongs to other"):
        import_tallies(folder)
    assert not Tally.objects.exists()


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        ("colour = 1\n" + LONG, r"profile\.toml:8:0: sources.site.colour: there is no such key"),
        (LONG.replace("country =", "land ="), r"profile\.toml:15:0: tables.0.land: there is no such key"),
        (
            LONG.replace('"content"', '"contents"'),
            r"profile\.toml:\d+:0: tables.0.counts.0.kind.0: Input should be",
        ),
        (LONG.replace('source = "site"', 'source = "page"'), "the source 'page', which is not in"),
        (LONG.replace(', full = "all"', ""), "give `granted`, or both `partial` and `full`"),
        (LONG.replace("[[tables]]", "[[tables"), r"profile\.toml:\d+:0: the profile is not valid TOML"),
    ],
)
def test_a_wrong_profile_is_told_with_its_line(tmp_path: Path, profile: str, told: str) -> None:
    with pytest.raises(ImportProblems, match=told):
        import_tallies(written(tmp_path, profile))


def test_a_file_without_a_profile_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(ImportProblems, match="--profile"):
        import_tallies(tmp_path / "x.csv")
    with pytest.raises(ImportProblems, match=r"no profile\.toml"):
        import_tallies(tmp_path)


def test_the_command_prints_the_report_or_the_problems(db: None, tmp_path: Path) -> None:
    folder = written(tmp_path, LONG, long="quarter,origin,n,some,all\n2020-Q1,DE,10,1,2\n")
    out, err = io.StringIO(), io.StringIO()
    assert run(folder, None, False, out, err) == 0
    assert "content, request, country: 10 in 1 periods" in out.getvalue()
    assert err.getvalue() == ""
    (folder / "long.csv").write_text("quarter,origin,n,some,all\n2020-Q1,DE,ten,1,2\n", encoding="utf-8")
    assert run(folder, None, False, out, err) == 2
    assert err.getvalue().startswith("long.csv:2:3: 'ten' in column n is no whole number")


def test_the_management_command_exits_with_status_two(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("import_tallies", tmp_path)
    assert stopped.value.code == 2


def test_the_example_of_the_documentation_works(db: None, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text(encoding="utf-8")
    example, *_of_peers = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "profile.toml").write_text(example, encoding="utf-8")
    (tmp_path / "requests.csv").write_text(
        "half,country,requests,granted\n2017-h1,DE,3,1\n", encoding="utf-8"
    )
    import_tallies(tmp_path)
    assert value("takedown-requests-granted.2017-h1.country-de") == "1"
