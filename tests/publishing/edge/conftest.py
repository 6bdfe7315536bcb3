"""An edge before an application that says what reached it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import pytest

from clarion.publishing.edge import policies
from clarion.publishing.edge.application import Edge
from clarion.publishing.edge.gate import Gate
from clarion.publishing.edge.hand_over import HandOver
from clarion.publishing.edge.tree import Tree
from support.baked import BakedTree, small_site

POLICIES = [("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff")]


@dataclass
class Said:
    """An answer as a reader sees it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
            self.headers.get("Content-Encoding", ""), bytes
        )
        return plain(self.body).decode()


class Answer:
    """What Django answers: not streamed unless it says so."""

    def __init__(self, pieces: list[bytes], streaming: bool = False) -> None:
        self.pieces, self.streaming, self.closed = pieces, streaming, False

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.pieces)

    def close(self) -> None:
        self.closed = True


@dataclass
class Behind:
    """Stands for Django, and keeps what it was asked."""

    status: str = "200 OK"
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: Callable[[dict[str, Any]], Answer] = lambda environ: Answer([b"from Django"])

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        self.asked.append(environ)
        start_response(self.status, [("Content-Type", "text/html")])
        return self.answers(environ)


@pytest.fixture
def baked(tmp_path: Path) -> BakedTree:
    return small_site(tmp_path / "site")


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def edge(baked: BakedTree, behind: Behind) -> Edge:
    return Edge(
        tree=Tree(baked.folder, lambda path: policies.of(path, POLICIES)),
        gate=Gate(lambda host: host in {"site.example", "site.example:8000"}, ("clarion_staff=",)),
        django=HandOver(behind, 2),
        languages=frozenset({"en", "ar", "fr"}),
        language_for=lambda accepted: "ar" if accepted.startswith("ar") else "en",
        policies=POLICIES,
    )


@pytest.fixture
def ask(edge: Edge) -> Callable[..., Said]:
    """Asks the edge: a path with its query, and headers by their names."""

    def asking(address: str, method: str = "GET", **headers: str) -> Said:
        path, _, query = address.partition("?")
        told: list[Any] = []
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query,
            "HTTP_HOST": "site.example", "REMOTE_ADDR": "127.0.0.1",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip
        body = b"".join(edge(environ, lambda status, headers: told.extend([status, headers])))
        return Said(int(told[0][:3]), dict(told[1]), body)

    return asking
