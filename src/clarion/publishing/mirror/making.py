"""Makes a copy: whole or not at all, and of what did not change nothing is written again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from clarion.core.complaint import Complaint
from clarion.pages.languages import direction, html_lang, own_name
from clarion.publishing.mirror import manifests
from clarion.publishing.mirror.manifests import Held
from clarion.publishing.mirror.relocating import Relocation
from clarion.publishing.mirror.source import Baked
from clarion.transparency.log import keys
from clarion.transparency.log.notes import signed

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """What was done: files of the copy, how many of them are new or other than before, and whose key signed it."""

    files: int
    changed: int
    signed_by: str


def make(baked: Baked, target: Path, progress: Progress) -> Made:
    """Makes a folder the copy of the site.

    Raises:
        Complaint: the folder holds something else, cannot be written, or there is no key to sign with.
    """
    try:
        signers = keys.signers()
    except keys.NoLogKey as error:
        raise Complaint(f"the copy cannot be signed: {error}") from error
    old = target.with_name(f".{target.name}.old")
    fresh = target.with_name(f".{target.name}.new")
    try:
        if old.exists() and not target.exists():  # It was cut off between two renames.
            old.rename(target)
        _require_ours(target)
        shutil.rmtree(fresh, ignore_errors=True)
        files, changed = _laid(baked, target, fresh, progress)
        text = manifests.text_of(settings.BASE_URL, files)
        before = manifests.there(target)
        note = str(before) if before and before.text == text else signed(text, signers)
        (fresh / manifests.NAME).write_text(note, encoding="utf-8")
        _change_places(target, fresh, old)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise Complaint(f"cannot write the copy to {target}: {error.strerror or error}.") from error
    except Complaint:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return Made(len(files), changed, str(signers[0].verifier))


def _require_ours(target: Path) -> None:
    if target.is_dir() and any(target.iterdir()) and manifests.there(target) is None:
        raise Complaint(f"{target} holds something that is no mirror: choose another folder, or empty it.")
    if target.exists() and not target.is_dir():
        raise Complaint(f"{target} is no folder.")


def _laid(baked: Baked, target: Path, fresh: Path, progress: Progress) -> tuple[dict[str, Held], int]:
    relocation = Relocation(baked.places(), settings.BASE_URL)
    contents: list[tuple[str, Callable[[], bytes]]] = [
        *((path, _maker(baked, relocation, path)) for path in baked.entries),
        ("index.html", lambda: _front(baked)),
    ]
    files: dict[str, Held] = {}
    changed = 0
    for done, (path, content) in enumerate(contents):
        progress(done, len(contents))
        body = content()
        files[path] = Held.of(body)
        changed += _lay(body, target / path, fresh / path)
    return files, changed


def _maker(baked: Baked, relocation: Relocation, path: str) -> Callable[[], bytes]:
    return lambda: relocation.file(path, baked.entries[path].type, baked.body(path))


def _lay(body: bytes, before: Path, place: Path) -> bool:
    """Lays a file; where the copy has the same already, that one. Returns whether it is new."""
    place.parent.mkdir(parents=True, exist_ok=True)
    is_same = _is(before, body)
    if is_same:
        # File systems of USB sticks know no second name of a file; there it is written again.
        with suppress(OSError):
            os.link(before, place)
            return False
    place.write_bytes(body)
    return not is_same


def _is(file: Path, body: bytes) -> bool:
    try:
        return not file.is_symlink() and file.stat().st_size == len(body) and file.read_bytes() == body
    except OSError:
        return False


def _front(baked: Baked) -> bytes:
    """The first page of a copy: which site it is of, its languages, and how to check it."""
    languages = [
        {
            "code": html_lang(code),
            "dir": direction(code),
            "name": own_name(code),
            "path": f"{code}/index.html",
        }
        for code, _ in settings.LANGUAGES
        if f"{code}/index.html" in baked.entries
    ]
    context = {
        "lang": html_lang(settings.LANGUAGE_CODE),
        "dir": direction(settings.LANGUAGE_CODE),
        "name": settings.WAGTAIL_SITE_NAME,
        "site": settings.BASE_URL,
        "languages": languages,
        "manifest": manifests.NAME,
    }
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("publishing/mirror.html", context).encode()


def _change_places(target: Path, fresh: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
