"""The frame of the demonstration: languages, home pages, the site's own texts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from wagtail.models import Locale, Page, Site

from clarion.demo.streams import items
from clarion.demo.texts import LANGUAGES, plan, texts
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


def make_site_texts(code: str, pages: dict[str, Page]) -> None:
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
        footer=_footer(words, pages),
    )


def make_organisation() -> None:
    """Who speaks, in every language."""
    organisation = Organisation.load()
    if not organisation.profiles:
        organisation.profiles = [
            {"type": "profile", "value": {"network": name, "url": url}} for name, url in PROFILES
        ]
        organisation.save()


def _footer(words: dict[str, Any], pages: dict[str, Page]) -> list[dict[str, Any]]:
    groups = []
    for group, more in FOOTER_SYSTEM_LINKS.items():
        links = [
            {"text": words["labels"].get(slug, ""), "page": pages[slug].pk, "url": "", "path": ""}
            for slug, place in plan()["pages"].items()
            if place.get("footer") == group
        ]
        links += [
            {"text": words["labels"][label], "page": None, "url": "", "path": path} for path, label in more
        ]
        groups.append({"type": "group", "value": {"heading": words["footer"][group], "links": items(links)}})
    for group in ("elsewhere", "affiliates"):
        links = [
            {"text": one["label"], "page": None, "url": one["url"], "path": ""}
            for one in words["links"][group]
        ]
        groups.append({"type": "group", "value": {"heading": words["footer"][group], "links": items(links)}})
    return groups
