"""A real browser against a real server: what really comes over the wire."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.children import REPOSITORY, ChildError, environment
from bench.results import NotMeasured

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PATIENCE = 30
_PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Transfer:
    """One file as it came: `size` are the bytes on the wire, headers included."""

    address: str
    kind: str
    media_type: str
    size: int


def free_port() -> int:
    """A port on the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def server(settings: Mapping[str, str], port: int) -> Iterator[str]:
    """The web server as `clarion serve` starts it, on this port; gives its address.

    Raises:
        ChildError: it does not answer.
    """
    from clarion.commands.serve import web_command

    command = web_command("127.0.0.1", port, workers=1, threads=4)
    with subprocess.Popen(
        command,
        env=environment(**settings),
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as started:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/healthz", started)
            yield address
        finally:
            started.send_signal(signal.SIGINT)
            try:
                started.wait(timeout=15)
            except subprocess.TimeoutExpired:
                started.kill()


def _wait_for(address: str, started: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and started.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise ChildError(f"the server did not answer at {address}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium.

    Raises:
        NotMeasured: there is none, or nothing that drives it.
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise NotMeasured("no Chromium found: install it, or set CHROMIUM to its path")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NotMeasured("Playwright is not installed: run `make install-dev`") from error
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def first_view(browser: Browser, address: str, *, scripts: bool = False) -> list[Transfer]:
    """What a reader who was never here before loads for one page, without scrolling, on a phone."""
    context = browser.new_context(viewport=_PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        answered: dict[str, Any] = {}
        sizes: dict[str, int] = {}
        wire.on("Network.responseReceived", lambda told: answered.update({told["requestId"]: told}))
        wire.on(
            "Network.loadingFinished",
            lambda told: sizes.update({told["requestId"]: int(told["encodedDataLength"])}),
        )
        page.goto(address, wait_until="networkidle")
        return [_transfer(answered[key], size) for key, size in sizes.items()]
    finally:
        context.close()


def _transfer(told: dict[str, Any], size: int) -> Transfer:
    response = told["response"]
    return Transfer(response["url"], told["type"], response["mimeType"], size)
