"""What the site says of the data it keeps follows from how it is set up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from clarion.core.statements import REGISTRY, Section, span, stated

LANGUAGES = ("en", "ar", "zh-hans", "fr", "es")


@pytest.mark.parametrize(
    ("code", "one", "two", "three", "many"),
    [
        ("en", "1 hour", "2 days", "3 days", "30 days"),
        ("ar", "ساعة واحدة", "يومين", "٣ أيام", "٣٠ يومًا"),
        ("zh-hans", "1 小时", "2 天", "3 天", "30 天"),
        ("fr", "1 heure", "2 jours", "3 jours", "30 jours"),
        ("es", "1 hora", "2 días", "3 días", "30 días"),
    ],
)
def test_a_length_of_time_has_the_plural_and_the_digits_of_the_language(
    code: str, one: str, two: str, three: str, many: str
) -> None:
    lengths = [timedelta(hours=1), *(timedelta(days=days) for days in (2, 3, 30))]
    with translation.override(code):
        assert [span(length) for length in lengths] == [one, two, three, many]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_says_something_in_every_language(language: str, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    with translation.override("en"):
        english = {section: stated(section) for section in Section}
    with translation.override(language):
        for section in Section:
            said = stated(section)
            assert len(said) == len(english[section]) >= 1
            assert language == "en" or not set(said) & set(english[section]), "a sentence is left in English"


@pytest.mark.django_db
def test_another_retention_is_another_sentence_on_the_page(
    demo_site: object, client: Client, settings: Settings
) -> None:
    assert "is blanked in our records after 7 days." in client.get("/en/privacy/").content.decode()
    settings.MAIL_KEEP_DAYS = 21
    assert "is blanked in our records after 21 days." in client.get("/en/privacy/").content.decode()
    assert "٢١ يومًا" in client.get("/ar/privacy/").content.decode()


@pytest.mark.django_db
def test_the_cookies_of_staff_are_named_as_they_are_set(
    demo_site: object, client: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_AGE = "house_staff", 5 * 60 * 60
    page = client.get("/en/cookies/").content.decode()
    assert "the cookie house_staff keeps them signed in, for 5 hours at most" in page


@pytest.mark.django_db
def test_a_mail_server_is_named_and_its_absence_too(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    assert any("mail.example.org" in sentence for sentence in stated(Section.OTHERS))
    settings.EMAIL_HOST = ""
    assert any("no mail server" in sentence for sentence in stated(Section.OTHERS))


def test_a_host_that_the_content_policy_lets_in_is_owned_up_to(settings: Settings) -> None:
    assert any("No other company" in sentence for sentence in stated(Section.READING))
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**directives, "img-src": ["'self'", "cdn.example.net"]}
    }
    said = stated(Section.READING)
    assert any("cdn.example.net" in sentence for sentence in said)
    assert not any("No other company" in sentence for sentence in said)


@pytest.mark.django_db
def test_where_gifts_are_made_is_said_once_somebody_has_said_where() -> None:
    from clarion.pages.models import Organisation

    assert not any("Gifts" in sentence for sentence in stated(Section.OTHERS))
    organisation = Organisation.load()
    organisation.donate_url = "https://give.example.org/now"
    organisation.save()
    assert any("Gifts are made at give.example.org." in sentence for sentence in stated(Section.OTHERS))


def test_every_room_that_keeps_data_of_people_states_it() -> None:
    rooms = {name.split(".")[1] for name in REGISTRY}
    assert {"core", "contact", "newsletter", "mail", "pages"} <= rooms
