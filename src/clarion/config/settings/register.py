"""The register: its keys, its calendar and its policy."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator

from clarion.config.environment import Concern


class Register(Concern):
    """Keys of the dossiers, and how demands are handled."""

    dossier_recipients: str = Field(
        "",
        description="age public keys (age1…) that dossiers are encrypted for, separated by spaces or lines.",
    )
    dossier_identity_file: str = Field(
        "",
        description="The file with the age identity that opens dossiers. Keep it out of every backup of the data.",
    )
    attachment_limit_mb: int = Field(25, ge=1, le=200, description="The largest attachment, in megabytes.")
    holidays: str = Field(
        "",
        description="Whose holidays are no business days: a country and perhaps a part, such as US-CA. "
        "Empty: weekends only.",
    )
    single_refusal: bool = Field(
        True,
        description="One person may refuse a demand. What grants or discloses anything always takes two.",
    )
    demand_reply_to: str = Field(
        "",
        description="Where replies to our answers to demands go (Reply-To). Empty: to the From address.",
    )
    remind_hours: int = Field(
        48, ge=1, description="How long before a deadline whoever is in charge is reminded."
    )

    @field_validator("holidays")
    @classmethod
    def _known_calendar(cls, value: str) -> str:
        if value:
            import holidays

            country, _dash, part = value.partition("-")
            try:
                holidays.country_holidays(country, subdiv=part or None)
            except NotImplementedError as error:
                raise ValueError(f"{value!r} has no calendar: give a country such as US or DE-BY") from error
        return value


REGISTER = Register.load()
DOSSIER_RECIPIENTS = REGISTER.dossier_recipients.split()
DOSSIER_IDENTITY_FILE = (
    Path(REGISTER.dossier_identity_file).resolve() if REGISTER.dossier_identity_file else None
)
ATTACHMENT_LIMIT = REGISTER.attachment_limit_mb * 1024 * 1024
HOLIDAYS = REGISTER.holidays
SINGLE_REFUSAL = REGISTER.single_refusal
DEMAND_REPLY_TO = REGISTER.demand_reply_to.strip()
REMIND_HOURS = REGISTER.remind_hours
