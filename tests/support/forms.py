"""Filling in public forms as a person would: not within the first seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine

from clarion.core.forms import form_token


def token_made(ago: timedelta, form_name: str) -> str:
    """The token of a form that was opened some time ago."""
    with time_machine.travel(datetime.now(UTC) - ago, tick=False):
        return form_token(form_name)


def filled_in(form_name: str, **values: str) -> dict[str, str]:
    """The body of a POST of a form that was opened ten seconds ago."""
    return {"token": token_made(timedelta(seconds=10), form_name), "homepage": "", **values}
