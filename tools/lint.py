"""`make lint`: what can be checked without running the suite. Every check runs; the status says if any failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent

PRODUCTION = {
    "CLARION_ENV_FILE": "",
    "CLARION_BASE_URL": "https://www.example.org",
    "CLARION_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "CLARION_DATABASE_URL": "sqlite:///:memory:",
    "CLARION_SECURITY_CONTACT": "mailto:security@example.org",
    "CLARION_SMTP_HOST": "mail.example.org",
    "DJANGO_SETTINGS_MODULE": "clarion.config.settings",
}

CHECKS = {
    "style": ["ruff", "check"],
    "layout": ["ruff", "format", "--check"],
    "types": ["mypy"],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "arrows": ["lint-imports"],
    "migrations": ["clarion", "manage", "makemigrations", "--check", "--dry-run"],
    "production settings": ["clarion", "manage", "check", "--deploy", "--fail-level", "WARNING"],
}


def main() -> int:
    """Runs every check; what a failed one said is printed, a good one is a line."""
    failed = []
    with tempfile.TemporaryDirectory() as data_dir:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CLARION_")}
        environment |= PRODUCTION | {"CLARION_DATA_DIR": data_dir}
        for name, (tool, *arguments) in CHECKS.items():
            began = time.monotonic()
            ran = subprocess.run(
                [str(BIN / tool), *arguments], env=environment, capture_output=True, text=True, check=False
            )
            print(f"{'✗' if ran.returncode else '✓'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
            if ran.returncode:
                failed.append(name)
                print((ran.stdout + ran.stderr).rstrip(), flush=True)
    if failed:
        print(f"\nNot as it should be: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
