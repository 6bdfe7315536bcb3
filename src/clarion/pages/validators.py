"""What an address must be before readers are sent there with something to lose."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext


def safe_address(address: str) -> None:
    """Refuses any address but a plain https one: nothing overheard on the way, no password in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        raise ValidationError(gettext("This is no address. Write it as https://give.example.org/.")) from None
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise ValidationError(
            gettext(
                "An address that everybody can read must hold no user name and no password. Leave out %(login)s."
            )
            % {"login": parts.netloc.rpartition("@")[0].partition(":")[0] + "…@"}
        )
    if parts.scheme != "https" or not host:
        raise ValidationError(gettext("Write the address with https:// at its beginning."))
