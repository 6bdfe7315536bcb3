"""A stand-in for OpenSearch: as much of its HTTP interface as searching pages, pictures and documents needs.

Written after its reference of the APIs for indices, aliases, mappings, documents and search. It knows no analysis but
lower case, and beginnings of words for fields whose analyzer is named after them. What it does not know it refuses with
400, so that a request of another kind fails instead of seeming to work.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Json = dict[str, Any]


class Refused(Exception):
    """A status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass
class Index:
    """Documents by their keys, and what was said of their fields."""

    documents: dict[str, Json] = field(default_factory=dict)
    properties: dict[str, Json] = field(default_factory=dict)

    def words(self, document: Json, name: str) -> list[str]:
        """The words of a field, and of those that are copied to it."""
        fields = [
            name,
            *(one for one, told in self.properties.items() if name in _many(told.get("copy_to", []))),
        ]
        said = [json.dumps(document.get(one, ""), ensure_ascii=False) for one in fields]
        return re.findall(r"\w+", " ".join(said).lower())

    def says(self, document: Json, names: list[str], asked: Json) -> bool:
        """Whether some field has all the words, or any, as the query's operator wants."""
        wanted = re.findall(r"\w+", asked["query"].lower())
        enough = all if asked.get("operator") == "and" else any
        for name in names:
            if name not in self.properties:
                continue
            said = self.words(document, name)
            grams = "edgengram" in self.properties[name].get("analyzer", "")
            if enough(any(one.startswith(word) if grams else one == word for one in said) for word in wanted):
                return True
        return False

    def found(self, body: Json) -> list[tuple[str, Json]]:
        """What a search finds."""
        return [(key, one) for key, one in self.documents.items() if self._matches(body["query"], one)]

    def _matches(self, query: Json, document: Json) -> bool:
        ((kind, told),) = query.items()
        match kind:
            case "bool":
                wanted = [*_many(told.get("must", [])), *_many(told.get("filter", []))]
                banned = _many(told.get("must_not", []))
                return all(self._matches(one, document) for one in wanted) and not any(
                    self._matches(one, document) for one in banned
                )
            case "match_all":
                return True
            case "match":
                ((name, asked),) = told.items()
                if isinstance(asked, str):
                    return asked in _many(document.get(name, []))
                return self.says(document, [name], asked)
            case "multi_match":
                return self.says(document, [one.split("^")[0] for one in told["fields"]], told)
            case "term":
                ((name, value),) = told.items()
                return bool(document.get(name) == value)
            case "terms":
                ((name, values),) = told.items()
                return document.get(name) in values
            case _:
                raise Refused(400, f"unknown query [{kind}]")


class SearchServer:
    """The indices, what they are called besides, and the requests that came."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.indices: dict[str, Index] = {}
        self.aliases: dict[str, str] = {}
        self.asked: list[str] = []

    def index(self, name: str) -> Index:
        """What an index holds, or that which an alias stands for."""
        real = self.aliases.get(name, name)
        if real not in self.indices:
            raise Refused(404, f"no such index [{name}]")
        return self.indices[real]

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Json:
        parts = [unquote(one) for one in path.strip("/").split("/")]
        self.asked.append(f"{method} /{'/'.join(parts)}")
        kind = next((one for one in parts if one.startswith("_")), "")
        match kind:
            case "_alias":
                return self._on_alias(method, parts)
            case "_doc" | "_bulk":
                return self._on_documents(method, parts, body)
            case "_count" | "_search":
                return self._on_search(method, parts, query, json.loads(body))
            case _:
                return self._on_index(method, parts, body)

    def _on_alias(self, method: str, parts: list[str]) -> Json:
        match method, parts:
            case "HEAD", ["_alias", name]:
                self._there(name in self.aliases, name)
            case "GET", ["_alias", name]:
                self._there(name in self.aliases, name)
                return {self.aliases[name]: {"aliases": {name: {}}}}
            case "PUT", [index, "_alias", name]:
                # As on the server, it might stand for several; whoever asks deletes the earlier one.
                self._there(index in self.indices, index)
                self.aliases[name] = index
            case _:
                raise Refused(400, f"{method} {parts}")
        return {"acknowledged": True}

    def _on_index(self, method: str, parts: list[str], body: bytes) -> Json:
        match method, parts:
            case "PUT", [index, "_mapping"]:
                self.index(index).properties.update(json.loads(body)["properties"])
            case "POST", [index, "_refresh"]:
                self.index(index)
            case "PUT", [index] if "settings" in json.loads(body):
                self.indices[index] = Index()
            case "DELETE", [index]:
                self._there(index in self.indices, index)
                del self.indices[index]
            case _:
                raise Refused(400, f"{method} {parts}")
        return {"acknowledged": True}

    def _on_documents(self, method: str, parts: list[str], body: bytes) -> Json:
        match method, parts:
            case "PUT", [index, "_doc", key]:
                real = self.indices.setdefault(self.aliases.get(index, index), Index())
                real.documents[key] = json.loads(body)
            case "DELETE", [index, "_doc", key]:
                self._there(self.index(index).documents.pop(key, None) is not None, key)
            case "POST", [index, "_bulk"]:
                return self._bulk(index, body)
            case _:
                raise Refused(400, f"{method} {parts}")
        return {"acknowledged": True}

    def _on_search(self, method: str, parts: list[str], query: dict[str, str], body: Json) -> Json:
        match method, parts:
            case "POST", [index, "_count"]:
                return {"count": len(self.index(index).found(body))}
            case "POST", [index, "_search"]:
                return _told(self.index(index).found(body), body, query)
            case _:
                raise Refused(400, f"{method} {parts}")

    def _there(self, is_there: bool, what: str) -> None:
        if not is_there:
            raise Refused(404, what)

    def _bulk(self, index: str, body: bytes) -> Json:
        lines = [json.loads(line) for line in body.splitlines() if line]
        items = []
        for head, document in zip(lines[::2], lines[1::2], strict=True):
            self.index(index).documents[head["index"]["_id"]] = document
            items.append({"index": {"_id": head["index"]["_id"], "status": 201}})
        return {"errors": False, "items": items}


def _told(found: list[tuple[str, Json]], body: Json, query: dict[str, str]) -> Json:
    """The page of results that was asked for, and the counts of each value of a field."""
    begin, size = int(query.get("from", 0)), int(query.get("size", 10))
    hits = [
        {"_id": key, "_score": 1.0, "fields": {"pk": [one["pk"]]}} for key, one in found[begin : begin + size]
    ]
    told: Json = {"hits": {"hits": hits}}
    for name, asked in body.get("aggregations", {}).items():
        counts = Counter(one.get(asked["terms"]["field"], asked["terms"]["missing"]) for _, one in found)
        buckets = [{"key": value, "doc_count": count} for value, count in counts.most_common()]
        told.setdefault("aggregations", {})[name] = {"buckets": buckets}
    return told


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@contextmanager
def search_server() -> Iterator[SearchServer]:
    """A server for as long as this lasts."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                asked = urlsplit(self.path)
                status, said = 200, one.answer(self.command, asked.path, dict(parse_qsl(asked.query)), body)
            except Refused as refusal:
                status, said = refusal.status, {"error": str(refusal), "status": refusal.status}
            sent = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(sent)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - as the library calls them

        def log_message(self, *told: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one = SearchServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
