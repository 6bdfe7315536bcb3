"""What machines read of a page: Schema.org as JSON-LD, in a data block that no browser executes.

A page type says what it is in `ShownPage.structured_data()`; a view that is no page puts things into its context as
`structured_data`. Where a page stands is told by itself, as a trail of pages. The organisation is described on the
front page, and named by its address everywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from clarion.core.linked_data import Thing, organisation
from clarion.pages.addresses import address_of
from clarion.pages.languages import html_lang

if TYPE_CHECKING:
    from wagtail.models import Page

    from clarion.pages.rendering import Scope

HOUSE_LOGO = "clarion/icon-512.png"
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the block early, or be taken for markup."""


def script(things: Iterable[Thing]) -> SafeString:
    """The data block that says these things; nothing where there are none."""
    graph = list(things)
    if not graph:
        return mark_safe("")
    whole: Thing = {"@context": "https://schema.org", **(graph[0] if len(graph) == 1 else {"@graph": graph})}
    said = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{said}</script>')  # noqa: S308 - escaped above


def front_page(scope: Scope) -> list[Thing]:
    """Who speaks, and the site of one language with its search."""
    home = f"{settings.BASE_URL}/{scope.language}/"
    texts = scope.texts
    who: Thing = {
        "@type": "Organization",
        **organisation(),
        "name": texts.name,
        "url": home,
        "logo": urljoin(settings.BASE_URL, _logo(scope)),
    }
    if texts.about:
        who["description"] = texts.about
    if profiles := [one["value"]["url"] for one in scope.organisation.profiles.raw_data]:
        who["sameAs"] = profiles
    site: Thing = {
        "@type": "WebSite",
        "@id": f"{home}#site",
        "url": home,
        "name": texts.name,
        "inLanguage": html_lang(scope.language),
        "publisher": organisation(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
    return [who, site]


def _logo(scope: Scope) -> str:
    own = scope.organisation.logo_id and scope.image(scope.organisation.logo_id)
    return str(own.file.url) if own else static(HOUSE_LOGO)


def trail(scope: Scope, page: Page, within: str = "") -> list[Thing]:
    """The way from the front page to a page, and to a part of it; nothing on the front page itself."""
    if not scope.above:
        return []
    steps = [_step(one.title, one.address) for one in scope.above]
    if within:
        steps.append(_step(page.title, address_of(page.url_path, scope.language)))
    steps.append({"name": within or page.title})
    return [
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, **step} for place, step in enumerate(steps, start=1)
            ],
        }
    ]


def _step(name: str, address: str) -> Thing:
    return {"name": name, "item": settings.BASE_URL + address}
