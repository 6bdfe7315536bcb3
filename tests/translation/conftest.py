"""A page in English and its French translation, written directly."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from pytest_django import Settings
from wagtail.models import Locale, Page, Site

from clarion.core.models import User
from clarion.pages.models import ContentPage, HomePage

FIGURE = '<embed embedtype="figure" figure="takedown-requests-received.2017" format="phrase"/>'


class Pair(NamedTuple):
    """An original and its translation."""

    original: ContentPage
    french: ContentPage


def body(*texts: str) -> list[dict[str, object]]:
    """Sections of running text, each with an id of its place."""
    return [
        {
            "type": "text",
            "id": f"00000000-0000-4000-8000-00000000000{number}",
            "value": {"heading": "", "echo": "", "echo_language": "", "text": text, "language": ""},
        }
        for number, text in enumerate(texts)
    ]


@pytest.fixture
def translator(db: None, settings: Settings) -> User:
    """Somebody who may edit every page, and is let in without a second factor."""
    settings.SECOND_FACTOR_REQUIRED = False
    return User.objects.create_superuser(email="mona@example.org", password="a long enough password")


@pytest.fixture
def pair(db: None) -> Pair:
    """Both published; the French page says all that the English one says."""
    root = Page.get_first_root_node()
    homes: dict[str, HomePage] = {}
    for code in ("en", "fr"):
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = HomePage(title=f"Home {code}", slug=f"home-{code}", locale=locale)
        if homes:
            home.translation_key = homes["en"].translation_key
        homes[code] = root.add_child(instance=home)
        root.refresh_from_db()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": homes["en"]}
    )
    original = ContentPage(title="Our rules", slug="rules", locale=homes["en"].locale)
    original.body = body(f"<p>We received {FIGURE} and read them all.</p>", "<p>Nobody pays us for it.</p>")
    homes["en"].add_child(instance=original)
    french = ContentPage(
        title="Nos règles",
        slug="rules",
        locale=homes["fr"].locale,
        translation_key=original.translation_key,
    )
    french.body = body(f"<p>Nous avons tout lu : {FIGURE}.</p>", "<p>Personne ne nous paie.</p>")
    homes["fr"].add_child(instance=french)
    for page in (original, french):
        page.save_revision().publish()
    return Pair(original, french)
