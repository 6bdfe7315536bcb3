"""The Nu HTML checker, which says whether pages follow the HTML standard."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.databases import REPOSITORY

KNOWN = "The “list” role is unnecessary for element “ul”."
"""Safari takes a list without bullets for none, unless it is told."""

JAR = REPOSITORY / "tools" / "checkers" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def trouble() -> str:
    """Why it cannot run here; empty if it can."""
    if not shutil.which("java"):
        return "no `java` found, which the Nu HTML checker runs on"
    return "" if JAR.is_file() else "the Nu HTML checker is not installed (npm ci --prefix tools/checkers)"


def complaints(pages: Mapping[str, str], scratch: Path) -> list[str]:
    """What it says against pages, given by address, a line each: where, what, and the markup it means."""
    files = {}
    for number, (address, body) in enumerate(pages.items()):
        path = scratch / f"{number}.html"
        path.write_text(body, encoding="utf-8")
        files[path.as_uri()] = address
    ran = subprocess.run(
        [
            "java",
            "-Xss4m",
            "-jar",
            str(JAR),
            "--format",
            "json",
            "--exit-zero-always",
            "--skip-non-html",
            str(scratch),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return [_told(one, files) for one in json.loads(ran.stderr)["messages"] if one["message"] != KNOWN]


def _told(message: dict[str, Any], files: Mapping[str, str]) -> str:
    address = files[re.sub("^file:/+", "file:///", message["url"])]
    return f"{address} line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}"
