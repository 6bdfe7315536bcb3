from __future__ import annotations

import subprocess
import sys

import pytest

from clarion import __version__
from support.servers import clarion, environment

pytestmark = pytest.mark.once


def test_the_version_is_told(tmp_path):
    assert clarion("--version", cwd=tmp_path).stdout.strip() == f"Clarion {__version__}"


def test_help_loads_no_django(tmp_path):
    code = (
        "import sys; from clarion.cli import _parser; _parser().format_help(); print('django' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["demo", "--port", "none"], ["demo", "--port", "70000"], ["import"]]
)
def test_wrong_usage_ends_with_2_and_says_why(tmp_path, arguments):
    ran = clarion(*arguments, cwd=tmp_path)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert "error:" in ran.stderr


def test_a_database_that_is_away_is_one_clear_line(tmp_path):
    ran = clarion(
        "manage", "showmigrations", cwd=tmp_path,
        CLARION_SECRET_KEY="x", CLARION_DATABASE_URL="postgres://nobody@127.0.0.1:1/none",
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.startswith("clarion: the database does not answer")
    assert len(ran.stderr.strip().splitlines()) == 1


def test_a_database_that_is_not_migrated_is_one_clear_line(tmp_path):
    ran = clarion(
        "manage", "clock", "--once", cwd=tmp_path, CLARION_SECRET_KEY="x", CLARION_DATA_DIR=str(tmp_path)
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("clarion: the database is not ready")


def test_the_demonstration_needs_a_place_to_write(tmp_path):
    (tmp_path / "var").write_text("a file, not a directory")
    ran = clarion("demo", "--no-serve", "--data-dir", str(tmp_path / "var"), cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"clarion: cannot write in {tmp_path / 'var'}")
