"""Kill -9 at any moment of entering, placing and signing leaves no trace in the log."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clarion.transparency.log.notes import Signer
from support.sites import environment_of_site

KILLS = 20


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killing_processes_loses_no_entry_places_none_twice_and_leaves_tiles_and_checkpoints_in_agreement(
    tmp_path: Path, key: Signer
) -> None:
    environment = environment_of_site(tmp_path, CLARION_LOG_KEY=str(key))
    storm = [sys.executable, "-W", "ignore", "-m", "transparency.log.storm", str(tmp_path), str(KILLS)]
    ran = subprocess.run(storm, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    assert found == {
        "wrong": [], "lost": [], "twice": 0, "waiting": 0, "beside the tree": 0,
        "heads of other trees": [], "heads lost": [],
    }, ran.stdout  # fmt: skip
