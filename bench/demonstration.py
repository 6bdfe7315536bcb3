"""The demonstration that is measured: built once, kept in `var/bench/demo`, and built again when it is out of date."""

from __future__ import annotations

from bench.children import WORKPLACE, run

DATA_DIR = WORKPLACE / "demo"
LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")


def built(port: int = 8000) -> dict[str, str]:
    """Builds what is missing; returns the settings to serve it with."""
    from clarion.commands.demo import settings_of

    WORKPLACE.mkdir(parents=True, exist_ok=True)
    run("-m", "clarion", "demo", "--no-serve", "--data-dir", str(DATA_DIR))
    return settings_of(DATA_DIR, port)
