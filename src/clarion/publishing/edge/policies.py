"""What every answer says of itself beside its content: the policies that Django's middleware adds, and for how long an
answer may be kept.

The policies are taken from an answer of Django itself, so that a page says the same whoever serves it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import Any

from clarion.publishing.layout import address_for

Headers = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

POLICIES = (
    "Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy", "Strict-Transport-Security",
)  # fmt: skip
OF_FILES = (
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Strict-Transport-Security",
)
"""Of those, what a static file says too: it is no document."""

FRAMED = "/embed/index.html"

FOREVER = "max-age=31536000, public, immutable"
HOUR = "max-age=3600, public"
DAY = "max-age=86400, public"
ALWAYS_ASKED = "max-age=0, must-revalidate, public"
_HASHED = re.compile(r"(?:^static/.*\.[0-9a-f]{12}\.[^./]+|^theme/[^/]+\.css)$")


def of_pages(django: Wsgi, host: str, *, over_tls: bool) -> Headers:
    """The policies of a public page, as Django says them. Asks nothing of the database."""
    told: Headers = []

    def listen(status: str, headers: Headers, exc_info: object = None) -> None:
        told.extend(headers)

    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "SCRIPT_NAME": "", "QUERY_STRING": "",
        "SERVER_NAME": host, "SERVER_PORT": "443" if over_tls else "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "https" if over_tls else "http", "wsgi.version": (1, 0), "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    if over_tls:
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    answer = django(environ, listen)
    if hasattr(answer, "close"):
        answer.close()
    by_name = {name.lower(): value for name, value in told}
    return [(name, by_name[name.lower()]) for name in POLICIES if name.lower() in by_name]


def of(path: str, pages: Headers, shared_for: int = 0, onion: str = "") -> Headers | None:
    """The policies and the caching of a file of the tree; None for a page that has policies of its own.

    `shared_for` are the seconds that a CDN may keep a page: it is told when one changes, browsers are not.
    `onion` is the site's address in the Tor network, which pages offer.
    """
    if has_own_policies(path):
        return None
    if path.startswith("static/"):
        of_files = [one for one in pages if one[0] in OF_FILES]
        return [
            *of_files,
            ("Access-Control-Allow-Origin", "*"),
            ("Cache-Control", kept_for(path, shared_for)),
        ]
    told = [*pages, ("Cache-Control", kept_for(path, shared_for))]
    return (
        [*told, ("Onion-Location", onion + address_for(path))] if onion and path.endswith(".html") else told
    )


def has_own_policies(path: str) -> bool:
    """Whether Django says something else of a page than of others: what other sites may show in a frame."""
    return path.endswith(FRAMED)


def kept_for(path: str, shared_for: int = 0) -> str:
    """`Cache-Control` of a file of the tree. A name with a digest never means another content."""
    if _HASHED.search(path):
        return FOREVER
    if path.startswith("static/"):
        return HOUR
    if path.startswith("media/"):
        return DAY
    return f"{ALWAYS_ASKED}, s-maxage={shared_for}" if shared_for else ALWAYS_ASKED
