"""Django in rooms of its own: as many threads as the settings allow, each with its connection to the database.

The threads of the server are many and cheap; those that wait for Django here leave others free to send files.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]

PIECES_AHEAD = 8
_END = object()


class HandOver:
    """Runs a WSGI application in `threads` threads; who finds all of them at work waits."""

    def __init__(self, application: Wsgi, threads: int) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="django")

    def answer(self, environ: dict[str, Any], start_response: Start) -> tuple[str, Iterable[bytes]]:
        """The status and the body of the application's answer. A streamed body comes piece by piece."""
        ask = _Ask(self._application, environ)
        self._pool.submit(ask.run)
        status, headers, body = ask.begun.result()
        start_response(status, headers)
        return status, body if body is not None else ask.streamed()


class _Ask:
    """One request on its way through a thread of the pool."""

    def __init__(self, application: Wsgi, environ: dict[str, Any]) -> None:
        self._application = application
        self._environ = environ
        self._pieces: queue.Queue[Any] = queue.Queue(PIECES_AHEAD)
        self._is_unwanted = False
        self.begun: Future[tuple[str, Headers, list[bytes] | None]] = Future()

    def run(self) -> None:
        """In the pool: the application from its call to its close, all in one thread."""
        told: list[Any] = []

        def start_response(status: str, headers: Headers, exc_info: object = None) -> None:
            told[:] = status, headers

        answer: Iterable[bytes] = ()
        try:
            answer = self._application(self._environ, start_response)
            status, headers = told
            if getattr(answer, "streaming", True):
                self.begun.set_result((status, headers, None))
                for piece in answer:
                    if not self._put(piece):
                        break
            else:
                body = b"".join(answer)
                self._close(answer)
                answer = ()
                self.begun.set_result((status, headers, [body]))
        except BaseException as error:
            if self.begun.done():
                self._put(error)
            else:
                self.begun.set_exception(error)
        finally:
            self._close(answer)
            self._put(_END)

    def streamed(self) -> Iterator[bytes]:
        """For the thread of the server: the pieces as they come."""
        return _Pieces(self._pieces, self.stop)

    def stop(self) -> None:
        """Nobody wants the rest: what still waits for a place in the queue does not wait for ever."""
        self._is_unwanted = True
        with suppress(queue.Empty):
            while True:
                self._pieces.get_nowait()

    def _put(self, piece: Any) -> bool:
        while not self._is_unwanted:
            with suppress(queue.Full):
                self._pieces.put(piece, timeout=0.2)
                return True
        return False

    @staticmethod
    def _close(answer: Iterable[bytes]) -> None:
        if hasattr(answer, "close"):
            answer.close()


class _Pieces:
    """Not a generator: one that was never begun would not tell the pool that it is closed."""

    def __init__(self, pieces: queue.Queue[Any], stop: Callable[[], None]) -> None:
        self._pieces = pieces
        self._stop = stop

    def close(self) -> None:
        """The reader has gone, or has everything."""
        self._stop()

    def __del__(self) -> None:
        self._stop()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._pieces.get()
        if piece is _END:
            raise StopIteration
        if isinstance(piece, BaseException):
            raise piece
        return bytes(piece)
