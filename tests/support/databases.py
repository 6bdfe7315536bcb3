"""The databases of the suite: migrated once, kept as a template, copied for every worker.

Migrating takes many seconds; copying a template takes milliseconds. So a test that commits does not clean up after
itself table by table: the next test simply gets a fresh copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = REPOSITORY / "var" / "test"
SOURCE = REPOSITORY / "src" / "clarion"

_in_use = ""
_dirty = True
_failed: dict[str, str] = {}


def use(content: str) -> None:
    """Makes the suite's database a fresh copy of `empty` (migrated) or `demo` (the built demonstration)."""
    global _in_use, _dirty
    if content == _in_use and not _dirty:
        return
    connections.close_all()
    demo = content == "demo"
    if settings.SERVER_URL:
        template = _demo_on_server() if demo else _empty_on_server()
        _copy_on_server(template, settings.DATABASES["default"]["NAME"])
    else:
        template_file = demo_directory() / "clarion.sqlite3" if demo else empty_file()
        _copy_file(template_file, Path(settings.DATABASES["default"]["NAME"]))
    _in_use, _dirty = content, False


def soil() -> None:
    """Says that a test has committed something: the next one gets a fresh copy."""
    global _dirty
    _dirty = True


def drop_all() -> None:
    """Drops what this run made on the server."""
    if not settings.SERVER_URL:
        return
    prefix = settings.DATABASES["default"]["NAME"].rsplit("_", 1)[0]
    with _server() as server:
        for name in _names(server, f"{prefix}_"):
            _drop(server, name)


def demo_directory() -> Path:
    """The data directory of a demonstration built from the present source, kept from run to run."""
    kind = "demo-postgres" if settings.SERVER_URL else "demo"
    target = KEPT / kind

    def build() -> None:
        for old in (target / "clarion.sqlite3", target / "media"):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        _keep_static_files(target)
        command = [sys.executable, "-m", "clarion", "demo", "--no-serve", "--data-dir", str(target)]
        if settings.SERVER_URL:
            name = _demo_name()
            with _server() as server:
                _drop(server, name)
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            command += ["--database-url", _address_of(name)]
        _run(command)

    _make_once(target / "source", _fingerprint(sorted(_sources())), build)
    return target


def _keep_static_files(target: Path) -> None:
    """Has everything built anew but static files, whose stamp says whether they are outdated; another's may serve."""
    for other in (target, KEPT / "demo"):
        stamps = other / "built.json"
        if stamps.is_file() and (done := json.loads(stamps.read_text()).get("static")):
            if other != target:
                shutil.copytree(other / "static", target / "static", dirs_exist_ok=True)
            (target / "built.json").write_text(json.dumps({"static": done}))
            return


def own_demo_url() -> str:
    """The address of a fresh copy of the demonstration's database, for a server to write in; empty for SQLite."""
    if not settings.SERVER_URL:
        return ""
    _copy_on_server(_demo_on_server(), _served_name())
    return served_demo_url()


def served_demo_url() -> str:
    """The address of the database that the served demonstration writes in; empty for SQLite."""
    return _address_of(_served_name()) if settings.SERVER_URL else ""


def own_empty_url(directory: Path) -> str:
    """The address of a fresh migrated database, for processes of a test's own to write in."""
    if not settings.SERVER_URL:
        _copy_file(empty_file(), directory / "clarion.sqlite3")
        return f"sqlite:///{directory / 'clarion.sqlite3'}"
    name = f"{settings.DATABASES['default']['NAME']}_own"
    _copy_on_server(_empty_on_server(), name)
    return _address_of(name)


def _served_name() -> str:
    return f"{settings.DATABASES['default']['NAME']}_served"


def _sources() -> Iterator[Path]:
    for path in SOURCE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _migrations() -> list[Path]:
    set_up = [SOURCE / "editorial" / name for name in ("roles.py", "setting_up.py")]
    return [*sorted(SOURCE.glob("**/migrations/*.py")), *set_up, REPOSITORY / "requirements.lock"]


def empty_file() -> Path:
    """A migrated, otherwise empty SQLite database: copy it, do not write in it."""
    target = KEPT / "empty.sqlite3"

    def build() -> None:
        target.unlink(missing_ok=True)
        _run(
            [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"],
            f"sqlite:///{target}",
        )

    _make_once(KEPT / "empty.source", _fingerprint(_migrations()), build)
    return target


def _empty_on_server() -> str:
    name = f"{_template_prefix()}_empty"

    def build() -> None:
        with _server() as server:
            _drop(server, name)
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        _run([sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"], _address_of(name))

    _make_once(KEPT / "empty-postgres.source", _fingerprint(_migrations()), build, lambda: _on_server(name))
    return name


def _demo_on_server() -> str:
    demo_directory()
    return _demo_name()


def _demo_name() -> str:
    return f"{_template_prefix()}_demo"


def _template_prefix() -> str:
    return f"clarion_template_{hashlib.sha256(str(REPOSITORY).encode()).hexdigest()[:6]}"


def _make_once(
    stamp: Path, wanted: str, build: Callable[[], None], exists: Callable[[], bool] = lambda: True
) -> None:
    """Runs `build` unless `stamp` holds `wanted` already; several processes wait for the first of them."""
    KEPT.mkdir(parents=True, exist_ok=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.is_file() and stamp.read_text() == wanted and exists():
            return
        stamp.unlink(missing_ok=True)
        build()
        stamp.write_text(wanted)


def _fingerprint(paths: list[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(str(path.relative_to(REPOSITORY)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _run(command: list[str], database_url: str | None = None) -> None:
    if failed := _failed.get(command[-1]):
        raise RuntimeError(failed)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "clarion.config.settings",
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), os.environ.get("PYTHONPATH", "")]),
    }
    environment.pop("CLARION_DATABASE_URL", None)
    if database_url:
        environment["CLARION_DATABASE_URL"] = database_url
    ran = subprocess.run(
        command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        # What failed once fails every other test at once, instead of failing slowly again and again.
        _failed[command[-1]] = f"{' '.join(command)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
        raise RuntimeError(_failed[command[-1]])


def _copy_file(template: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    shutil.copyfile(template, target)


def _address_of(name: str) -> str:
    base, _, options = settings.SERVER_URL.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(settings.SERVER_URL, autocommit=True) as server:
        yield server


def _names(server: psycopg.Connection, prefix: str) -> list[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    return [name for (name,) in rows]


def _on_server(name: str) -> bool:
    with _server() as server:
        return name in _names(server, name)


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _copy_on_server(template: str, name: str) -> None:
    # PostgreSQL refuses to copy a database that another session is reading, so workers take turns.
    with (KEPT / "lock").open("w") as lock, _server() as server:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _drop(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        # Tests kill processes of ours, never the server: what it has not yet written to the disk is not lost.
        server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
