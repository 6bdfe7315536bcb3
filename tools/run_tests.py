"""`make test`: the whole suite on SQLite, and again on PostgreSQL where a server answers.

What is not run is said, with the reason. With `CI=true`, nothing may be left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

POSTGRES = os.environ.get("CLARION_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
CHECKERS = Path(__file__).resolve().parent / "checkers"
STRICT = os.environ.get("CI") == "true"


def main() -> int:
    """Runs both and returns the first status that is not 0."""
    _install_checkers()
    status = _run("SQLite", "")
    trouble = _trouble_with_postgres()
    if trouble:
        print(f"\nNot run on PostgreSQL: {trouble}")
        print("Set CLARION_TEST_POSTGRES_URL to a server on which databases may be made.")
        return status or (1 if STRICT else 0)
    return _run("PostgreSQL", POSTGRES) or status


def _install_checkers() -> None:
    """Installs the outside checkers of `tools/checkers`, where npm is there to do it."""
    if not shutil.which("npm"):
        print("No `npm` found: tests by outside checkers that are not installed are skipped.", flush=True)
    elif not (CHECKERS / "node_modules").is_dir():
        print("Installing the outside checkers", flush=True)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent", "--prefix", str(CHECKERS)], check=True)


def _run(name: str, url: str) -> int:
    print(f"\n=== The suite on {name} ===", flush=True)
    environment = {**os.environ, "CLARION_DATABASE_URL": url}
    if STRICT:
        environment["CLARION_TEST_NO_SKIPS"] = "1"
    if not (environment.get("CHROMIUM") or shutil.which("chromium")):
        print(
            "No `chromium` found: tests that drive a browser are skipped (set CHROMIUM to its path).",
            flush=True,
        )
    # One more than there are processors, since tests with servers and browsers often wait.
    workers = os.environ.get("CLARION_TEST_WORKERS", str((os.cpu_count() or 1) + 1))
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", workers], env=environment, check=False
    ).returncode


def _trouble_with_postgres() -> str:
    try:
        with psycopg.connect(POSTGRES, connect_timeout=3) as server:
            may = server.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        return (str(error).strip().splitlines() or ["no answer"])[0]
    return "" if may and may[0] else "this user may not make databases"


if __name__ == "__main__":
    sys.exit(main())
