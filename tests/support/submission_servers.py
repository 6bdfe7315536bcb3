"""Stand-ins for the DSA Transparency Database and Lumen, which enforce what those document."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

TOKEN = "1|stand-in"
ROLES = {
    "principal", "agent", "attorney", "recipient", "sender", "submitter", "target", "issuing_court", "plaintiff",
    "defendant",
}  # fmt: skip
TYPES = {
    "DMCA", "Counterfeit", "Counternotice", "CourtOrder", "DataProtection", "Defamation", "GovernmentRequest",
    "LawEnforcementRequest", "LocalLaw", "PrivateInformation", "Trademark", "Other", "Placeholder",
}  # fmt: skip


class StandIn:
    """What a server has, and what it was asked. `moods` are statuses it answers with first, one a request.

    A mood of 0 takes what it is given, and then breaks the connection off.
    """

    def __init__(self) -> None:
        self.address = ""
        self.has: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.moods: list[int] = []
        self.retry_after = "0"
        self.unwanted: set[str] = set()

    def answer(self, method: str, path: str, headers: Any, content: Any) -> tuple[int, Any, dict[str, str]]:
        raise NotImplementedError


class DsaDatabase(StandIn):
    """Takes batches of at most 100 statements, whole or not at all, each `puid` once."""

    def answer(self, method: str, path: str, headers: Any, content: Any) -> tuple[int, Any, dict[str, str]]:
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"message": "Unauthenticated."}, {}
        if method == "GET" and path.startswith("/api/v1/statement/existing-puid/"):
            puid = path.rsplit("/", 1)[1]
            return (302, {"message": "statement of reason found"}, {}) if puid in self.has else (404, {}, {})
        if (method, path) != ("POST", "/api/v1/statements"):
            return 404, {}, {}
        given = content.get("statements")
        if not isinstance(given, list) or not 0 < len(given) <= 100:
            return 422, {"message": "The statements field must be an array of 1 to 100.", "errors": {}}, {}
        errors: dict[str, Any] = {}
        for place, one in enumerate(given):
            if faults := self.faults(one):
                errors[f"statement_{place}"] = faults
        if errors:
            return 422, {"message": "Invalid", "errors": errors}, {}
        for one in given:
            self.has[one["puid"]] = one
        told = [one | {"uuid": f"uuid-{one['puid']}"} for one in given]
        return 201, {"statements": told}, {}

    def faults(self, one: dict[str, Any]) -> dict[str, list[str]]:
        found = {}
        if not re.fullmatch(r"[a-zA-Z0-9-_]{1,500}", one.get("puid", "")):
            found["puid"] = ["The puid format is invalid."]
        elif one["puid"] in self.has:
            found["puid"] = ["The identifier given is not unique within this platform."]
        for name in ("decision_ground", "category", "content_type", "content_date", "application_date"):
            if not one.get(name):
                found[name] = [f"The {name} field is required."]
        if one["puid"] in self.unwanted:
            found["decision_facts"] = ["The decision facts field is invalid."]
        return found


class Lumen(StandIn):
    """Takes notices one by one from a submitter, and finds them by their tags."""

    def answer(self, method: str, path: str, headers: Any, content: Any) -> tuple[int, Any, dict[str, str]]:
        if headers.get("X-Authentication-Token") != TOKEN:
            return 401, {}, {}
        parts = urlsplit(path)
        if method == "GET" and parts.path == "/notices/search.json":
            tag = parse_qs(parts.query)["tags"][0]
            found = [
                {"id": key, "tags": [one["tag_list"]]}
                for key, one in self.has.items()
                if one["tag_list"] == tag
            ]
            return 200, {"notices": found}, {}
        if (method, parts.path) != ("POST", "/notices"):
            return 404, {}, {}
        notice = content["notice"]
        if errors := self.errors(notice):
            return 422, {"notices": errors}, {}
        key = str(len(self.has) + 1)
        self.has[key] = notice
        return 201, {}, {"Location": f"{self.address}/notices/{key}"}

    def errors(self, notice: dict[str, Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if not notice.get("title") or len(notice["title"]) > 255:
            found["title"] = ["can't be blank, and is at most 255 characters"]
        if notice.get("type") not in TYPES:
            found["type"] = ["is not included in the list"]
        if notice.get("action_taken") not in {"Yes", "No", "Partial", "Unspecified"}:
            found["action_taken"] = ["is not included in the list"]
        if not notice.get("works_attributes"):
            found["works"] = ["can't be blank"]
        roles = [one["name"] for one in notice.get("entity_notice_roles_attributes", [])]
        if not roles or set(roles) - ROLES:
            found["entity_notice_roles"] = ["can't be blank"]
        if notice.get("type") in self.unwanted:
            found["type"] = ["is not taken now"]
        return found


@contextmanager
def served(stand_in: StandIn) -> Iterator[str]:
    """The address of a real server that answers for a stand-in."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"
        server_of: ClassVar[StandIn] = stand_in

        def do_GET(self) -> None:
            self._respond("GET", {})

        def do_POST(self) -> None:
            self._respond("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _respond(self, method: str, content: Any) -> None:
            stand_in.asked.append(f"{method} {self.path}")
            mood = stand_in.moods.pop(0) if stand_in.moods else 200
            if mood in (200, 0):
                status, told, more = stand_in.answer(method, self.path, self.headers, content)
                if mood == 0:
                    return
            else:
                status, told, more = mood, {"message": "Try later."}, {"Retry-After": stand_in.retry_after}
            body = json.dumps(told).encode()
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stand_in.address
    finally:
        server.shutdown()
        server.server_close()
