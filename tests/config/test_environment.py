from __future__ import annotations

import pytest
from pydantic import Field

from clarion.config.environment import Concern, SettingError
from support.servers import clarion

pytestmark = pytest.mark.once


class Colours(Concern):
    """An example."""

    ink: str = Field("black")
    depth: int = Field(1, ge=1)


def test_a_setting_has_a_default_and_is_read_from_the_environment(monkeypatch):
    assert Colours.load().ink == "black"
    monkeypatch.setenv("CLARION_INK", "blue")
    assert Colours.load().ink == "blue"


def test_a_setting_is_read_from_the_file_that_its_variable_names(monkeypatch, tmp_path):
    (tmp_path / "ink").write_text("red\n")
    monkeypatch.setenv("CLARION_INK", "blue")
    monkeypatch.setenv("CLARION_INK_FILE", str(tmp_path / "ink"))
    assert Colours.load().ink == "red"


def test_a_file_that_cannot_be_read_is_an_error_that_names_both(monkeypatch, tmp_path):
    monkeypatch.setenv("CLARION_INK_FILE", str(tmp_path / "missing"))
    with pytest.raises(SettingError, match=r"CLARION_INK_FILE: cannot read .*missing"):
        Colours.load()


def test_a_wrong_value_names_its_variable(monkeypatch):
    monkeypatch.setenv("CLARION_DEPTH", "shallow")
    with pytest.raises(SettingError, match="CLARION_DEPTH: .*integer"):
        Colours.load()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CLARION_BASE_URL", "www.example.org", "is not an address such as https://www.example.org"),
        ("CLARION_LANGUAGES", "en klingon!", "is no language code known to CLDR"),
        ("CLARION_DATABASE_URL", "mysql://localhost/clarion", "Clarion runs on SQLite and PostgreSQL"),
        ("CLARION_DATABASE_URL", "somewhere", "CLARION_DATABASE_URL"),
        ("CLARION_SECRET_KEY", "", "CLARION_SECRET_KEY is not set"),
        ("CLARION_TIME_ZONE", "Mars/Olympus", "CLARION_TIME_ZONE"),
    ],
)
def test_a_wrong_setting_is_one_clear_line_and_no_traceback(tmp_path, variable, value, said):
    ran = clarion("manage", "check", cwd=tmp_path, **{"CLARION_SECRET_KEY": "x", variable: value})
    assert ran.returncode == 1
    assert said in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_a_line_of_dotenv_is_a_setting(tmp_path):
    (tmp_path / "settings").write_text("CLARION_SECRET_KEY=from-the-file\nCLARION_NAME=Open Archive\n")
    ran = clarion(
        "manage", "shell", "-v0", "-c", "from django.conf import settings; print(settings.WAGTAIL_SITE_NAME)",
        cwd=tmp_path, CLARION_ENV_FILE="settings",
    )  # fmt: skip
    assert ran.stdout.strip() == "Open Archive", ran.stderr
