"""No dead link anywhere: every address the site gives is followed, in every language."""

from __future__ import annotations

import urllib.error
import urllib.request
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")
FOLLOWED = {
    "a": ("href",),
    "link": ("href",),
    "img": ("src",),
    "script": ("src",),
    "form": ("action",),
    "use": ("href",),
}
ENDLESS = ("/transparency/figures/", "/search/")
"""Where every page leads to more of its kind, without end: what others point to is followed, and a sample there."""
SAMPLE = 25


class Links(HTMLParser):
    """The addresses on a page, its ids, and the fragments it points to within itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.update(filter(None, [given.get("id")]))
        if tag == "form" and (given.get("method") or "get").lower() == "post":
            return
        self.addresses += [value for name in FOLLOWED.get(tag, ()) if (value := given.get(name))]


def fetch(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            kind = answer.headers.get_content_type()
            return answer.status, kind, answer.read().decode(errors="replace") if kind == "text/html" else ""
    except urllib.error.HTTPError as error:
        return error.code, "", ""


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_site_leads_somewhere(demo_address: str, language: str) -> None:
    start = f"{demo_address}/{language}/"
    waiting, seen, dead, pages, endless = [(start, "the start")], {start}, [], 0, 0
    while waiting:
        address, source = waiting.pop()
        status, kind, body = fetch(address)
        if status != 200:
            dead.append(f"{status} {address} (on {source})")
        path = urlsplit(address).path
        if kind != "text/html" or not path.startswith(f"/{language}/"):
            continue
        pages += 1
        if any(part in path for part in ENDLESS):
            endless += 1
            if endless > SAMPLE or any(part in source for part in ENDLESS):
                continue
        links = Links()
        links.feed(body)
        for given in links.addresses:
            target, fragment = urldefrag(urljoin(address, given))
            if target == address and fragment and fragment not in links.ids:
                dead.append(f"#{fragment} on {address}")
            if urlsplit(target).netloc == urlsplit(demo_address).netloc and target not in seen:
                seen.add(target)
                waiting.append((target, address))
    assert dead == []
    assert pages > 30
