"""The edge as a WSGI application: files where there are some, Django for everything else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from clarion.publishing.edge import conditions
from clarion.publishing.edge.gate import Gate, is_harmless
from clarion.publishing.edge.hand_over import HandOver, Start
from clarion.publishing.edge.tree import Headers, KeptFile, Tree, Variant

OK, PARTIAL, UNCHANGED = "200 OK", "206 Partial Content", "304 Not Modified"
NOT_FOUND, FAILED, NO_RANGE = "404 Not Found", "412 Precondition Failed", "416 Range Not Satisfiable"
MISSING_FOR = 60.0
"""Seconds for which what Django has not found is answered from the file, as long as the tree stays the same."""
_MOST_MISSING = 10_000


@dataclass(slots=True)
class Edge:
    """Answers a request from the tree, or lets Django.

    `language_for` says which language of the site suits an `Accept-Language`; `languages` are all of them; `policies`
    are those of a page.
    """

    tree: Tree
    gate: Gate
    django: HandOver
    languages: frozenset[str]
    language_for: Callable[[str], str]
    policies: Headers
    _missing: dict[str, tuple[int, float]] = field(default_factory=dict)

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            address = environ["PATH_INFO"]
            found = self.tree.get(address)
            if found is None:
                return self._without_file(address, environ, start_response)
            if (found.is_asset or is_harmless(environ["QUERY_STRING"])) and self.gate.opens(environ):
                return self._from_file(found, environ, start_response)
        return self.django.answer(environ, start_response)[1]

    def _from_file(self, found: KeptFile, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        variant = found.best(environ.get("HTTP_ACCEPT_ENCODING"))
        for name in conditions.CONDITIONAL:
            if name in environ:
                return _on_conditions(variant, environ, start_response)
        start_response(OK, variant.headers)
        return _whole(variant, environ)

    def _without_file(self, address: str, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """What has no file: `/`, what has moved, what is not there, and what is Django's."""
        if not self.tree.is_there or environ["QUERY_STRING"] or not self.gate.opens(environ):
            return self.django.answer(environ, start_response)[1]
        if address == "/":
            language = self.language_for(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
            told = [("Content-Language", language), ("Vary", "Accept-Language")]
            return self._led_on("302 Found", f"/{language}/", told, start_response)
        if moved := self.tree.moved(address):
            return self._led_on(moved.status, moved.target, [], start_response)
        if (page := self._known_missing(address)) is not None:
            variant = page.best(environ.get("HTTP_ACCEPT_ENCODING"))
            start_response(NOT_FOUND, _of_missing(variant.headers))
            return _whole(variant, environ)
        status, body = self.django.answer(environ, start_response)
        if status.startswith("404") and _language_of(address) in self.languages:
            if len(self._missing) >= _MOST_MISSING:
                self._missing.clear()
            self._missing[address] = self.tree.generation, time.monotonic() + MISSING_FOR
        return body

    def _known_missing(self, address: str) -> KeptFile | None:
        """The page that says so, if Django has just said that there is nothing at an address.

        A dead link that many follow at once costs Django one question a minute.
        """
        if (noted := self._missing.get(address)) is None:
            return None
        if noted[0] != self.tree.generation or noted[1] < time.monotonic():
            self._missing.pop(address, None)
            return None
        return self.tree.file(f"404/{_language_of(address)}.html")

    def _led_on(self, status: str, target: str, more: Headers, start_response: Start) -> Iterable[bytes]:
        told = [("Location", target), ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "0")]
        start_response(status, [*told, *self.policies, *more])
        return []


def _on_conditions(variant: Variant, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    status = conditions.status(environ, variant.etag, variant.modified)
    if status == 304:
        start_response(UNCHANGED, variant.headers_unchanged)
        return []
    if status == 412:
        start_response(FAILED, [*variant.headers_unchanged, ("Content-Length", "0")])
        return []
    try:
        part = conditions.part(environ, variant.etag, variant.size)
    except conditions.NoSuchRange:
        told = [("Content-Range", f"bytes */{variant.size}"), ("Content-Length", "0")]
        start_response(NO_RANGE, [*variant.headers_unchanged, *told])
        return []
    if part is None:
        start_response(OK, variant.headers)
        return _whole(variant, environ)
    first, last = part
    told = [
        ("Content-Length", str(last - first + 1)),
        ("Content-Range", f"bytes {first}-{last}/{variant.size}"),
    ]
    start_response(PARTIAL, [*(one for one in variant.headers if one[0] != "Content-Length"), *told])
    return variant.piece(first, last)


def _whole(variant: Variant, environ: dict[str, Any]) -> Iterable[bytes]:
    if variant.body is not None:
        return variant.body  # The server sends no body in answer to HEAD.
    return [] if environ["REQUEST_METHOD"] == "HEAD" else variant.piece(0, variant.size - 1)


def _of_missing(headers: Headers) -> Headers:
    """Without what belongs to a page at an address of its own."""
    return [
        one for one in headers if one[0] not in {"ETag", "Last-Modified", "Accept-Ranges", "Cache-Control"}
    ]


def _language_of(address: str) -> str:
    return address[1:].partition("/")[0]
