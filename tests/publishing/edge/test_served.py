"""The real server: the edge before the real site."""

from __future__ import annotations

import http.client
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarion.commands.serve import web_command
from support import databases
from support.baked import PAGE, small_site
from support.servers import environment, free_port, running, wait_for

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data_dir = tmp_path_factory.mktemp("data")
    shutil.copyfile(databases.empty_file(), data_dir / "clarion.sqlite3")
    small_site(data_dir / "site")
    port = free_port()
    env = environment(CLARION_DATA_DIR=str(data_dir), CLARION_SECRET_KEY="k" * 60)
    with running(
        web_command("127.0.0.1", port, workers=1, threads=2, files=True), env, Path(data_dir)
    ) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield port
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=20)
        assert "Traceback" not in said


def test_files_and_programs_on_one_connection(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def ask(method, address, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, body=body, headers={"Host": "localhost", **named})
        answer = connection.getresponse()
        return answer, answer.read()

    answer, body = ask("GET", "/en/advocacy/")
    assert (answer.status, body.decode()) == (200, PAGE)
    assert "Transfer-Encoding" not in answer.headers
    tag = answer.headers["ETag"]
    answer, body = ask("HEAD", "/en/advocacy/")
    assert (answer.status, body, answer.headers["Content-Length"]) == (200, b"", str(len(PAGE.encode())))
    answer, body = ask("GET", "/en/advocacy/", If_None_Match=tag)
    assert (answer.status, body, answer.headers["ETag"]) == (304, b"", tag)
    assert ask("GET", "/healthz")[1] == b"ok\n"
    for method in ("GET", "HEAD"):
        answer, body = ask(method, "/media/documents/large.bin")
        assert (answer.status, answer.headers["Content-Length"]) == (200, str(1024 * 1500))
        assert len(body) == (1024 * 1500 if method == "GET" else 0)
    answer, body = ask("GET", "/media/documents/large.bin", Range="bytes=-5")
    assert (answer.status, len(body)) == (206, 5)
    # What is sent along reaches Django, which says what is wrong with it.
    answer, body = ask("POST", "/api/v1/demands", b"x" * 100_000, Content_Type="application/json")
    assert answer.status in {400, 401, 403, 404, 405, 422}
    answer, _ = ask("GET", "/", Accept_Language="fr")
    assert (answer.status, answer.headers["Location"]) == (302, "/fr/")
    connection.close()
