"""How static files are kept: under names with a digest, compressed ahead of time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

_DIGEST = re.compile(r"\.[0-9a-f]{12}\.[^.]+$")


class CompressedStaticFiles(CompressedManifestStaticFilesStorage):
    """Compresses the files that pages link to, those with a digest in the name, and not their twins without.

    Compressing everything takes over twice as long, most of it for files that nobody asks for.
    """

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        yield from super().compress_files(path for path in paths if _DIGEST.search(path))
