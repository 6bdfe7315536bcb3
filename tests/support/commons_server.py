"""A stand-in for Wikimedia Commons: its API for files as MediaWiki documents it, and the files."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from clarion.media.commons import client

Told = dict[str, Any]
TOLD: Told = {
    "Artist": '<a href="//commons.wikimedia.org/wiki/User:Ana" title="User:Ana">Ana <b>Lima</b></a>',
    "License": "cc-by-sa-4.0",
    "LicenseShortName": "CC BY-SA 4.0",
    "LicenseUrl": "https://creativecommons.org/licenses/by-sa/4.0",
    "ObjectName": "Reading room",
    "ImageDescription": {
        "en": "<p>Rows of desks &amp; lamps.</p>", "fr": "Des rangées de <i>tables</i>.", "_type": "lang",
    },
}  # fmt: skip


class CommonsServer:
    """What the server has, how it answers, and what it was asked.

    `status` and `headers` answer every request in place of what was asked for; `fault` is an error of the API.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.files: dict[str, tuple[bytes, Told, Told]] = {}
        self.redirections: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.fault: dict[str, str] = {}

    def put(self, name: str, data: bytes, told: Told | None = None, **info: Any) -> None:
        """Puts a file there. `told` is added to what its page says, `info` to what the wiki says of the file."""
        self.files[name] = (data, TOLD | (told or {}), info)

    def answer(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """What the API says."""
        if self.fault:
            return {"error": self.fault}
        title = query["titles"][0]
        name = title.removeprefix("File:")
        name = self.redirections.get(name, name)
        if name not in self.files:
            return {"batchcomplete": True, "query": {"pages": [{"ns": 6, "title": title, "missing": True}]}}
        data, told, more = self.files[name]
        where = f"{self.address}/wikipedia/commons/{quote(name)}"
        info = {
            "size": len(data),
            "width": 40,
            "height": 30,
            "url": where,
            "thumburl": where,
            "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{quote(name.replace(' ', '_'))}",
            "sha1": sha1(data, usedforsecurity=False).hexdigest(),
            "mime": "image/png",
            "extmetadata": {
                field: {"value": value, "source": "commons-desc-page"} for field, value in told.items()
            },
        }
        return {
            "batchcomplete": True,
            "query": {"pages": [{"ns": 6, "title": f"File:{name}", "imageinfo": [info | more]}]},
        }


@pytest.fixture
def commons(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommonsServer]:
    """The stand-in, on a free port, which the site asks in place of Wikimedia Commons."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.asked.append((self.path, self.headers["User-Agent"]))
            parts = urlsplit(self.path)
            if parts.path == "/w/api.php":
                body = json.dumps(stand_in.answer(parse_qs(parts.query))).encode()
            else:
                names = {quote(name): data for name, (data, _told, _info) in stand_in.files.items()}
                body = names.get(parts.path.rpartition("/")[2], b"")
            self.send_response(stand_in.status)
            for name, value in {"Content-Length": str(len(body)), **stand_in.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in = CommonsServer(f"http://127.0.0.1:{server.server_port}")
    settings.COMMONS_API, settings.COMMONS_FILES = f"{stand_in.address}/w/api.php", stand_in.address
    settings.BASE_URL, settings.CONTACT_TO = "https://commons.example", ["web@commons.example"]
    monkeypatch.setattr(client, "BETWEEN_REQUESTS", 0.0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()
