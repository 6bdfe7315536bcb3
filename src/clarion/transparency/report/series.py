"""Whole series: measures over all recorded periods, any number of them in one query."""

from __future__ import annotations

from collections.abc import Iterable

from clarion.register.counts import UNKNOWN, Count
from clarion.transparency import periods
from clarion.transparency.figures import Figure, Reading, read
from clarion.transparency.periods import ALL, Period


def read_whole(measure_keys: Iterable[str]) -> dict[Figure, Reading]:
    """The readings of measures over everything recorded, in one query."""
    return read([Figure.of(key, ALL) for key in measure_keys])


def points(reading: Reading) -> list[tuple[Period, Count]]:
    """The periods of a reading in order of time, with the gaps between them as unknown."""
    if reading.period is None:
        return []
    known = [period for period, _ in reading.parts]
    gaps = [(period, UNKNOWN) for period in periods.gaps(reading.period, known)]
    return sorted([*reading.parts, *gaps], key=lambda point: point[0])
