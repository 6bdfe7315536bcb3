"""Several processes that render, fed by one that keeps the record."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from django.db import connections

from clarion.core.complaint import Complaint
from clarion.core.garbage import spare_what_is_loaded
from clarion.publishing.press import Press
from clarion.publishing.record import Rendered

CHUNK = 12
"""Addresses that are handed to a process at once."""

Feed = Callable[[Rendered], Iterable[str]]
"""Takes what was rendered, and gives the addresses that are to be rendered because of it."""


def processes() -> int:
    """As many as there are processors for us."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


class Pool:
    """The processes. They are forked from this one, and share what it has loaded.

    With one process there is no other: this one renders.
    """

    def __init__(self, press: Press, count: int) -> None:
        global _press
        self._count = count
        _press = press
        self._executor: ProcessPoolExecutor | None = None
        if count > 1:
            # A connection cannot be shared across a fork.
            connections.close_all()
            spare_what_is_loaded()
            self._executor = ProcessPoolExecutor(
                count,
                mp_context=multiprocessing.get_context("fork"),
                initializer=_begin,
                initargs=(os.getpid(),),
            )

    def render(
        self, begin: Iterable[str]
    ) -> Iterator[tuple[list[Rendered], Callable[[Iterable[str]], None]]]:
        """Renders addresses, and those added meanwhile with the function that comes with each batch of results.

        Raises:
            Complaint: a process was ended by somebody else, for want of memory perhaps.
        """
        queue = deque(begin)
        running: set[Future[list[Rendered]]] = set()
        while queue or running:
            while queue and len(running) < self._count * 2:
                chunk = [queue.popleft() for _ in range(min(CHUNK, len(queue)))]
                if self._executor is None:
                    yield _render(chunk), queue.extend
                else:
                    running.add(self._executor.submit(_render, chunk))
            if not running:
                continue
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for one in finished:
                try:
                    yield one.result(), queue.extend
                except BrokenProcessPool as error:
                    raise Complaint(
                        "a process that renders was ended; run it again, and it goes on where it was."
                    ) from error

    def close(self) -> None:
        """Ends the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            gc.unfreeze()


_press: Press


def _begin(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """Ends this process when the one that feeds it is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _render(addresses: list[str]) -> list[Rendered]:
    return [told for one in addresses for told in _press.render(one)]
