"""The parts that speak for the whole site: what a page says comes first, then what the site says, then what we say."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Locale

from clarion.pages.forms import ComposedPageForm
from clarion.pages.models import ContentPage, Organisation, SiteTexts
from clarion.pages.parts.connect import connect
from clarion.pages.parts.donate import donate
from clarion.pages.parts.elsewhere import elsewhere
from clarion.pages.rendering import Scope

pytestmark = pytest.mark.django_db
PARTS = {"connect": 'id="connect"', "elsewhere": "elsewhere-grid", "donate": 'class="donate"'}


def advocacy(client: Client) -> str:
    return client.get("/en/advocacy/").content.decode()


def site(**words: str) -> Scope:
    """A scope in English whose site says these words and nothing else."""
    locale, _ = Locale.objects.get_or_create(language_code="en")
    SiteTexts.objects.update_or_create(locale=locale, defaults={"name": "House", **words})
    return Scope("en")


def organisation(**values: object) -> None:
    """Sets what the organisation says."""
    found = Organisation.load()
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()


@pytest.mark.parametrize("part", PARTS)
def test_a_page_can_hide_a_part_and_keeps_its_words(demo_site: object, client: Client, part: str) -> None:
    page = ContentPage.objects.get(slug="advocacy", locale__language_code="en")
    before = page.body.get_prep_value()
    setattr(page, f"shows_{part}", False)
    page.save()
    shown = advocacy(client)
    assert PARTS[part] not in shown
    assert all(mark in shown for other, mark in PARTS.items() if other != part)
    page.refresh_from_db()
    assert page.body.get_prep_value() == before


@pytest.mark.parametrize(
    ("of_page", "of_site", "said"),
    [
        ("Mine.", "The site's.", "Mine."),
        ("", "The site's.", "The site's."),
        ("", "", "Help keep knowledge free."),
    ],
)
def test_the_call_to_give_speaks_for_page_site_or_house(
    db: object, of_page: str, of_site: str, said: str
) -> None:
    assert donate({"heading": of_page}, site(donate_heading=of_site)).heading == said


@pytest.mark.parametrize(
    ("of_page", "of_site", "said"),
    [
        ("Mine.", "The site's.", "Mine."),
        ("", "The site's.", "The site's."),
        ("", "", "Write to the people who follow these questions every day."),
    ],
)
def test_connect_speaks_for_page_site_or_house(db: object, of_page: str, of_site: str, said: str) -> None:
    found = connect({"policy_team_text": of_page}, site(policy_team_text=of_site))
    assert found.policy_team_text == said


def test_elsewhere_shows_the_sites_links_where_the_page_has_none(db: object) -> None:
    link = {"page": None, "path": "transparency/", "url": "", "words": {}, "urls": {}}
    organisation(elsewhere=[{"type": "link", "value": link}])
    scope = site(elsewhere_text="The site's.").prepare()
    (shown,) = elsewhere({"links": []}, scope).site_links
    assert (shown.words, shown.address) == ("Transparency Report", "/en/transparency/")
    assert elsewhere({"links": ["one of the page's own"]}, scope).site_links == ()
    assert elsewhere({}, scope).text == "The site's."


def test_how_addresses_are_handled_stands_beside_the_sign_up(demo_site: object, client: Client) -> None:
    SiteTexts.objects.filter(locale__language_code="en").update(
        updates_privacy="Addresses are for mail alone."
    )
    for path in ("/en/advocacy/", "/en/subscribe/"):
        assert "Addresses are for mail alone." in client.get(path).content.decode(), path


def test_the_editor_sees_what_an_empty_field_comes_to_and_who_says_it(demo_site: object) -> None:
    SiteTexts.objects.filter(locale__language_code="fr").update(donate_text="")
    page = ContentPage.objects.get(slug="advocacy", locale__language_code="fr")
    form_class = ContentPage.get_edit_handler().get_form_class()
    assert issubclass(form_class, ComposedPageForm)
    fields = form_class(instance=page).fields["body"].widget.block_json
    french = SiteTexts.in_language("fr")
    assert f"The site says: {french.donate_button}" in fields.encode().decode("unicode_escape")
    assert "Usually: " in fields


def test_the_editor_of_the_sites_texts_sees_what_is_usual_in_that_language(demo_site: object) -> None:
    from clarion.pages.site_texts import SiteTextsViewSet

    viewset = SiteTextsViewSet()
    form = viewset.get_form_class()(instance=SiteTexts.in_language("es"))
    assert form.fields["donate_button"].widget.attrs["placeholder"] == "Donar"
