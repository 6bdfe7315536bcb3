"""`clarion report`: the whole way, and bad input in one line."""

from __future__ import annotations

import pytest

from clarion.cli import main
from clarion.transparency.editions.depot import place
from clarion.transparency.editions.models import Edition
from clarion.transparency.periods import parse
from transparency.editions.conftest import Editors

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture) -> str:
    return capsys.readouterr().err.strip().splitlines()[-1]


def test_from_building_to_a_correction(wikimedia: None, editors: Editors, capsys: Capture) -> None:
    first, second = editors.first.email, editors.second.email
    assert main(["report", "build", "2017-h1", "--by", first]) == 0
    told = capsys.readouterr()
    assert "Draft: edition 1 of 2017-h1" in told.out
    assert "clarion report publish 2017-h1 --by EMAIL" in told.out
    assert (
        "not recorded" in told.err.lower()
        or "disagree" in told.err.lower()
        or "different" in told.err.lower()
    )
    assert main(["report", "publish", "2017-h1", "--by", second]) == 0
    assert main(["report", "correct", "2017-h1", "--by", second, "--reason", "A source was corrected."]) == 0
    assert main(["report", "publish", "2017-h1", "--by", first]) == 0
    assert [one.number for one in Edition.objects.published().of(parse("2017-h1"))] == [2, 1]
    assert (place("report", parse("2017-h1"), 2) / "changes.json").read_text() == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["build", "2017-h3"], "is no period"),
        (["build", "2999"], "is not over"),
        (["build", "1999"], "nothing is known of 1999"),
        (["build", "2017", "--format", "pdf"], "no format 'pdf'"),
        (["build", "2017", "--by", "nobody@example.org"], "nobody here has the address nobody@example.org"),
        (["build", "2017", "--by", "reviewer@example.org"], "may not build reports"),
        (["publish", "2017", "--by", "second@example.org"], "there is no draft of 2017"),
        (["correct", "2017", "--reason", "x"], "nothing is published for 2017"),
    ],
)
def test_bad_input_is_one_line(
    wikimedia: None, editors: Editors, capsys: Capture, arguments: list[str], expected: str
) -> None:
    assert main(["report", *arguments]) == 2
    assert expected in said(capsys)
    assert not Edition.objects.exists()


def test_whoever_built_it_does_not_publish_it(wikimedia: None, editors: Editors, capsys: Capture) -> None:
    main(["report", "build", "2017", "--by", editors.first.email])
    assert main(["report", "publish", "2017", "--by", editors.first.email]) == 2
    assert "second person" in said(capsys)


def test_what_nobody_is_named_for_cannot_be_published(
    wikimedia: None, editors: Editors, capsys: Capture
) -> None:
    assert main(["report", "build", "2017"]) == 0
    assert "Build it again with --by EMAIL" in capsys.readouterr().out
    assert main(["report", "publish", "2017", "--by", editors.first.email]) == 2
    assert "nobody is named who built edition 1 of 2017" in said(capsys)
    assert not Edition.objects.published().exists()
    assert main(["report", "build", "2017", "--by", editors.first.email]) == 0
    assert main(["report", "publish", "2017", "--by", editors.second.email]) == 0
