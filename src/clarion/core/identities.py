"""Making keys with age. Kept apart from what uses them, so that a command can make one before there are settings."""

from __future__ import annotations

import pyrage


def new_identity() -> tuple[str, str]:
    """A new identity, to be kept secret, and its recipient, to be told."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())
