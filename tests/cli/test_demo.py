"""`clarion demo` as a newcomer meets it."""

from __future__ import annotations

import http.cookiejar
import re
import shutil
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import databases
from support.servers import environment, free_port, running, status, wait_for, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]

QUICK = 10
"""Seconds: five are promised on a machine that does nothing else, and other tests run beside this one."""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, list[str]]:
    """A demonstration to start, and the arguments that say where it is."""
    data_dir = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(databases.demo_directory(), data_dir, dirs_exist_ok=True)
    arguments = ["demo", "--data-dir", str(data_dir)]
    if url := databases.own_demo_url():
        arguments += ["--database-url", url]
        command = [sys.executable, "-m", "clarion", *arguments, "--no-serve"]
        subprocess.run(command, env=environment(), cwd=data_dir, check=True, capture_output=True)
    return data_dir, arguments


@contextmanager
def started(built: tuple[Path, list[str]], **more: str) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    data_dir, arguments = built
    port = free_port()
    command = [sys.executable, "-m", "clarion", *arguments, "--port", str(port)]
    with running(command, environment(**more), data_dir) as demo:
        seconds = wait_for(f"http://127.0.0.1:{port}/healthz", demo)
        yield demo, f"http://127.0.0.1:{port}", seconds


def test_a_built_demonstration_answers_soon_and_stops_cleanly(built):
    with started(built) as (demo, address, seconds):
        wait_until("clock and worker are alive", lambda: status(f"{address}/readyz") == 200)
        demo.send_signal(signal.SIGINT)
        said, _ = demo.communicate(timeout=20)
    assert seconds < QUICK
    assert demo.returncode == 0
    assert "Traceback" not in said
    assert f"{address}/admin/" in said


def test_the_printed_login_opens_the_editors_rooms(built):
    with started(built) as (demo, address, _):
        wait_until("the clock runs", lambda: status(f"{address}/readyz") == 200)
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = browser.open(f"{address}/admin/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        email, password = (built[0] / "staff-login").read_text().split()
        form = {"csrfmiddlewaretoken": token, "login": email, "password": password}
        answer = browser.open(
            f"{address}/accounts/login/?next=/admin/", urllib.parse.urlencode(form).encode()
        )
        assert answer.url == f"{address}/admin/"
        assert "This is the demonstration." in answer.read().decode()
        demo.send_signal(signal.SIGINT)
        said, _ = demo.communicate(timeout=20)
    assert f"{email}  {password}" in said


def test_settings_of_a_real_site_never_reach_the_demonstration(built):
    elsewhere = {
        "CLARION_DATABASE_URL": "postgres://nobody@127.0.0.1:1/real",
        "CLARION_BASE_URL": "https://real.example",
    }
    with started(built, **elsewhere) as (_, address, _):
        wait_until("it is ready", lambda: status(f"{address}/readyz") == 200)


def test_who_comes_through_a_proxy_is_refused(built):
    with started(built) as (_, address, _):
        request = urllib.request.Request(f"{address}/healthz", headers={"X-Forwarded-For": "203.0.113.9"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request)
        request = urllib.request.Request(f"{address}/healthz", headers={"Host": "clarion.example"})
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(request)
