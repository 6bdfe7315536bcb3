"""Kill -9 at any moment of a storm of steps loses nothing acknowledged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from register.storm import ACKNOWLEDGED
from support.sites import environment_of_site

STEPS = int(os.environ.get("CLARION_TEST_STORM_STEPS", "2500"))
"""With 10,000 it takes six minutes on two processors: for a change of how steps are taken."""

_ASK = """
import django, json
django.setup()
from clarion.register.models import Event
from clarion.register.verification import verify
from clarion.transparency.reconciling import reconcile
print(json.dumps({
    "problems": [str(one) for one in verify(files=True)],
    "differences": [str(one) for one in reconcile()],
    "events": [list(one) for one in Event.objects.values_list("demand_id", "number", "hash")],
}))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killing_processes_loses_nothing_acknowledged_and_leaves_everything_in_agreement(
    tmp_path: Path,
) -> None:
    environment = environment_of_site(tmp_path)
    storm = [sys.executable, "-W", "ignore", "-m", "register.storm", str(tmp_path), str(STEPS)]
    ran = subprocess.run(storm, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    asked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ASK],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr[-2000:]
    found = json.loads(asked.stdout)
    assert found["problems"] == []
    assert found["differences"] == []
    there = {(demand, number): kept for demand, number, kept in found["events"]}
    acknowledged = [line.split() for line in (tmp_path / ACKNOWLEDGED).read_text().splitlines()]
    assert len(acknowledged) >= STEPS
    for demand, number, head in acknowledged:
        assert there.get((int(demand), int(number))) == head
