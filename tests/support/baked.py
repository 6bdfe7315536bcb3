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
