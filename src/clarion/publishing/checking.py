"""`clarion bake --check`: whether what lies there is what would be rendered now."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

from clarion.core.complaint import Complaint
from clarion.publishing.layout import COMPRESSED
from clarion.publishing.manifest import Manifest
from clarion.publishing.objects import Objects
from clarion.publishing.pool import Pool
from clarion.publishing.press import BEGINNINGS, Press
from clarion.publishing.record import Rendered
from clarion.publishing.trees import Site, files_under
from clarion.publishing.twins import all_asked_for, asked_for

Progress = Callable[[int, int], None]


def differences(
    folder: Path, scratch: Path, workers: int, progress: Progress = lambda done, total: None
) -> Iterator[str]:
    """What is other than it would be, a line each. Renders everything anew into `scratch`, and changes nothing.

    Raises:
        Complaint: nothing has been baked yet.
    """
    site = Site(folder)
    if site.live is None:
        raise Complaint(f"nothing has been baked into {folder} yet. Run `clarion bake`.")
    shown = site.shown()
    yield from _on_disk(site.current, shown)
    yield from _rendered(folder, shown, scratch, workers, progress)


def _on_disk(tree: Path, shown: Manifest) -> Iterator[str]:
    for path, entry in shown.items():
        try:
            body = (tree / path).read_bytes()
        except OSError:
            yield f"{path}: is in the manifest, and not there"
            continue
        if hashlib.sha256(body).hexdigest() != entry.sha256:
            yield f"{path}: is not what the manifest says"
        for ending, opened in zip(COMPRESSED, (gzip.decompress, brotli.decompress), strict=True):
            twin = tree / f"{path}{ending}"
            if not twin.exists():
                continue
            try:
                same = opened(twin.read_bytes()) == body
            except (OSError, EOFError, brotli.error):
                same = False
            if not same:
                yield f"{path}{ending}: is not the file that it stands beside"
    for path in files_under(tree):
        if path not in shown and path != "_redirects":
            yield f"{path}: is there, and not in the manifest"


def _rendered(
    folder: Path, shown: Manifest, scratch: Path, workers: int, progress: Progress
) -> Iterator[str]:
    record = sqlite3.connect(f"file:{folder / 'record.sqlite3'}?mode=ro", uri=True)
    try:
        known = {
            address: (path, location, trouble)
            for address, path, location, trouble in record.execute(
                "SELECT address, path, location, trouble FROM file ORDER BY address"
            )
        }
    finally:
        record.close()
    missing: set[str] = set()
    done = 0
    pool = Pool(Press(Objects(scratch)), workers)
    try:
        for results, _ in pool.render(all_asked_for(known)):
            for one in results:
                if one.address in known:
                    yield from _compared(one, known[one.address], shown)
                elif one.entry:
                    missing.add(one.address)
                missing.update(link for link in (*one.links, *one.assets) if asked_for(link) not in known)
            done += len(results)
            progress(done, len(known))
    finally:
        pool.close()
    yield from (f"{address}: is reached, and was never rendered" for address in sorted(missing))


def _compared(one: Rendered, known: tuple[str | None, str, str], shown: Manifest) -> Iterator[str]:
    path, location, trouble = known
    if one.address == BEGINNINGS:
        return
    if one.trouble:
        yield f"{one.address}: cannot be rendered: {one.trouble}"
        return
    if trouble:
        yield f"{one.address}: could not be rendered when it was last tried: {trouble}"
    if one.location != location:
        yield f"{one.address}: leads to {one.location or 'nowhere'}, not to {location or 'nowhere'}"
    if (one.path if one.entry else None) != path:
        yield f"{one.address}: is {'no file' if one.entry is None else one.path}, not {path or 'no file'}"
    elif one.entry is not None and one.path is not None:
        lies = shown.get(one.path)
        if lies is None:
            yield f"{one.path}: is not there"
        elif (lies.sha256, lies.type, lies.language) != (
            one.entry.sha256,
            one.entry.type,
            one.entry.language,
        ):
            yield f"{one.path}: is not what would be rendered now"
