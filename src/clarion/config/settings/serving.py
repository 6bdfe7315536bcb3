"""How `clarion serve` runs: where it listens, and with how many processes and threads."""

from __future__ import annotations

from pydantic import Field

from clarion.config.environment import Concern


class Serving(Concern):
    """Where the web server listens, and how much it does at once."""

    host: str = Field(
        "127.0.0.1", description="The address to listen on; 0.0.0.0 for every one of the machine."
    )
    port: int = Field(8000, description="The port to listen on.", ge=1, le=65535)
    web_workers: int = Field(0, description="Web server processes; 0: one for each processor.", ge=0, le=256)
    web_threads: int = Field(4, description="Threads in each web server process.", ge=1, le=256)
