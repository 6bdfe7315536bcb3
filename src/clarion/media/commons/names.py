"""What people write or paste to say which file they mean."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from clarion.media.commons.problem import CommonsProblem

LONGEST = 240
"""Bytes; MediaWiki's limit for names of files."""

_NAMESPACE = re.compile(r"^(?:file|image)\s*:\s*", re.IGNORECASE)
_SCALED = re.compile(r"/thumb/[0-9a-f]/[0-9a-f]{2}/(?P<name>[^/]+)/[^/]+$")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>\[\]{}|#/\\]")


def file_name(text: str) -> str:
    """The name of a file, from its name, its title or an address that shows it. No address is ever asked for.

    Raises:
        CommonsProblem: it names no file.
    """
    given = " ".join(text.split())
    if given.lower().startswith(("http://", "https://")):
        given = _of_address(given)
    name = " ".join(_NAMESPACE.sub("", given).replace("_", " ").split())
    if not name or _FORBIDDEN.search(name) or "." not in name or len(name.encode()) > LONGEST:
        raise CommonsProblem(
            _(
                "“%(text)s” names no file of Wikimedia Commons. Write a name such as File:Example.jpg, or an address."
            )
            % {"text": given[:80]}
        )
    return name[:1].upper() + name[1:]


def _of_address(address: str) -> str:
    parts = urlsplit(address)
    if scaled := _SCALED.search(parts.path):
        return unquote(scaled["name"])
    if "/media/" in parts.fragment:  # A picture opened on top of a page.
        return unquote(parts.fragment.rpartition("/")[2])
    return unquote(parts.path.rpartition("/")[2])
