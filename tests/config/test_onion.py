"""Readers who use Tor are told where the site is within its network."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.config.environment import SettingError
from clarion.config.settings.site import Site

ONION = f"http://{'abcdefg234567' * 4}abcd.onion"
HEADER = "Onion-Location"


@pytest.fixture
def onion(settings: Settings) -> str:
    settings.CLARION_ONION_ADDRESS = ONION
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ONION.removeprefix("http://")]
    return ONION


@pytest.mark.django_db
def test_a_page_over_tls_names_the_same_place_in_tor(onion: str) -> None:
    answer = Client().get("/fr/no-such-page/?a=%D9%85&b=1", secure=True)
    assert answer[HEADER] == f"{onion}/fr/no-such-page/?a=%D9%85&b=1"


@pytest.mark.django_db
def test_nothing_else_does(onion: str) -> None:
    client = Client()
    assert HEADER not in client.get("/fr/no-such-page/")
    assert HEADER not in client.get("/robots.txt", secure=True)
    assert HEADER not in client.get("/accounts/login/", secure=True)
    assert HEADER not in client.get(
        "/fr/no-such-page/", secure=True, SERVER_NAME=onion.removeprefix("http://")
    )


@pytest.mark.django_db
def test_without_the_setting_no_page_does() -> None:
    assert HEADER not in Client().get("/fr/no-such-page/", secure=True)


@pytest.mark.parametrize(
    "wrong", ["example.onion", "http://example.onion", "http://example.org", ONION + "/path"]
)
def test_what_is_no_onion_address_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLARION_ONION_ADDRESS", wrong)
    with pytest.raises(SettingError, match="CLARION_ONION_ADDRESS"):
        Site.load()
