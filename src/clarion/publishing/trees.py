"""Two trees of the same site, of which readers see one: every change is made in the other, and then they change places.

`current/`, `manifest.json` and the files of redirects are symbolic links through `live`, which names one of `a` and
`b`. One rename of `live` therefore shows a whole change at once, however many files it touches, and costs as much
as the files that differ: see `docs/decisions/two-trees.md`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from clarion.publishing import manifest
from clarion.publishing.layout import COMPRESSED
from clarion.publishing.manifest import Manifest
from clarion.publishing.objects import Objects, link
from clarion.publishing.purging import purge

TREE = "tree"
MANIFEST = "manifest.json"
_DIRTY = "unfinished"
_SIDES = ("a", "b")

Beside = Mapping[str, str]
"""Files beside the tree, such as rules of redirects: name → text. One that starts with `tree/` lies in it."""


class Site:
    """The directory of the public site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = Objects(folder / "objects")
        self._known: dict[str, Manifest] = {}
        self._lines: dict[str, tuple[manifest.Entry, str]] = {}

    @property
    def current(self) -> Path:
        """The tree that readers see."""
        return self.folder / "current"

    @property
    def live(self) -> str | None:
        """Which of the two readers see; None before the first bake."""
        try:
            return str((self.folder / "live").readlink())
        except FileNotFoundError:
            return None

    def shown(self) -> Manifest:
        """The manifest of what readers see."""
        side = self.live
        return self._manifest(side) if side else {}

    def show(self, wanted: Manifest, beside: Beside | None = None) -> int:
        """Makes the other tree hold exactly the wanted files, and then lets readers see it.

        Every wanted content is in `objects` already. Where something fails, readers go on seeing what they saw.

        Returns:
            How many files were laid or removed.

        Raises:
            OSError: the disk is full, or may not be written to.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        before, seen = self.shown(), self.live
        if (
            seen
            and before == wanted
            and self._is_whole(seen)
            and self._lies_beside(self.folder / seen, beside or {})
        ):
            return 0
        side = _SIDES[seen == _SIDES[0]]
        changes = self._fill(side, wanted, beside or {})
        self._let_see(side, beside or {})
        purge(before, wanted)
        return changes

    def make_ready(self, beside: Beside) -> None:
        """Makes the tree that nobody sees like the one that readers see, so that the next change finds little to do.

        Raises:
            OSError: the disk is full, or may not be written to.
        """
        wanted, hidden = self.shown(), _SIDES[self.live == _SIDES[0]]
        place = self.folder / hidden
        if (
            self._manifest(hidden) != wanted
            or not self._is_whole(hidden)
            or not self._lies_beside(place, beside)
        ):
            self._fill(hidden, wanted, beside)

    def look_for_damage(self) -> None:
        """Gives up a tree in which somebody has removed or exchanged files: it is laid anew."""
        for side in _SIDES:
            if any(not self._is_as_laid(side, path, entry) for path, entry in self._manifest(side).items()):
                (self.folder / side / _DIRTY).touch()

    def _is_as_laid(self, side: str, path: str, entry: manifest.Entry) -> bool:
        try:
            lies, kept = (self.folder / side / TREE / path).stat(), self.objects.path(entry.sha256).stat()
        except OSError:
            return False
        # A file system without hard links has copies, of which nothing more can be said.
        return lies.st_size == entry.size and (lies.st_ino == kept.st_ino or kept.st_nlink == 1)

    def _is_whole(self, side: str) -> bool:
        return not (self.folder / side / _DIRTY).exists()

    def _fill(self, side: str, wanted: Manifest, beside: Beside) -> int:
        place = self.folder / side
        dirty = place / _DIRTY
        if not (place / MANIFEST).exists() or dirty.exists():
            self._known.pop(side, None)
            shutil.rmtree(place, ignore_errors=True)
            (place / TREE).mkdir(parents=True)
        there = self._manifest(side)
        self._known.pop(side, None)
        dirty.touch()
        changes = self._lay(place / TREE, there, wanted)
        self._lay_beside(place, beside)
        manifest.write(place / MANIFEST, self._told(wanted))
        dirty.unlink()
        self._known[side] = dict(wanted)
        return changes

    def kept_digests(self) -> set[str]:
        """The contents that either tree holds."""
        return {one.sha256 for side in _SIDES for one in self._manifest(side).values()}

    def _manifest(self, side: str) -> Manifest:
        if side not in self._known:
            self._known[side] = manifest.read(self.folder / side / MANIFEST)
        return self._known[side]

    def _lay(self, tree: Path, there: Manifest, wanted: Manifest) -> int:
        changes = 0
        for path in there.keys() - wanted.keys():
            self._remove(tree, path)
            changes += 1
        for path, entry in wanted.items():
            before = there.get(path)
            if before is not None and before.sha256 == entry.sha256:
                continue
            target = tree / path
            with suppress(FileExistsError):
                target.parent.mkdir(parents=True)
            source = self.objects.path(entry.sha256)
            for ending in COMPRESSED:
                twin = target.with_name(target.name + ending)
                try:
                    link(source.with_name(source.name + ending), twin)
                except FileNotFoundError:
                    twin.unlink(missing_ok=True)
            link(source, target)
            changes += 1
        return changes

    @staticmethod
    def _remove(tree: Path, path: str) -> None:
        target = tree / path
        for ending in ("", *COMPRESSED):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        for folder in target.relative_to(tree).parents:
            try:
                (tree / folder).rmdir() if folder.name else None
            except OSError:
                break

    @staticmethod
    def _lies_beside(place: Path, beside: Beside) -> bool:
        try:
            return all((place / name).read_text(encoding="utf-8") == text for name, text in beside.items())
        except OSError:
            return False

    @staticmethod
    def _lay_beside(place: Path, beside: Beside) -> None:
        for name, text in beside.items():
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            manifest.write_whole(target, text)

    def _told(self, wanted: Manifest) -> list[str]:
        lines = []
        for path, entry in wanted.items():
            known = self._lines.get(path)
            if known is None or known[0] != entry:
                known = self._lines[path] = (entry, manifest.line(path, entry))
            lines.append(known[1])
        return lines

    def _let_see(self, side: str, beside: Beside) -> None:
        links = {"current": f"live/{TREE}", MANIFEST: f"live/{MANIFEST}"}
        links.update((name, f"live/{name}") for name in beside if not name.startswith(f"{TREE}/"))
        _point(self.folder / "live", side)
        for name, target in links.items():
            with suppress(FileNotFoundError):
                if str((self.folder / name).readlink()) == target:
                    continue
            _point(self.folder / name, target)


def files_under(tree: Path) -> Iterator[str]:
    """The paths of the files of a tree, without compressed twins."""
    for folder, _, names in os.walk(tree):
        for name in names:
            if not name.endswith(COMPRESSED):
                yield (Path(folder) / name).relative_to(tree).as_posix()


def _point(place: Path, target: str) -> None:
    fresh = place.with_name(f".{place.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(place)
