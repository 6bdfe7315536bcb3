"""The program that keeps pages in browsers: there by setting, never cached, and gone when it is switched off."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from clarion.pages.offline import views
from clarion.publishing import addresses
from clarion.publishing.twins import twin_of

WORKER = "/service-worker.js"


@pytest.fixture
def kept(db: None, settings: Settings) -> None:
    settings.CLARION_OFFLINE = True


def test_without_the_setting_browsers_forget_what_they_kept(db: None, client: Client) -> None:
    answer = client.get(WORKER)
    assert "unregister()" in answer.text
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert client.get("/en/offline/").status_code == 404
    assert "/en/offline/" not in set(addresses.beginnings())


def test_the_program_is_asked_for_each_time_and_never_a_file(kept: None, client: Client) -> None:
    answer = client.get(WORKER)
    assert answer["Cache-Control"] == "max-age=0, must-revalidate"
    assert not answer.cookies
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not addresses.is_file(WORKER)


def test_the_program_knows_the_languages_and_what_is_never_kept(kept: None, client: Client) -> None:
    first = client.get(WORKER).text.partition("\n")[0]
    for word in ("zh-hans", "search", "subscribe", "contact", "requests", "help"):
        assert f'"{word}"' in first


def test_another_program_is_another_release(
    monkeypatch: pytest.MonkeyPatch, kept: None, client: Client
) -> None:
    before = client.get(WORKER).text.partition("\n")[0]
    assert before == client.get(WORKER).text.partition("\n")[0]
    monkeypatch.setattr(views, "MOST_PAGES", 61)
    assert before[-20:] != client.get(WORKER).text.partition("\n")[0][-20:]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "You are not connected."), ("ar", "لستَ متصلًا بالشبكة.")]
)
def test_the_page_without_a_network_is_a_file_in_each_language(
    kept: None, client: Client, language: str, words: str
) -> None:
    address = f"/{language}/offline/"
    page = client.get(address)
    assert words in page.text
    assert 'content="noindex"' in page.text
    assert "clarion/js/offline" in page.text
    assert address in set(addresses.beginnings())
    assert twin_of(address) == ""
    assert address not in client.get("/sitemap.xml").text
