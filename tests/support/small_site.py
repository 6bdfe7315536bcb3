"""A small baked site, made by hand: two languages, a picture, styles, a form, a feed."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from clarion.publishing import manifest
from clarion.publishing.manifest import Entry

SITE = "http://127.0.0.1:8000"


def page(language: str, title: str, content: str) -> str:
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="description" content="About {title}"><meta property="og:site_name" content="The Commons">'
        '<link rel="preload" href="/static/a.woff2" as="font"><link rel="stylesheet" href="/static/site.css">'
        f'<link rel="canonical" href="{SITE}/{language}/"><link rel="manifest" href="/site.webmanifest"></head>'
        f"<body><main><h1>{title}</h1>{content}</main></body></html>"
    )


def files() -> dict[str, tuple[str, bytes]]:
    """Path → type and content."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    links = (
        '<p>knowledge <a href="/en/news/?page=2">more</a> <a href="/en/advocacy/#top">advocacy</a> '
        '<a href="/en/news/feed/">feed</a> <a href="/ar/">ar</a> <a href="#here">here</a> '
        '<a href="/en/search/">search</a> '
        f'<a href="{SITE}/en/advocacy/?a=1&amp;b=2">b</a> <a href="https://example.org/x/">out</a></p>'
        '<img src="/media/a%20b.png" srcset="/media/a%20b.png 1x, /media/gone.png 2x" alt="">'
        '<form action="/en/search/" role="search"><input name="q"></form><form method="post"><button>x</button></form>'
    )
    texts = {
        "en/index.html": ("text/html; charset=utf-8", page("en", "Home", links)),
        "en/advocacy/index.html": (
            "text/html; charset=utf-8",
            page("en", "Advocacy &amp; law", '<a href="/en/">up</a> censorship'),
        ),
        "en/news/feed/index.xml": (
            "application/atom+xml; charset=utf-8",
            f'<feed><link href="{SITE}/en/"/></feed>',
        ),
        "en/text/index.html": ("text/html; charset=utf-8", page("en", "Home", "text")),
        "ar/index.html": ("text/html; charset=utf-8", page("ar", "المعرفة", '<a href="/en/">en</a>')),
        "static/site.css": (
            "text/css",
            'body { background: url("/media/a b.png") } @font-face { src: url(a.woff2) }',
        ),
        "robots.txt": ("text/plain", "User-agent: *"),
    }
    made = {path: (kind, text.encode()) for path, (kind, text) in texts.items()}
    return made | {
        "media/a b.png": ("image/png", picture.getvalue()),
        "static/a.woff2": ("font/woff2", b"wOF2"),
    }


def bake(folder: Path, given: dict[str, tuple[str, bytes]] | None = None) -> None:
    """Lays a site as `clarion bake` does."""
    lines = []
    for path, (kind, body) in (given or files()).items():
        place = folder / "current" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
        entry = Entry(hashlib.sha256(body).hexdigest(), len(body), kind, "", "2026-11-29T12:00:00+00:00")
        lines.append(manifest.line(path, entry))
    manifest.write(folder / "manifest.json", lines)
