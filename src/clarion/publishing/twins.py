"""A page and its text are rendered as one: the text is made from the page, stands on what the page stands on, and is
never asked for by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from django.utils.encoding import escape_uri_path

from clarion.pages.text_only.addresses import in_text, text_address
from clarion.pages.text_only.making import text_of
from clarion.publishing import addresses
from clarion.publishing.rendering import Answer, told_of

_MOVED = {301, 302}


def twin_of(address: str) -> str:
    """The address of the text that is rendered with an address; empty where there is none."""
    text = text_address(address) if address.startswith("/") and not address.endswith("/-/-/") else ""
    return text if text and addresses.is_file(text) else ""


def asked_for(address: str) -> str:
    """The address to ask for, to have what is at an address: that of the page for its text."""
    language, slash, rest = address[1:].partition("/")
    page = f"/{language}/{rest.removeprefix('text/')}"
    return page if slash and rest.startswith("text/") and twin_of(page) == address else address


def all_asked_for(found: Iterable[str]) -> list[str]:
    """The addresses to ask for, each once, in their order."""
    return list(dict.fromkeys(map(asked_for, found)))


def text_answer(page: Answer, address: str) -> Answer:
    """What the site answers at the address of the text of a page, told from what it answers for the page."""
    if page.trouble or page.status not in {200, *_MOVED}:
        return replace(page, address=address, body=b"")
    full = escape_uri_path(unquote(page.address))
    if page.status in _MOVED:
        return replace(page, address=address, location=in_text(page.location))
    if not page.type.startswith("text/html"):
        return Answer(address, 302, location=full, personal=page.personal)
    try:
        body = text_of(page.body.decode(), full).encode()
    except Exception as error:
        return Answer(address, 500, trouble=told_of(error))
    return replace(page, address=address, body=body)
