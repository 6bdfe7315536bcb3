"""nginx and Caddy, the real ones, with the configurations that are made for them."""

from __future__ import annotations

import gzip
import http.client
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from clarion.publishing.edge import servers
from support.baked import PAGE, STYLE, BakedTree, small_site
from support.servers import environment, free_port, running, wait_until

pytestmark = [pytest.mark.once, pytest.mark.slow]
PAGES = [
    ("Content-Security-Policy", "default-src 'none'; img-src data:"),
    ("X-Content-Type-Options", "nosniff"),
]
WORKER = "/service-worker.js"
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


class Behind(BaseHTTPRequestHandler):
    """Stands for Django: says what was asked of it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = f"Django {self.command} {self.path} {len(sent)} {self.headers['X-Forwarded-Proto']}".encode()
        self.send_response(404 if "missing" in self.path else 200)
        self.send_header("Content-Length", str(len(body)))
        if self.path == WORKER:
            self.send_header("Cache-Control", "max-age=0, must-revalidate")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


class Served:
    """A web server before `Behind`."""

    def __init__(self, port: int, tree: BakedTree, folder: Path) -> None:
        self.port, self.tree, self.folder = port, tree, folder

    def ask(
        self, address: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, body, {"Host": f"127.0.0.1:{self.port}", **named})
        answer = connection.getresponse()
        got = answer.status, {name.title(): value for name, value in answer.headers.items()}, answer.read()
        connection.close()
        return got


@pytest.fixture(scope="module")
def behind() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Behind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest, behind: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    program = shutil.which(request.param, path="/usr/sbin:/usr/bin:/usr/local/bin")
    if not program:
        pytest.skip(f"no {request.param} found: apt-get install nginx-light caddy")
    folder = tmp_path_factory.mktemp(request.param)
    folder.chmod(0o755)
    tree = small_site(folder / "site")
    port = free_port()
    has_brotli = request.param == "caddy" or BROTLI_MODULE.exists()
    config = servers.ServerConfig(
        site=tree.folder, host="127.0.0.1", over_tls=False, listen=f"127.0.0.1:{port}",
        upstreams=(f"127.0.0.1:{behind}",), pages=PAGES, languages=("en", "ar", "fr"), staff_cookie="clarion_staff",
        largest_body=1_000_000, brotli=has_brotli,
    )  # fmt: skip
    live = (tree.folder / "live").resolve()
    (live / "redirects.nginx.conf").write_text('location = "/en/old/" { return 301 "/en/advocacy/"; }\n')
    (live / "redirects.caddy").write_text('redir "/en/old/" "/en/advocacy/" 301\n')
    command = (
        _nginx(program, folder, config, has_brotli)
        if request.param == "nginx"
        else _caddy(program, folder, config)
    )
    with running(command, environment(HOME=str(folder)), folder) as server:
        one = Served(port, tree, folder)

        def answers() -> bool:
            assert server.poll() is None, server.communicate()[0]
            try:
                return one.ask("/en/advocacy/")[0] == 200
            except OSError:
                return False

        wait_until("it answers", answers, 20)
        yield one


def _nginx(program: str, folder: Path, config: servers.ServerConfig, has_brotli: bool) -> list[str]:
    module = f"load_module {BROTLI_MODULE};" if has_brotli else ""
    (folder / "clarion.conf").write_text(servers.nginx(config))
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{module} daemon off; pid {folder}/pid; user root; error_log {folder}/error.log; events {{ }}\n"
        f"http {{ include /etc/nginx/mime.types; {temporary} include {folder}/clarion.conf; }}\n"
    )
    subprocess.run([program, "-t", "-q", "-c", folder / "nginx.conf"], check=True)
    return [program, "-c", str(folder / "nginx.conf")]


def _caddy(program: str, folder: Path, config: servers.ServerConfig) -> list[str]:
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + servers.caddy(config))
    return [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def test_the_program_that_keeps_pages_comes_from_django_and_is_not_cached(served: Served) -> None:
    status, headers, body = served.ask(WORKER)
    assert (status, body) == (200, b"Django GET /service-worker.js 0 http")
    assert headers["Cache-Control"] == "max-age=0, must-revalidate"


def test_a_web_server_serves_the_tree_as_the_edge_does(served):
    codings = [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
    tags = set()
    for coding, plain in codings:
        status, headers, body = served.ask("/en/advocacy/", Accept_Encoding=coding)
        assert (status, plain(body).decode()) == (200, PAGE)
        assert headers.get("Content-Encoding", "") == coding
        assert headers["Content-Length"] == str(len(body))
        assert headers["Content-Type"].lower() == "text/html; charset=utf-8"
        assert headers["Content-Language"] == "en"
        assert headers["Content-Security-Policy"] == dict(PAGES)["Content-Security-Policy"]
        assert headers["Cache-Control"] == "max-age=0, must-revalidate, public"
        assert headers["Vary"] == "Accept-Encoding"
        assert served.ask("/en/advocacy/", Accept_Encoding=coding, If_None_Match=headers["Etag"])[0] == 304
        tags.add(headers["Etag"])
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)

    assert served.ask("/en/news/feed/")[1]["Content-Type"] == "application/atom+xml; charset=utf-8"
    style = served.ask(f"/{STYLE}")[1]
    assert "immutable" in style["Cache-Control"]
    assert "Content-Security-Policy" not in style
    assert style["X-Content-Type-Options"] == "nosniff"
    assert served.ask("/static/clarion/plain.css")[1]["Cache-Control"] == "max-age=3600, public"
    assert served.ask("/media/images/one.webp", Range="bytes=0-4")[::2] == (206, bytes(range(5)))
    assert served.ask("/media/images/one.webp", Range="bytes=99999-")[0] == 416
    status, headers, body = served.ask("/en/advocacy/", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(PAGE)), b"")
    for query in ("?utm_source=banner", "?utm_source=a&wprov=b%20c", "?"):
        assert served.ask(f"/en/advocacy/{query}")[2].decode() == PAGE, query


def test_the_rest_reaches_django(served):
    for address in (
        "/", "/healthz", "/en/search/?q=a", "/en/advocacy/?page=2", "/_redirects", "/404/en.html",
        "/en/advocacy/index.html", f"/{STYLE}.br", f"/{STYLE}.gz?utm_source=a",
        "/en/advocacy/?utm_source=a&page=2", "/en/advocacy/index.html?wprov=a",
        "/en/figures/one/embed/", "/static/none.css",
    ):  # fmt: skip
        assert served.ask(address)[2].decode() == f"Django GET {address} 0 http", address
    assert served.ask("/en/advocacy/", Cookie="a=b; clarion_staff=x")[2].startswith(b"Django")
    for address in ("/en/contact/", "/en/advocacy/"):
        status, _, body = served.ask(address, "POST", b"x" * 200_000)
        assert (status, body.decode()) == (200, f"Django POST {address} 200000 http")
    # Django says in the reader's language that there is nothing.
    assert served.ask("/en/missing/")[::2] == (404, b"Django GET /en/missing/ 0 http")
    status, headers, _ = served.ask("/en/old/")
    assert (status, headers["Location"]) == (301, "/en/advocacy/")


def test_a_change_is_seen_at_once_and_nothing_is_written_down(served):
    served.tree.put("en/advocacy/index.html", "<title>New</title>", language="en")
    served.tree.show()
    assert served.ask("/en/advocacy/")[2].decode() == "<title>New</title>"
    log = served.folder / "error.log"
    assert not log.exists() or "127.0.0.1" not in log.read_text()
    assert not list(served.folder.rglob("access.log"))
