"""Static files as they are served: one stylesheet, hashed names, compressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile

from clarion.core.static_storage import CompressedStaticFiles

BUNDLE = "clarion/css/site.css"
_IMPORT = re.compile(r'@import url\("([^"/]+\.css)"\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


class ThemeStorage(CompressedStaticFiles):
    """Puts what the theme imports into the theme, so that a page needs one request for its look.

    While developing, and in tests, browsers follow the imports themselves: there is no build step to learn.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if BUNDLE in paths and not dry_run:
            storage, path = paths[BUNDLE]
            with storage.open(path) as file:
                theme = file.read().decode()
            bundled = _IMPORT.sub(lambda found: self._part(found.group(1), paths), theme)
            self.delete(BUNDLE)
            self._save(BUNDLE, ContentFile(_SPACE.sub("\n", _COMMENT.sub("", bundled)).encode()))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)

    @staticmethod
    def _part(name: str, paths: dict[str, Any]) -> str:
        storage, path = paths[f"clarion/css/{name}"]
        with storage.open(path) as file:
            return file.read().decode() + "\n"
