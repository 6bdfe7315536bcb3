"""Where statements of reasons and notices are submitted. Without a token, nothing is."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from clarion.config.environment import Concern


class Submitting(Concern):
    """The DSA Transparency Database and Lumen."""

    dsa_database_url: str = Field(
        "https://transparency.dsa.ec.europa.eu/api/v1",
        description="The API of the DSA Transparency Database; its sandbox to try things out.",
    )
    dsa_database_token: str = Field(
        "", description="The token of that API. Empty: no statement of reasons is submitted."
    )
    lumen_url: str = Field("https://lumendatabase.org", description="Where Lumen takes notices.")
    lumen_token: str = Field(
        "", description="The token of a submitter of Lumen. Empty: nothing is submitted."
    )

    @field_validator("dsa_database_url", "lumen_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        is_here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
        if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_here)):
            raise ValueError(f"{value!r} is no https address; a token does not travel in the open")
        return value.rstrip("/")


_SUBMITTING = Submitting.load()
DSA_DATABASE_URL = _SUBMITTING.dsa_database_url
DSA_DATABASE_TOKEN = _SUBMITTING.dsa_database_token
LUMEN_URL = _SUBMITTING.lumen_url
LUMEN_TOKEN = _SUBMITTING.lumen_token
