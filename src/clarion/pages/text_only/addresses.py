"""Where the text of a page stands, and where a link on it leads."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

_NO_PAGES = {"text", "feed", "embed", "oembed", "offline"}
"""Parts of the addresses of what is no page to read: feeds, frames for other sites, the text pages themselves."""


def text_address(address: str) -> str:
    """The address of the text of a page, for the path of the page with what may follow it; empty where it has none."""
    path = urlsplit(address).path
    _, _, rest = address.partition("/")
    language, _, below = rest.partition("/")
    if language not in dict(settings.LANGUAGES) or not path.endswith("/"):
        return ""
    if _NO_PAGES.intersection(path.split("/")[2:]):
        return ""
    return f"/{language}/text/{below}"


def in_text(address: str) -> str:
    """Where a link leads from a text page: to another one wherever there is one."""
    return (text_address(address) if address.startswith("/") else "") or address
