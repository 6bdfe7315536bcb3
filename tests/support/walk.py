"""Walking the whole site of one language, as a reader who follows every link would."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

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
SAMPLED = {"/text/": SAMPLE, "report.pdf": 3, ".png": 50, ".csv": 50}
"""What stands once more for every page, or takes the server long to make: as many of each are asked for."""


@dataclass(frozen=True)
class Visit:
    """One address that was asked for, and what came back. `source` is the page that gave the address."""

    address: str
    source: str
    status: int
    kind: str
    body: str


@dataclass(frozen=True)
class Walk:
    """All visits of one language, and the links within a page that lead nowhere in it."""

    language: str
    visits: list[Visit]
    lost_fragments: list[str]

    def of_kind(self, kind: str) -> list[Visit]:
        """What came back with a content type, of the walk's own language; a sample where there is no end to it."""
        own = [one for one in self.visits if one.kind == kind and f"/{self.language}/" in one.address]
        endless = [one for one in own if is_endless(one.address)]
        return [*(one for one in own if one not in endless[SAMPLE:])]


class Links(HTMLParser):
    """The addresses on a page, its ids, and the fragments it points to within itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.update(filter(None, [given.get("id")]))
        # The same page, asked for otherwise: there is no end to that.
        if "nofollow" in (given.get("rel") or ""):
            return
        if tag == "form" and (given.get("method") or "get").lower() == "post":
            return
        self.addresses += [value for name in FOLLOWED.get(tag, ()) if (value := given.get(name))]


class Kinds(HTMLParser):
    """What kinds of elements a page is made of: tag, role and classes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found.add((tag, given.get("role") or "", given.get("class") or ""))


def of_new_kinds(pages: Iterable[Visit]) -> list[Visit]:
    """The pages without those that are made of nothing but what an earlier one has."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for one in pages:
        kinds = Kinds()
        kinds.feed(one.body)
        if kinds.found - seen:
            kept.append(one)
            seen |= kinds.found
    return kept


def is_endless(address: str) -> bool:
    """Whether a page leads to more of its kind, without end."""
    return any(part in address for part in ENDLESS)


def walk(site: str, language: str, languages: Collection[str]) -> Walk:
    """Follows every link of a language from its front page on; the first also asks for what it gives of others."""
    others = tuple(f"/{one}/" for one in languages if language not in (one, next(iter(languages))))
    start = f"{site}/{language}/"
    waiting, seen, endless = [(start, "the start")], {start}, 0
    left = dict(SAMPLED)
    visits: list[Visit] = []
    lost: list[str] = []
    while waiting:
        address, source = waiting.pop()
        visit = fetch(address, source)
        visits.append(visit)
        path = urlsplit(address).path
        if visit.kind != "text/html" or not path.startswith(f"/{language}/"):
            continue
        if is_endless(path):
            endless += 1
            if endless > SAMPLE or is_endless(source):
                continue
        links = Links()
        links.feed(visit.body)
        for given in links.addresses:
            target, fragment = urldefrag(urljoin(address, given))
            if target == address and fragment and fragment not in links.ids:
                lost.append(f"#{fragment} on {address}")
            is_ours = urlsplit(target).netloc == urlsplit(site).netloc
            if is_ours and target not in seen and not urlsplit(target).path.startswith(others):
                seen.add(target)
                sampled = next((part for part in SAMPLED if part in target), "")
                if not sampled or left[sampled] > 0:
                    waiting.append((target, address))
                if sampled:
                    left[sampled] -= 1
    return Walk(language, visits, lost)


def fetch(address: str, source: str = "") -> Visit:
    """Asks for an address. Texts are kept, pictures and files are not."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            kind = answer.headers.get_content_type()
            is_text = kind.startswith("text/") or kind.endswith("xml")
            body = answer.read().decode(errors="replace") if is_text else ""
            return Visit(address, source, answer.status, kind, body)
    except urllib.error.HTTPError as error:
        return Visit(address, source, error.code, "", "")
