"""What the demonstration was last built from: a stamp a step, so that a second start repeats nothing."""

from __future__ import annotations

import hashlib
import json
import sysconfig
from collections.abc import Iterable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]


def outdated(data_dir: Path, database_url: str) -> list[str]:
    """The steps (`database`, `static`, `content`) whose sources have changed since they were last done."""
    done = _read(data_dir)
    if not database_url and not (data_dir / "clarion.sqlite3").is_file():
        done = {"static": done.get("static", "")}
    if not (data_dir / "static" / "staticfiles.json").is_file():
        done.pop("static", None)
    return [step for step, wanted in _wanted(database_url).items() if done.get(step) != wanted]


def record(data_dir: Path, database_url: str, step: str) -> None:
    """Writes down that a step is done with the present sources."""
    done = _read(data_dir) | {step: _wanted(database_url)[step]}
    unfinished = data_dir / "built.json.new"
    unfinished.write_text(json.dumps(done, indent=1), encoding="utf-8")
    unfinished.replace(data_dir / "built.json")


def _read(data_dir: Path) -> dict[str, str]:
    try:
        found = json.loads((data_dir / "built.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _wanted(database_url: str) -> dict[str, str]:
    libraries = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    set_up = [HOUSE / "editorial" / name for name in ("roles.py", "setting_up.py")]
    return {
        "database": _fingerprint(
            [*sorted(HOUSE.glob("**/migrations/*.py")), *set_up], database_url, *libraries
        ),
        "static": _fingerprint(HOUSE.glob("*/static/**/*"), *libraries),
        "content": _fingerprint([*(HOUSE / "demo").rglob("*"), *set_up], database_url),
    }


def _fingerprint(paths: Iterable[Path], *more: str) -> str:
    found = hashlib.sha256("\0".join(more).encode())
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        found.update(f"\0{path.relative_to(HOUSE)}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
