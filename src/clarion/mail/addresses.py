"""E-mail addresses: one spelling to send to, one key to recognise them by."""

from __future__ import annotations

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

LONGEST = 254
"""Octets of an address in a mail transaction (RFC 5321 4.5.3.1.3, erratum 1690)."""


def normalise(address: str) -> str:
    """The address to send to: trimmed, its domain in lower case and in ASCII (IDNA 2008 after UTS 46).

    The part before the @ is left as it was typed, because only the receiving server may say what it means
    (RFC 5321 2.4).

    Raises:
        ValidationError: if it is no address, or its local part is not ASCII (which needs SMTPUTF8 all the way).
    """
    local, at, domain = address.strip().rpartition("@")
    try:
        ascii_domain = idna.encode(domain.rstrip("."), uts46=True).decode("ascii").lower() if domain else ""
    except idna.IDNAError:
        ascii_domain = ""
    found = f"{local}{at}{ascii_domain}"
    message = _("Enter an e-mail address such as name@example.org.")
    if not ascii_domain or len(found) > LONGEST or not found.isascii():
        raise ValidationError(message, code="invalid")
    try:
        validate_email(found)
    except ValidationError as error:
        raise ValidationError(message, code="invalid") from error
    return found


def address_key(address: str) -> str:
    """What makes two spellings the same mailbox in our lists: `normalise`, all in lower case.

    Servers may tell Ann@ from ann@, but none that people use does, and one person must not be written to twice.

    Raises:
        ValidationError: if it is no address.
    """
    return normalise(address).lower()
