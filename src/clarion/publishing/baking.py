"""Making files, and following changes: what is stale is rendered, and then shown at once.

One process keeps the record of a site; a lock sees to that.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from clarion.core.complaint import Complaint
from clarion.core.snapshot import snapshot
from clarion.publishing import addresses, assets, day, edition, triggers
from clarion.publishing.changes import Changes
from clarion.publishing.manifest import Manifest
from clarion.publishing.pool import Pool, processes
from clarion.publishing.press import BEGINNINGS, Press, at_the_press
from clarion.publishing.record import Record, Rendered
from clarion.publishing.redirects import rules
from clarion.publishing.trees import Site
from clarion.publishing.twins import all_asked_for

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
MANY = 60
"""From so many files on, several processes render them."""

_ROUNDS = 20
_AT_ONCE = 2
"""How often several processes render what is stale, while others write again and again. Then one process renders it, as
it is at one moment: slower, but it comes to an end."""

_LAST = {addresses.LAST, BEGINNINGS}


@dataclass
class Baked:
    """What was done: files rendered, files laid or removed in the tree, and what could not be rendered."""

    rendered: int = 0
    changed: int = 0
    files: int = 0
    troubles: dict[str, str] = field(default_factory=dict)

    def tell_troubles(self) -> None:
        """Logs what could not be rendered at the second attempt either."""
        for address, trouble in self.troubles.items():
            log.error("%s could not be rendered: %s", address, trouble)


class Bakery:
    """The files of a site, with their record."""

    def __init__(self, folder: Path, workers: int | None = None) -> None:
        self.site = Site(folder)
        self._workers = workers or processes()
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder)
        self.record = Record(folder / "record.sqlite3")
        self._changes = Changes(self.record)
        self._press = Press(self.site.objects)
        self._wanted: Manifest | None = None
        self._rules: dict[str, str] | None = None

    def close(self) -> None:
        """Lets record and lock go."""
        self.record.close()
        self._lock.close()

    # All of it

    def bake(self, progress: Progress = lambda done, total: None, *, anew: bool = False) -> Baked:
        """Renders the whole site, and shows it. Goes on where an earlier bake was cut off, unless `anew`.

        A file that cannot be rendered keeps its last good content.

        Raises:
            Complaint: a process was ended by somebody else.
            OSError: the disk is full, or may not be written to. Readers go on seeing what they saw.
        """
        unnoted = triggers.install()
        mark, record, baked = edition.mark(), self.record, Baked()
        self._wanted = None
        going_on = record.told("run_goes_on") == mark and not unnoted and not anew
        with record.together():
            run = int(record.told("run") or 0) + (not going_on)
            if not going_on:
                self._changes.begin_here()
                record.tell("run", run)
                record.tell("run_goes_on", mark)
            record.expect([BEGINNINGS, addresses.LAST], run)
        for _ in range(_ROUNDS):
            self._changes.take()
            waiting = record.waiting_in(run)
            if not waiting:
                break
            self._render_all(waiting, run, baked, progress)
        with record.together():
            record.forget(record.not_in(run))
            record.forget(record.unused_assets((settings.STATIC_URL, settings.MEDIA_URL)))
            record.tidy()
        self._press = Press(self.site.objects)
        self.site.look_for_damage()
        baked.tell_troubles()
        self._show(baked, sync=True)
        self.site.make_ready(self._rules or {})
        with record.together():
            record.tell("run_goes_on", "")
            record.tell("whole", mark)
        self.site.objects.forget_all_but(self.site.kept_digests())
        return baked

    def is_whole(self) -> bool:
        """Whether there are files of this very code, and every change since has been noted."""
        return not triggers.install() and bool(self.site.live) and self.record.told("whole") == edition.mark()

    def _render_all(self, begin: list[str], run: int, baked: Baked, progress: Progress) -> None:
        met = self.record.met_in(run)
        total = max(len(met), len(self.record.addresses()))
        done = len(met) - len(begin)
        pool = Pool(self._press, self._workers)
        try:
            for results, add in pool.render(all_asked_for(begin)):
                with self.record.together():
                    add(self._keep_all(results, run, baked, met))
                done += len(results)
                progress(done, max(total, len(met)))
        finally:
            pool.close()

    # What has changed

    def follow(self, *, idle: bool = True) -> Baked:
        """Makes anew what changes of the database touch, and shows it. What names every page waits for quiet.

        Raises:
            OSError: the disk is full, or may not be written to. What was to be done is still to be done.
        """
        try:
            return self._follow(idle)
        except BaseException:
            # What the press believes to be on record may not be there.
            self._press, self._wanted = Press(self.site.objects), None
            raise

    def _follow(self, idle: bool) -> Baked:
        baked, run = Baked(), int(self.record.told("run") or 0)
        for attempt in range(_AT_ONCE + 1):
            left: list[str] = []
            with snapshot():
                self._changes.take()
                stale = all_asked_for(self.record.stale())
                now = [one for one in stale if one not in _LAST] or (stale if idle else [])
                are_many = len(now) > MANY and attempt < _AT_ONCE
                if now and not are_many:
                    left = self._render_here(now, run, baked)
            if not now:
                break
            if are_many:
                self._render_all(now, run, baked, lambda done, total: None)
                if self._changes.waiting():
                    continue  # Others wrote meanwhile; what is shown is to be of one moment.
            elif left or baked.troubles:
                self._render_here([*left, *baked.troubles], run, baked)
            break
        baked.tell_troubles()
        if baked.rendered:
            self._show(baked)
        return baked

    def _render_here(self, begin: list[str], run: int, baked: Baked) -> list[str]:
        """Renders these in this process, and what they lead to. Returns what is left to be rendered at another moment.

        A page may write: the size of a picture that is shown for the first time. On SQLite that fails where somebody
        else has written since the moment that all are to be of, and may end it.
        """
        queue, met = all_asked_for(begin), self.record.met_in(run)
        with self.record.together():
            while queue:
                results = self._press.render(queue.pop(0))
                queue.extend(self._keep_all(results, run, baked, met))
                if connection.needs_rollback:
                    return queue
        return []

    def sweep(self) -> None:
        """Marks what time has made stale (the day, failures, pictures that are no more, what nobody notes), and shows
        new redirects.
        """
        record, media = self.record, settings.MEDIA_URL
        with snapshot():
            self._changes.look_at_unwatched()
        try:
            lost = assets.gone(one for one in record.addresses() if one.startswith(media))
        except OSError as error:
            log.warning("Pictures that are no more are looked for later: %s", error)
            lost = []
        with record.together():
            record.soil_by_day(day.today().isoformat())
            record.soil_uneasy()
            record.soil(lost)
            gone = record.forget(record.unused_assets((settings.STATIC_URL, media)))
        for path in gone:
            self.wanted.pop(path, None)
        if gone or rules(record.moved()) != self._rules:
            self._show(Baked())

    # Both

    @property
    def wanted(self) -> Manifest:
        """The files as they are to be."""
        if self._wanted is None:
            self._wanted = self.record.manifest()
        return self._wanted

    def _keep_all(self, results: list[Rendered], run: int, baked: Baked, met: set[str]) -> list[str]:
        """Keeps what was rendered. Returns the addresses that nobody knew of."""
        fresh: dict[str, None] = {}
        for one in results:
            before, after = self.record.keep(one, run)
            if self._wanted is not None:
                if before and before != after:
                    self._wanted.pop(before, None)
                if after:
                    self._wanted[after] = self.record.entry(one.address)
            baked.rendered += 1
            baked.troubles.pop(one.address, None)
            if one.trouble:
                baked.troubles[one.address] = one.trouble
            found = all_asked_for((*one.links, *one.assets))
            fresh.update((link, None) for link in found if link not in met)
        met.update(fresh)
        self.record.expect(fresh, run)
        return list(fresh)

    def _show(self, baked: Baked, *, sync: bool = False) -> None:
        if sync:
            os.sync()
        self._rules = rules(self.record.moved())
        baked.changed += self.site.show(self.wanted, self._rules)
        baked.files = len(self.wanted)


@contextmanager
def bakery(folder: Path, workers: int | None = None) -> Iterator[Bakery]:
    """The files of a site, for as long as this lasts.

    Raises:
        Complaint: another process bakes them, or they cannot be written.
    """
    with at_the_press(), _complaining(folder):
        one = Bakery(folder, workers)
        try:
            yield one
        finally:
            one.close()


@contextmanager
def _complaining(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT}:
            raise
        raise Complaint(
            f"cannot write to {folder}: {error.strerror}. Readers go on seeing what was there before."
        ) from error


def _locked(folder: Path) -> IO[str]:
    file = (folder / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise Complaint(f"another process bakes into {folder}. Wait for it, or stop it.") from error
    return file
