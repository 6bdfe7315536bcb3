"""Which addresses are files, which never are, and where the search for them begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from django.conf import settings

from clarion.pages.places import PLACES
from clarion.pages.sitemap import places

ROOT_FILES = ("/robots.txt", "/site.webmanifest", "/.well-known/security.txt")
_OF_SETTINGS = {"/robots.txt", "/.well-known/security.txt"}
LAST = "/sitemap.xml"
"""Names every page, and so changes with each; it is made after them."""

NEVER = (
    r"/admin/", r"/accounts/", r"/api/", r"/healthz$", r"/readyz$", r"/metrics$", r"/desk/", r"/_util/", r"/log/",
    # Says itself how long it may be kept, which is not at all.
    r"/service-worker\.js$",
    # The reader's own language, and what editors moved an old address with a query to.
    r"/$",
    # Forms whose state is their own page, what only somebody with a secret may see, and answers to a question.
    r"/[\w-]+/(text/)?(search|subscribe|unsubscribe|contact|requests|help)/", r"/[\w-]+/transparency/oembed/",
    # Others may frame them, so they have policies of their own.
    r"/[\w-]+/transparency/figures/[^/]+/embed/",
    r"/newsletter/", r"/unsubscribe/",
    # Drawn and printed for whoever asks: each takes longer than all the pages that lead to it.
    r"/.*/share\.png$", r"/[\w-]+/transparency/.*\.(png|pdf)$",
)  # fmt: skip
"""Addresses that are answered by a program each time, by regular expressions on the path."""

_NEVER = re.compile("|".join(f"(?:{one})" for one in NEVER))


def is_file(address: str) -> bool:
    """Whether an address, if it answers at all, may be kept as a file."""
    return not _NEVER.match(address)


def is_asset(address: str) -> bool:
    """Whether an address is a file already: a static file, or one of the library of pictures."""
    return address.startswith((settings.STATIC_URL, settings.MEDIA_URL))


def asks_database(address: str) -> bool:
    """Whether what may be kept as a file at an address is made of more than settings and files."""
    return is_file(address) and not is_asset(address) and address not in _OF_SETTINGS


def beginnings() -> Iterator[str]:
    """The addresses from which all others are reached: what the sitemap names, and the files of the root."""
    languages = [code for code, _ in settings.LANGUAGES]
    rooms = (f"/{code}/{room}" for code in languages for room in PLACES)
    without_network = (f"/{code}/offline/" for code in languages if settings.CLARION_OFFLINE)
    found = chain(ROOT_FILES, (place.path for place in places()), rooms, without_network)
    yield from dict.fromkeys(one for one in found if is_file(one))
