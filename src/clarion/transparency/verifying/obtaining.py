"""What is verified, from where it is: a folder, an archive, or an address. And the log that belongs to it."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from clarion.transparency.verifying import edition as editions
from clarion.transparency.verifying.edition import MANIFEST, NOTE, Edition
from clarion.transparency.verifying.fetching import fetcher, is_address, save
from clarion.transparency.verifying.logs import CHECKPOINT, Log
from clarion.transparency.verifying.verdicts import Unreadable

_API = "/api/v1/editions/"
_FURTHEST_UP = 4
_LARGEST = 20 << 30


@contextmanager
def obtained(place: str) -> Iterator[list[Edition]]:
    """The editions at a place: one, or in an archive of many all of them.

    Raises:
        Unreadable: there is none.
    """
    if is_address(place):
        with tempfile.TemporaryDirectory(prefix="clarion-verify-") as folder:
            yield [_fetched(place, Path(folder))]
        return
    path = Path(place)
    if zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="clarion-verify-") as folder:
            _unpack(path, Path(folder))
            yield _editions_in(Path(folder))
        return
    if not path.is_dir():
        raise Unreadable(f"{place} is no folder, no archive and no address.")
    yield _editions_in(path)


def log_of(edition: Edition, place: str, chosen: str = "") -> Log | None:
    """The log that an edition stands in: the one that is chosen, one that lies beside it, or that of its site."""
    if chosen:
        return Log.at(chosen, fetcher()) if is_address(chosen) else Log.in_folder(Path(chosen))
    if is_address(place):
        return Log.at(_origin(place) + "/log/", fetcher())
    above = [edition.folder.resolve(), *edition.folder.resolve().parents][: _FURTHEST_UP + 1]
    for folder in above:
        if (folder / "log" / CHECKPOINT).is_file():
            return Log.in_folder(folder / "log")
    site = _site(edition.folder)
    return Log.at(site + "/log/", fetcher()) if site else None


def base_of(address: str) -> str:
    """The address below which the files of an edition lie, from that of its page or of its entry in the API."""
    parts = urlsplit(address)
    if _API in parts.path:
        path = parts.path.removesuffix(MANIFEST).rstrip("/")
        return f"{_origin(address)}{path}/"
    steps = [one for one in parts.path.split("/") if one]
    if "transparency" in steps and steps[-1] != "transparency":
        return f"{_origin(address)}{_API}{steps[steps.index('transparency') + 1]}/"
    path = parts.path.removesuffix(MANIFEST).rstrip("/")
    return f"{_origin(address)}{path}/"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _fetched(address: str, folder: Path) -> Edition:
    base = base_of(address)
    save(base + MANIFEST, folder / MANIFEST)
    edition = editions.read(folder)
    # What is asked for by number stays itself while a correction takes the place of the newest.
    for name in (NOTE, *(one["name"] for one in edition.files)):
        save(base + name, folder / name)
    return edition


def _editions_in(folder: Path) -> list[Edition]:
    if (folder / MANIFEST).is_file():
        return [editions.read(folder)]
    found = sorted(one.parent for one in folder.rglob(MANIFEST))
    if not found:
        raise Unreadable(f"{folder} holds no edition: there is no {MANIFEST} in it.")
    return [editions.read(one) for one in found]


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                raise Unreadable(f"{path} is larger than {_LARGEST >> 30} GB when unpacked.")
            archive.extractall(folder)
    except (zipfile.BadZipFile, OSError) as error:
        raise Unreadable(f"{path} cannot be unpacked: {error}.") from error


def _site(folder: Path) -> str:
    try:
        named = str(json.loads((folder / "datapackage.json").read_bytes())["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return _origin(named) if is_address(named) else ""
