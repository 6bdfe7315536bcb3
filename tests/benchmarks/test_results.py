"""The benchmarks say what they found, and what they did not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import databases
from bench.children import REPOSITORY, ChildError
from bench.registry import BENCHMARKS
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

FAST = Goal("fast", "s", Bound.BELOW, 5)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "bench.json"
    monkeypatch.setattr(bench, "KEPT", file)
    monkeypatch.setattr(bench, "REPOSITORY", tmp_path)
    monkeypatch.delenv("ONLY", raising=False)
    return file


def of(*results: Result | Exception) -> Benchmark:
    def measure():  # type: ignore[no-untyped-def]
        for one in results:
            if isinstance(one, Exception):
                raise one
            yield one

    return Benchmark("fast", "being fast", measure)


@pytest.mark.parametrize(
    ("bound", "value", "met"),
    [
        (Bound.BELOW, 5, False),
        (Bound.BELOW, 4.9999, True),
        (Bound.AT_MOST, 5, True),
        (Bound.AT_MOST, 5.00001, False),
        (Bound.AT_LEAST, 5, True),
        (Bound.AT_LEAST, 4.99999, False),
    ],
)
def test_a_goal_is_met_on_its_good_side_alone(bound: Bound, value: float, met: bool) -> None:
    assert Result(Goal("any", "s", bound, 5), value).met is met


def test_what_was_not_measured_is_neither_met_nor_missed_and_says_why(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "BENCHMARKS", (of(Result(FAST, None, "no server")),))
    assert bench.main([]) == 0
    assert json.loads(kept.read_text()) == [
        {"name": "fast", "value": None, "unit": "s", "goal": "< 5", "met": None, "note": "no server"}
    ]
    printed = capsys.readouterr().out
    assert "not measured" in printed
    assert "no server" in printed


def test_a_missed_goal_is_a_finding_and_no_failure(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "BENCHMARKS", (of(Result(FAST, 6)),))
    assert bench.main([]) == 0
    assert json.loads(kept.read_text())[0]["met"] is False


@pytest.mark.parametrize("fault", [ChildError("the child died"), ZeroDivisionError("by zero")])
def test_a_benchmark_that_breaks_fails_the_run_and_keeps_the_others(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Exception
) -> None:
    monkeypatch.setattr(bench, "BENCHMARKS", (of(fault), of(Result(FAST, 1))))
    assert bench.main([]) == 1
    assert [one["met"] for one in json.loads(kept.read_text())] == [True]
    assert str(fault) in capsys.readouterr().err


def test_one_can_be_run_alone(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Benchmark("other", "", lambda: iter([Result(Goal("other", "s", Bound.BELOW, 1), 0)]))
    monkeypatch.setattr(bench, "BENCHMARKS", (of(Result(FAST, 1)), other))
    bench.main(["--only", "other"])
    assert [one["name"] for one in json.loads(kept.read_text())] == ["other"]


def test_a_name_that_is_none_gets_the_list_of_those_there_are() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench"], env={**os.environ, "ONLY": "nonsense"}, cwd=REPOSITORY,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert all(one.name in ran.stderr for one in BENCHMARKS)
    assert "Traceback" not in ran.stderr


def test_names_are_not_used_twice() -> None:
    assert len({one.name for one in BENCHMARKS}) == len(BENCHMARKS)


def test_without_postgresql_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "SERVER", "postgres://nobody@127.0.0.1:1/nothing")
    with pytest.raises(NotMeasured, match="no PostgreSQL server"), databases.fresh(databases.POSTGRESQL):
        pass
