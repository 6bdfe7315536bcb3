"""The log: the key that signs it, and how it grows."""

from __future__ import annotations

from pydantic import Field

from clarion.config.environment import Concern, file_named


class Log(Concern):
    """The public log of commitments."""

    log_key: str = Field(
        "",
        description="The key that signs the log and the editions of reports (PRIVATE+KEY+…); several, separated by "
        "lines, while a new one takes the place of an old one. Keep it out of every backup of the data.",
    )
    log_bucket: int = Field(
        16,
        ge=1,
        le=4096,
        description="The log grows by multiples of this, filled up with decoys, so that it tells no count of a day.",
    )
    log_hours: int = Field(
        24, ge=1, le=168, description="How often, in hours, new leaves get their places in the log."
    )


LOG = Log.load()
LOG_KEYS = LOG.log_key.split()
LOG_KEY_FILE = file_named("CLARION_LOG_KEY")
LOG_BUCKET = LOG.log_bucket
LOG_HOURS = LOG.log_hours
