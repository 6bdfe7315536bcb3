"""Figures inside sentences that are to be translated.

wagtail-localize takes an embed for the end of a sentence. So that a sentence stays whole and its figure can move to
where the other language wants it, a figure is handed over as a link without address, and taken back as a figure:
`We received <a id="a1">takedown-requests-received.2017</a>.`
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from wagtail_localize import strings
from wagtail_localize.segments import extract, ingest


def extract_strings(html: str) -> tuple[str, list[tuple[Any, dict[str, Any]]]]:
    """As wagtail-localize's own, with figures as links named by their keys."""
    soup = BeautifulSoup(html or "", "html.parser")
    for embed in soup.find_all("embed", embedtype="figure"):
        embed.name, embed.string = "a", str(embed.get("figure", ""))
    result: tuple[str, list[tuple[Any, dict[str, Any]]]] = strings.extract_strings(str(soup))
    return result


def restore_strings(template: str, translated: list[tuple[Any, dict[str, Any]]]) -> str:
    """As wagtail-localize's own, with figures put back; whatever was written in place of their keys is dropped."""
    soup = BeautifulSoup(strings.restore_strings(template, translated), "html.parser")
    for link in soup.find_all("a", embedtype="figure"):
        link.replace_with(
            soup.new_tag("embed", attrs={name: str(value) for name, value in link.attrs.items()})
        )
    return str(soup)


def install() -> None:
    """Lets wagtail-localize read and write every rich text through here."""
    extract.extract_strings = extract_strings
    ingest.restore_strings = restore_strings
