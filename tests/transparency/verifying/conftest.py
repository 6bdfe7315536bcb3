"""A published edition to prove, and to tamper with."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from bench.published import Published, publish
from clarion.transparency.verifying import command

ROWS = 300


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(tmp_path_factory.mktemp("published"), ROWS)


@pytest.fixture
def edition(original: Published, tmp_path: Path) -> Published:
    """A copy that a test may spoil."""
    place = original.folder.parents[2]
    shutil.copytree(place, tmp_path / "copy")
    return Published(
        tmp_path / "copy" / original.folder.relative_to(place), tmp_path / "copy" / "log", original.signer,
        original.reference, original.secret,
    )  # fmt: skip


def proved(edition: Published, key: str = "", receipt: Path | None = None) -> tuple[int, str]:
    """The exit status of the command, and what it printed."""
    out = io.StringIO()
    status = command.run(
        str(edition.folder),
        key=key or str(edition.signer.verifier),
        receipt=receipt,
        log="",
        stdout=out,
        stderr=io.StringIO(),
    )
    return status, out.getvalue()


def failing(printed: str) -> set[str]:
    """The names of what does not hold."""
    return {line.partition(":")[0] for line in printed.splitlines() if "DOES NOT HOLD" in line}
