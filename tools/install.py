"""Makes `.venv` and installs the locked libraries and Clarion into it; does nothing when that is done already.

Run by `make`, with any Python that Clarion runs on; needs nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCKS = {"run": HOUSE / "requirements.lock", "dev": HOUSE / "requirements-dev.lock"}
WORDS = {"run": "libraries", "dev": "libraries and tools"}


def main(arguments: list[str]) -> int:
    """Installs what `run` needs, or with `--dev` what tests and tools need too."""
    wanted = "dev" if "--dev" in arguments else "run"
    fingerprint = _fingerprint(wanted)
    if _is_installed(wanted, fingerprint):
        return 0
    if not _same_python():
        _make_venv()
    _pip(wanted, "--require-hashes", "-r", str(LOCKS[wanted]))
    _pip(None, "--no-deps", "--no-build-isolation", "-e", str(HOUSE))
    done = {"python": _version(sys.executable), wanted: fingerprint}
    if wanted == "dev":
        done["run"] = _fingerprint("run")
    STAMP.write_text(json.dumps(done, indent=1), encoding="utf-8")
    return 0


def _fingerprint(wanted: str) -> str:
    found = hashlib.sha256(LOCKS[wanted].read_bytes())
    found.update((HOUSE / "pyproject.toml").read_bytes())
    return found.hexdigest()


def _is_installed(wanted: str, fingerprint: str) -> bool:
    try:
        done = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return done.get(wanted) == fingerprint and _same_python()


def _same_python() -> bool:
    """Whether `.venv` works, and has the Python that this is run with."""
    return PYTHON.exists() and _version(str(PYTHON)) == _version(sys.executable)


def _version(python: str) -> str:
    if python == sys.executable:
        return sys.version.split()[0]
    asked = subprocess.run(
        [python, "-c", "import sys; print(sys.version.split()[0])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip()


def _make_venv() -> None:
    print(f"Making .venv with Python {_version(sys.executable)}", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        _stop(
            f"Python {_version(sys.executable)} cannot make a virtual environment "
            "(on Debian and Ubuntu: apt install python3-venv).",
            made.stdout + made.stderr,
        )


def _pip(wanted: str | None, *arguments: str) -> None:
    """Runs pip, and shows how many packages it has come to, instead of all that it says."""
    total = LOCKS[wanted].read_text(encoding="utf-8").count("==") if wanted else 0
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *arguments]
    environment = {**os.environ, "PIP_PROGRESS_BAR": "off"}
    with tempfile.TemporaryFile("w+") as said:
        with subprocess.Popen(
            command, env=environment, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as pip:
            assert pip.stdout is not None
            come_to = 0
            for line in pip.stdout:
                said.write(line)
                if not total:
                    continue
                if line.startswith(("Collecting", "Requirement already")):
                    come_to += 1
                elif not line.startswith("Installing collected"):
                    continue
                _show(wanted or "run", come_to, total, line.startswith("Installing collected"))
        if total and sys.stdout.isatty():
            print()
        if pip.returncode:
            said.seek(0)
            _stop("installing failed; pip said:", "".join(said.readlines()[-12:]))


def _show(wanted: str, come_to: int, total: int, last: bool) -> None:
    line = f"Installing {WORDS[wanted]}: {min(come_to, total)} of {total}"
    if sys.stdout.isatty():
        print(f"\r{line}{', putting them in place' if last else ''}", end="", flush=True)
    elif last or come_to in {1, total // 2}:
        print(line, flush=True)


def _stop(line: str, details: str) -> None:
    print(f"make: {line}\n{details.rstrip()}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
