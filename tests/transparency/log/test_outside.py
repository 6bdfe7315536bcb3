"""The log as an implementation reads it that shares no line with ours: Go's `golang.org/x/mod/sumdb`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from clarion.transparency.log import services
from clarion.transparency.log.models import Leaf, Sort
from clarion.transparency.log.notes import Signer

HERE = Path(__file__).with_name("outside")
# Where Debian's golang-golang-x-mod-dev puts its sources.
SOURCES = Path("/usr/share/gocode")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not shutil.which("go") or not (SOURCES / "src/golang.org/x/mod/sumdb").is_dir(),
        reason="no Go with golang.org/x/mod: install golang-go and golang-golang-x-mod-dev",
    ),
]


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of `outside/main.go`."""
    folder = tmp_path_factory.mktemp("go")
    program = folder / "verify"
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(SOURCES),
        "GOCACHE": str(folder / "cache"),
    }
    subprocess.run(
        ["go", "build", "-o", str(program), str(HERE / "main.go")], env=environment, check=True, timeout=300
    )
    return program


def test_go_finds_every_kind_of_proof_right_and_what_is_wrong_wrong(
    verifier: Path, live_server: LiveServer, key: Signer, tmp_path: Path
) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            services.append_edition(series="report", period="2026", number=number + 1, manifest="00" * 32)

    def verify(index: int, commitment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(verifier), f"{live_server.url}/log", str(key.verifier), str(old), str(index), commitment],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    fill(300)
    first = services.sequence()
    assert first is not None
    old = tmp_path / "old"
    old.write_text(first.note)
    fill(500)
    second = services.sequence()
    assert second is not None
    for leaf in Leaf.objects.filter(sort=Sort.EDITION).order_by("position")[::160]:
        assert leaf.position is not None
        found = verify(leaf.position, str(leaf))
        assert (found.returncode, found.stdout) == (0, f"{second.size}\n"), found.stderr
        assert verify(leaf.position, "00" * 32).returncode == 1
    with_another_key = subprocess.run(
        [str(verifier), f"{live_server.url}/log", str(Signer.new("example.org/log").verifier), str(old), "0", "00"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert with_another_key.returncode == 1
    # Right leaf, wrong place.
    assert verify(1, str(Leaf.objects.get(position=0))).returncode == 1
