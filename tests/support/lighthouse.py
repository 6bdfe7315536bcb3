"""Lighthouse, an outside checker of accessibility, good practice, and what search engines need."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any

from bench.lighthouse import PROGRAM, told


@dataclass(frozen=True)
class Verdict:
    """What it says of one page: points out of a hundred by category, what cost points, and how far things moved."""

    points: dict[str, int]
    complaints: list[str]
    layout_shift: float


def trouble() -> str:
    """Why it cannot run here; empty if it can."""
    if not shutil.which("node"):
        return "no `node` found, which Lighthouse runs on"
    return "" if PROGRAM.is_file() else "Lighthouse is not installed (npm ci --prefix tools/checkers)"


def verdict(address: str, chromium: str) -> Verdict:
    """What it says of a page, looked at with its telephone: a slow line and a slow processor, simulated."""
    found = told(address, chromium)
    return Verdict(
        {name: round(100 * one["score"]) for name, one in found["categories"].items()},
        [line for one in found["categories"].values() for line in _lost(one, found["audits"])],
        found["audits"]["cumulative-layout-shift"]["numericValue"],
    )


def _lost(category: dict[str, Any], audits: dict[str, Any]) -> list[str]:
    counted = [audits[one["id"]] for one in category["auditRefs"] if one["weight"]]
    return [
        f"{category['id']}: {one['id']} {one.get('displayValue', '')}"
        for one in counted
        if one["score"] is not None and one["score"] < 1
    ]
