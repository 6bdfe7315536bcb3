"""`clarion serve`: the web server, the task worker and the clock, under one command."""

from __future__ import annotations

import errno
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from ipaddress import ip_address

from clarion.commands.supervisor import Program, Supervisor
from clarion.core.complaint import Complaint

THREADS_OF_THE_EDGE = 4
"""Threads of the edge for each one that Django has."""


def run(*, host: str | None = None, port: int | None = None) -> int:
    """Serves until a signal asks to stop.

    Raises:
        Complaint: if a setting is wrong, the port is taken, the database is not migrated, static files are
            missing, or the demonstration is asked to listen on an address that others can reach.
    """
    from clarion.config import settings
    from clarion.config.settings.serving import Serving

    serving = Serving.load()
    host, port = host or serving.host, port or serving.port
    if settings.CLARION_DEMO and not is_loopback(host):
        raise Complaint(f"the demonstration asks for no second factor, so it does not listen on {host}.")
    require_free_port(host, port)
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Complaint("the static files are not collected. Run `clarion manage collectstatic --no-input`.")
    _require_migrated()
    return supervise(
        host,
        port,
        workers=serving.web_workers or os.cpu_count() or 1,
        threads=serving.web_threads,
        files=serves_files(),
        when_ready=lambda: print(f"Serving on http://{host}:{port}, for {settings.BASE_URL}", flush=True),
    )


def serves_files() -> bool:
    """Whether readers are answered from the baked files, by the settings."""
    from clarion.config import settings

    wanted = settings.CLARION_SERVE_FILES
    return settings.CLARION_BAKE if wanted is None else wanted


def supervise(
    host: str, port: int, *, workers: int, threads: int, files: bool, when_ready: Callable[[], None]
) -> int:
    """Runs the three programs until a signal; the web server first, so that it answers as soon as it can."""
    from django.conf import settings

    python = [sys.executable, "-m", "clarion", "manage"]
    others = [Program("task worker", [*python, "worker"]), Program("clock", [*python, "clock"])]
    if settings.CLARION_BAKE:
        others.append(Program("baker", [*python, "baker"]))
    return Supervisor(
        Program("web server", web_command(host, port, workers=workers, threads=threads, files=files)),
        others,
        answers=lambda: answers(host, port),
    ).run(when_ready)


def web_command(host: str, port: int, *, workers: int, threads: int, files: bool = False) -> list[str]:
    """The command of the web server. It keeps no access log: addresses of visitors are written nowhere.

    With `files` the edge stands before Django. It has more threads: those that wait for one of Django's leave others
    free to send files. Beyond a few each costs more than it brings, and the server warns of them.
    """
    where, at_once, level = "clarion.config.wsgi", threads, "warning"
    if files:
        where, at_once, level = "clarion.publishing.edge.wsgi", threads * THREADS_OF_THE_EDGE, "error"
    return [
        sys.executable, "-m", "granian", f"{where}:application",
        "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(at_once), "--backpressure", str(threads * 16),
        "--respawn-failed-workers", "--workers-kill-timeout", "10",
        "--log-level", level, "--no-access-log", "--no-ws",
    ]  # fmt: skip


def require_free_port(host: str, port: int) -> None:
    """Makes sure that nobody listens on the port yet.

    Raises:
        Complaint: if somebody does, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Complaint(
                    f"port {port} is taken: another program listens on {host}. "
                    f"Stop it, or choose another port, such as PORT={port + 1} make run."
                ) from error
            raise Complaint(f"cannot listen on {host} port {port}: {error.strerror}.") from error


def is_loopback(host: str) -> bool:
    """Whether an address or name of this machine is reachable from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def answers(host: str, port: int) -> bool:
    """Whether the web server says that it is up."""
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(local, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _require_migrated() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "clarion", "manage", "migrate", "--check", "--verbosity=0"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not checked.returncode:
        return
    said = checked.stderr.strip().removeprefix("clarion: ")
    raise Complaint(said or "the database lacks migrations. Run `clarion manage migrate`.")
