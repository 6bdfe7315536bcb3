from __future__ import annotations

import shutil
import socket
import threading
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from dotenv import dotenv_values

from clarion.commands.settings_explained import concerns, explained, without_password
from support import databases
from support.servers import clarion, free_port

pytestmark = [pytest.mark.slow, pytest.mark.once]

KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"


@pytest.fixture
def data_dir(tmp_path) -> Path:
    shutil.copyfile(databases.empty_file(), tmp_path / "clarion.sqlite3")
    return tmp_path


def doctor(data_dir: Path, **settings: str):
    known = {
        "CLARION_DATA_DIR": str(data_dir),
        "CLARION_SECRET_KEY": KEY,
        "CLARION_BASE_URL": "https://www.example.org",
    }
    return clarion("doctor", cwd=data_dir, **(known | settings))


def test_every_setting_is_explained_and_no_secret_is_shown(data_dir):
    ran = doctor(
        data_dir, CLARION_SMTP_PASSWORD="hunter2", CLARION_DATABASE_URL="postgres://ada:sesame@127.0.0.1:1/x"
    )
    for concern in concerns():
        for name, field in concern.model_fields.items():
            assert f"CLARION_{name.upper()} = " in ran.stdout
            assert field.description
            assert field.description in ran.stdout
    for secret in ("hunter2", "sesame", KEY):
        assert secret not in ran.stdout + ran.stderr


def test_what_is_wrong_is_said_with_how_to_mend_it_and_ends_with_1(data_dir):
    ran = doctor(
        data_dir, CLARION_BASE_URL="http://www.example.org", CLARION_SECRET_KEY="short", CLARION_DEBUG="true"
    )
    assert ran.returncode == 1
    for finding, mend in [
        ("✗ public address: http://www.example.org", "CLARION_BASE_URL"),
        ("✗ secret key: 5 characters", "clarion init"),
        ("✗ debugging: on", "CLARION_DEBUG=false"),
        ("✗ static files", "collectstatic"),
        ("✗ mail server: none", "CLARION_SMTP_HOST"),
        ("✗ security contact: none", "CLARION_SECURITY_CONTACT"),
        ("✗ clock: never heard of", "clarion serve"),
        ("✗ worker: never heard of", "clarion serve"),
    ]:
        assert finding in ran.stdout
        assert mend in ran.stdout.split(finding)[1].split("\n")[1]
    for good in (
        "✓ Python",
        "✓ data directory",
        "✓ database",
        "✓ migrations",
        "✓ languages",
        "✓ second factor",
    ):
        assert good in ran.stdout


def test_a_database_that_does_not_answer_is_a_finding(data_dir):
    ran = doctor(data_dir, CLARION_DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert ran.returncode == 1
    assert "✗ database: PostgreSQL" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_a_database_without_tables_is_a_finding(data_dir):
    (data_dir / "clarion.sqlite3").unlink()
    ran = doctor(data_dir)
    assert "✗ migrations" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_a_wrong_setting_is_the_one_finding(data_dir):
    ran = doctor(data_dir, CLARION_BASE_URL="example")
    assert ran.returncode == 1
    assert "✗ settings: CLARION_BASE_URL" in ran.stdout


def test_a_mail_server_that_answers_is_well_and_one_that_does_not_is_not(data_dir):
    mail = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    mail.start()
    try:
        ran = doctor(
            data_dir,
            CLARION_SMTP_HOST="127.0.0.1",
            CLARION_SMTP_PORT=str(mail.port),
            CLARION_SMTP_TLS="false",
        )
    finally:
        mail.stop()
    assert f"✓ mail server: 127.0.0.1:{mail.port}" in ran.stdout
    ran = doctor(data_dir, CLARION_SMTP_HOST="127.0.0.1", CLARION_SMTP_PORT=str(free_port()))
    assert "✗ mail server: 127.0.0.1" in ran.stdout


def test_a_mail_server_that_says_nothing_does_not_hang_the_doctor(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        taker = threading.Thread(target=lambda: silent.accept(), daemon=True)
        taker.start()
        ran = doctor(data_dir, CLARION_SMTP_HOST="127.0.0.1", CLARION_SMTP_PORT=str(silent.getsockname()[1]))
    assert "✗ mail server" in ran.stdout


def test_init_writes_a_file_that_holds_every_setting_and_a_strong_key(tmp_path):
    ran = clarion("init", cwd=tmp_path, CLARION_ENV_FILE=".env")
    assert ran.returncode == 0, ran.stderr
    written = (tmp_path / ".env").read_text()
    assert len(dotenv_values(tmp_path / ".env")["CLARION_SECRET_KEY"]) >= 50
    for one in explained():
        assert f"{one.variable}=" in written or f"{one.variable}_FILE=" in written
    assert (tmp_path / "log-key").stat().st_mode & 0o077 == 0
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    assert clarion("manage", "check", cwd=tmp_path, CLARION_ENV_FILE=".env").returncode == 0
    assert "✓ log key" in clarion("doctor", cwd=tmp_path, CLARION_ENV_FILE=".env").stdout


def test_the_log_is_named_after_the_host_that_init_is_told(tmp_path):
    assert clarion("init", "--host", "policy.example.org", cwd=tmp_path).returncode == 0
    assert (tmp_path / "log-key").read_text().startswith("PRIVATE+KEY+policy.example.org/log+")
    wrong = clarion("init", "--host", "a b", "--file", "other.env", cwd=tmp_path / "..")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)


def test_every_line_that_init_comments_out_is_a_valid_setting(tmp_path):
    clarion("init", cwd=tmp_path)
    lines = (tmp_path / ".env").read_text().splitlines()
    (tmp_path / ".env").write_text(
        "\n".join(line.removeprefix("#") if line.startswith("#CLARION") else line for line in lines)
    )
    ran = clarion("manage", "check", cwd=tmp_path, CLARION_ENV_FILE=".env")
    assert ran.returncode == 0, ran.stderr


def test_init_never_overwrites(tmp_path):
    (tmp_path / ".env").write_text("mine")
    ran = clarion("init", cwd=tmp_path)
    assert ran.returncode == 1
    assert "exists already" in ran.stderr
    assert (tmp_path / ".env").read_text() == "mine"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgres://ada:sesame@db/x", "postgres://ada:••••••@db/x"),
        ("postgres://ada:se@same@db/x", "postgres://ada:••••••@db/x"),
        ("postgres://ada@db/x", "postgres://ada@db/x"),
        ("sqlite:///var/x", "sqlite:///var/x"),
        ("plain", "plain"),
    ],
)
def test_a_password_inside_an_address_is_masked(address, shown):
    assert without_password(address) == shown
