<<<<<<< HEAD
"""A small baked tree made by hand, as `clarion bake` lays one."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path

import brotli

PAGE = "<!doctype html><title>Advocacy</title>" + "<p>What we stand for.</p>" * 200
STYLE = "static/clarion/css/site.0123456789ab.css"


class BakedTree:
    """A site directory whose tree can be changed as a bake changes it: all at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, tuple[bytes, str, str]] = {}
        self._number = 0

    def put(
        self, path: str, text: str | bytes, media_type: str = "text/html; charset=utf-8", language: str = ""
    ) -> None:
        """A file of the next tree."""
        self.files[path] = text.encode() if isinstance(text, str) else text, media_type, language

    def show(self) -> Path:
        """Lays the tree, and lets readers see it. Returns where it lies."""
        self._number += 1
        place = self.folder / f"tree-{self._number}"
        lines = []
        for path, (body, media_type, language) in self.files.items():
            file = place / "tree" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
            if media_type.startswith(("text/", "application/")):
                file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(body, mtime=0))
                file.with_name(f"{file.name}.br").write_bytes(brotli.compress(body))
            told = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "type": media_type,
                    "language": language, "rendered": "2026-11-29T11:00:00+00:00"}  # fmt: skip
            lines.append(f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(told)}")
        (place / "manifest.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        for name in ("redirects.nginx.conf", "redirects.caddy"):
            (place / name).touch()
        self._point("live", place.name)
        self._point("current", "live/tree")
        for name in ("manifest.json", "redirects.nginx.conf", "redirects.caddy"):
            self._point(name, f"live/{name}")
        return place

    def age(self) -> None:
        """Sets the times of all files an hour back, as those of a site that rests are."""
        for file in self.folder.rglob("*"):
            if file.is_file():
                at = file.stat().st_mtime - 3600
                os.utime(file, (at, at))

    def _point(self, name: str, target: str) -> None:
        fresh = self.folder / f".{name}.new"
        fresh.symlink_to(target)
        fresh.replace(self.folder / name)


def small_site(folder: Path) -> BakedTree:
    """A page in two languages, a feed, a style sheet, a picture, a page for what is not there, and two redirects."""
    folder.mkdir(parents=True, exist_ok=True)
    tree = BakedTree(folder)
    tree.put("en/advocacy/index.html", PAGE, language="en")
    tree.put("ar/advocacy/index.html", PAGE.replace("Advocacy", "المناصرة"), language="ar")
    tree.put("en/news/feed/index.xml", "<feed/>", "application/atom+xml; charset=utf-8", "en")
    tree.put("en/figures/one/embed/index.html", PAGE, language="en")
    tree.put("fr/été/index.html", PAGE, language="fr")
    tree.put(STYLE, "body { color: #111 }" * 50, "text/css")
    tree.put("static/clarion/plain.css", "body { color: #222 }" * 50, "text/css")
    tree.put("media/images/one.webp", bytes(range(256)) * 8, "image/webp")
    tree.put("media/documents/large.bin", os.urandom(1024) * 1500, "image/large")
    tree.put("404/fr.html", "<title>Rien ici</title>", language="fr")
    tree.put("404/en.html", "<title>Nothing here</title>", language="en")
    tree.put("_redirects", "/en/old/ /en/advocacy/ 301\n/en/away/ https://example.org/ 302\n", "x/rules")
    tree.show()
    tree.age()
    return tree
=======
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
>>>>>>> 71f4725 (Copy the baked site to where no server is needed: a signed folder, and ZIM files for Kiwix)
