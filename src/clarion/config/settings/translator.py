"""A machine translator, if the organisation wants one. Without an address, none is asked."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from clarion.config.environment import Concern, http_address


class MachineTranslator(Concern):
    """A service that speaks LibreTranslate's interface, the organisation's own or another's."""

    translator_url: str = Field(
        "",
        description="Where a LibreTranslate-compatible service answers. Empty: no machine translation. "
        "Pages are sent there as they are, drafts too.",
    )
    translator_key: str = Field("", description="The key of that service, if it wants one.")

    @field_validator("translator_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        return http_address(value, "https://translate.example.org")


_TRANSLATOR = MachineTranslator.load()
WAGTAILLOCALIZE_MACHINE_TRANSLATOR: dict[str, Any] | None = (
    {
        "CLASS": "clarion.translation.machine.Translator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": _TRANSLATOR.translator_url,
            "API_KEY": _TRANSLATOR.translator_key,
            "TIMEOUT": 60,
        },
    }
    if _TRANSLATOR.translator_url
    else None
)
