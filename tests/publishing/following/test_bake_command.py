"""`clarion bake` as it is run: to its end, again, killed at any moment, on a disk that is full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from support.sites import environment_of_site, name_static_files

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LONGEST = 300


class Baking:
    """A small site of a test's own, and the command that bakes it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site = folder, folder / "site"
        self.env = environment_of_site(
            folder, CLARION_BASE_URL="http://127.0.0.1:8000", CLARION_LANGUAGES="en fr"
        )
        name_static_files(folder)
        lay = [sys.executable, "-W", "ignore", "-m", "publishing.following.editor", "0", "1"]
        laid = subprocess.run(
            lay, env=self.env, cwd=folder, input="go\n", capture_output=True, text=True, check=False
        )
        assert laid.returncode == 0, laid.stderr[-2000:]

    def start(self, *arguments: str, **limits: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "clarion", "bake", *arguments], env=self.env, cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **limits,  # type: ignore[call-overload]
        )  # fmt: skip

    def run(self, *arguments: str) -> tuple[int, str, str]:
        started = self.start(*arguments)
        said, complained = started.communicate(timeout=LONGEST)
        return started.returncode, said, complained

    def written(self) -> dict[Path, int]:
        """Everything that readers may be given, with the time it was written."""
        kept = [*self.site.glob("[abo]*/**/*"), *self.site.glob("*.json"), *self.site.glob("live")]
        return {one: one.lstat().st_mtime_ns for one in kept}


@pytest.fixture
def baking(tmp_path: Path) -> Baking:
    return Baking(tmp_path)


def test_a_bake_is_clean_and_a_second_one_writes_nothing(baking: Baking) -> None:
    status, said, complained = baking.run()
    assert (status, complained) == (0, "Baking …\n"), complained
    assert " laid." in said
    before = baking.written()
    status, said, _ = baking.run()
    assert (status, said.endswith(" 0 laid.\n")) == (0, True), said
    assert baking.written() == before
    status, said, complained = baking.run("--check")
    assert (status, said) == (0, "What lies there is what would be rendered now.\n"), complained
    assert baking.written() == before


def test_a_bake_that_is_killed_again_and_again_ends_whole(baking: Baking) -> None:
    chance, begun = Random(7), time.monotonic()
    assert baking.run()[0] == 0
    whole = time.monotonic() - begun
    seen = (baking.site / "current" / "en" / "index.html").read_bytes()
    for _ in range(4):
        started = baking.start("--anew")
        time.sleep(chance.uniform(whole / 3, whole))
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        assert (baking.site / "current" / "en" / "index.html").read_bytes() == seen
    assert baking.run()[0] == 0
    status, _, complained = baking.run("--check")
    assert status == 0, complained
