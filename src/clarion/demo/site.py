"""The frame of the demonstration: languages, home pages, the site's own texts."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from wagtail.models import Locale, Page, Site

from clarion.demo.streams import items
from clarion.demo.texts import LANGUAGES, plan, texts
from clarion.pages.languages import field_name
from clarion.pages.models import HomePage, Organisation, SiteTexts

PROFILES = [("Mastodon", "https://joinmastodon.org/"), ("GitHub", "https://github.com/wikimedia")]
"""Stand-ins: an invented organisation has no profiles, so they lead to what such a profile would be on."""

FOOTER_SYSTEM_LINKS = {
    "organisation": [("contact/", "contact"), ("subscribe/", "subscribe")],
    "account": [("transparency/", "transparency")],
    "rules": [],
}


def key_of(name: str) -> UUID:
    """What ties the translations of one thing together; the same in every build."""
    return uuid5(NAMESPACE_URL, f"clarion-demo:{name}")


def make_site() -> dict[str, HomePage]:
    """The home page of each language, below the root of the page tree; the default one is the site's root."""
    root = Page.get_first_root_node()
    homes: dict[str, HomePage] = {}
    for code in LANGUAGES:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = HomePage.objects.filter(locale=locale, translation_key=key_of("home")).first()
        if home is None:
            home = HomePage(
                title=texts(code)["site"]["name"], slug=code, locale=locale, translation_key=key_of("home")
            )
            root.add_child(instance=home)
            root.refresh_from_db()
        homes[code] = home
    address = urlsplit(settings.BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": homes[LANGUAGES[0]],
            "site_name": texts(LANGUAGES[0])["site"]["name"],
        },
    )
    for welcome in Page.objects.filter(depth=2).exclude(pk__in=[home.pk for home in homes.values()]):
        welcome.delete()
    return homes


def make_site_texts(code: str) -> None:
    """The texts every page of one language shares. Those already there are left as they are."""
    locale = Locale.objects.get(language_code=code)
    if SiteTexts.objects.filter(locale=locale).exists():
        return
    words = texts(code)["site"]
    SiteTexts.objects.create(
        locale=locale,
        translation_key=key_of("site-texts"),
        name=words["name"],
        tagline=words["tagline"],
        notice=words["demo_banner"],
        about=words["footer_about"],
        licence_note=words["licence_note"],
        powered_by=words["powered_by"],
        updates_text=words["connect"]["updates_text"],
        updates_privacy=words["connect"]["privacy_note"],
        policy_team_text=words["connect"]["policy_text"],
        follow_text=words["connect"]["follow_text"],
        donate_heading=words["donate"]["heading"],
        donate_text=words["donate"]["text"],
        donate_button=words["donate"]["button"],
    )


def make_organisation(pages: dict[str, Page]) -> None:
    """Who speaks, in every language. `pages` are those of any language: menus find the others by themselves."""
    organisation = Organisation.load()
    if not organisation.profiles:
        organisation.profiles = [
            {"type": "profile", "value": {"network": name, "url": url}} for name, url in PROFILES
        ]
        organisation.save()
    if not organisation.footer:
        organisation.footer = json.dumps(_footer(pages))
        organisation.save()


def _footer(pages: dict[str, Page]) -> list[dict[str, Any]]:
    groups = []
    for group, more in FOOTER_SYSTEM_LINKS.items():
        links = [
            _link(page=pages[slug].pk, words=_in_each("labels", slug))
            for slug, place in plan()["pages"].items()
            if place.get("footer") == group
        ]
        links += [_link(path=path, words=_in_each("labels", label)) for path, label in more]
        groups.append(_group(group, links))
    for group in ("elsewhere", "affiliates"):
        own = {code: texts(code)["site"]["links"][group] for code in LANGUAGES}
        links = [
            _link(
                url=one["url"],
                words={field_name(code): own[code][place]["label"] for code in LANGUAGES},
                urls={
                    field_name(code): own[code][place]["url"]
                    for code in LANGUAGES
                    if own[code][place]["url"] != one["url"]
                },
            )
            for place, one in enumerate(own[LANGUAGES[0]])
        ]
        groups.append(_group(group, links))
    return groups


def _group(name: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "group", "value": {"heading": _in_each("footer", name), "links": items(links)}}


def _link(**value: Any) -> dict[str, Any]:
    return {"page": None, "path": "", "url": "", "words": {}, "urls": {}, **value}


def _in_each(table: str, name: str) -> dict[str, str]:
    return {field_name(code): texts(code)["site"][table].get(name, "") for code in LANGUAGES}
