"""How `clarion serve` runs: where it listens, and with how many processes and threads."""

from __future__ import annotations

from pydantic import Field, field_validator

from clarion.config.environment import Concern


class Serving(Concern):
    """Where the web server listens, and how much it does at once."""

    host: str = Field(
        "127.0.0.1", description="The address to listen on; 0.0.0.0 for every one of the machine."
    )
    port: int = Field(8000, description="The port to listen on.", ge=1, le=65535)
    web_workers: int = Field(0, description="Web server processes; 0: one for each processor.", ge=0, le=256)
    web_threads: int = Field(
        4, description="Requests that one web server process computes at a time.", ge=1, le=256
    )
    serve_files: bool | None = Field(
        None,
        description="Answer from the files of the public site where there are some. Empty: as CLARION_BAKE says.",
    )
    shared_for: int = Field(
        0,
        description="Seconds for which a CDN may keep a page; it is told when one changes. Browsers always ask.",
        ge=0,
    )

    @field_validator("serve_files", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value


SERVING = Serving.load()
CLARION_WEB_THREADS = SERVING.web_threads
CLARION_SERVE_FILES = SERVING.serve_files
CLARION_SHARED_FOR = SERVING.shared_for
