"""Fetching published files over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import requests

from clarion.transparency.verifying.verdicts import Unreadable

Fetch = Callable[[str], bytes]
_PATIENCE = (10, 60)
_PIECE = 1 << 20


class Absent(Exception):
    """A file is not there, or cannot be fetched. The message says which, and why."""


def is_address(text: str) -> bool:
    """Whether a text is an address to fetch from."""
    return urlsplit(text).scheme in {"http", "https"}


def fetcher() -> Fetch:
    """Fetches whole files over connections that are kept open.

    Raises (when called):
        Absent: the file is not there.
    """
    session = requests.Session()
    session.mount("https://", requests.adapters.HTTPAdapter(pool_maxsize=8, max_retries=2))
    session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=8, max_retries=2))

    def fetch(address: str) -> bytes:
        try:
            answer = session.get(address, timeout=_PATIENCE)
        except requests.RequestException as error:
            raise Absent(f"{address} does not answer ({type(error).__name__})") from error
        if answer.status_code != requests.codes.ok:
            raise Absent(f"{address} answers {answer.status_code}")
        return answer.content

    return fetch


def save(address: str, path: Path) -> None:
    """Fetches a file to the disk.

    Raises:
        Unreadable: it cannot be fetched.
    """
    try:
        with requests.get(address, timeout=_PATIENCE, stream=True) as answer:
            if answer.status_code != requests.codes.ok:
                raise Unreadable(f"{address} answers {answer.status_code}.")
            with path.open("wb") as file:
                for piece in answer.iter_content(_PIECE):
                    file.write(piece)
    except requests.RequestException as error:
        raise Unreadable(f"{address} does not answer ({type(error).__name__}).") from error
