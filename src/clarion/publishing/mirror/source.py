"""The baked site, read to be copied."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from clarion.core.complaint import Complaint
from clarion.publishing import layout, manifest
from clarion.publishing.manifest import Entry

_MACHINES = (
    "404/",
    ".well-known/",
    "robots.txt",
    "sitemap.xml",
    "site.webmanifest",
    "_redirects",
)
"""What a server or a search engine asks the living site for, and a copy has no use for."""

_WITHOUT_NETWORK = re.compile(r"[\w-]+/offline/index\.html")
"""What browsers show that keep pages of the living site."""


class NothingBaked(Complaint):
    """There is no baked site to copy."""


@dataclass(frozen=True)
class Baked:
    """One state of the baked site: where its tree lies, and what is in it."""

    tree: Path
    entries: dict[str, Entry]

    @classmethod
    def read(cls, site: Path) -> Baked:
        """What `clarion bake` made last.

        Raises:
            NothingBaked: it made nothing yet, or what it made cannot be read.
        """
        # Followed once: another bake shows another tree, and this one stays.
        place = (site / "current").resolve()
        beside = place.parent / "manifest.json"
        try:
            entries = manifest.read(beside if beside.is_file() else site / "manifest.json")
        except (OSError, ValueError) as error:
            raise NothingBaked(f"the baked site in {site} cannot be read: {error}") from error
        if not entries or not place.is_dir():
            raise NothingBaked(f"there is no baked site in {site}: run `clarion bake` first.")
        return cls(place, {path: one for path, one in entries.items() if not _is_only_for_the_site(path)})

    def body(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            NothingBaked: it is not the one of the manifest: a bake is under way.
        """
        try:
            body = (self.tree / path).read_bytes()
        except OSError as error:
            raise NothingBaked(
                f"{path} cannot be read ({error.strerror}): run `clarion bake`, then again."
            ) from error
        if hashlib.sha256(body).hexdigest() != self.entries[path].sha256:
            raise NothingBaked(f"{path} changed while it was copied: run it again.")
        return body

    def places(self) -> dict[str, str]:
        """Address → path of the tree."""
        return {layout.address_for(path): path for path in self.entries}


def _is_only_for_the_site(path: str) -> bool:
    return path.startswith(_MACHINES) or _WITHOUT_NETWORK.fullmatch(path) is not None
