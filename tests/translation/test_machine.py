"""A machine translator: a plug that is off, and whose work is marked until somebody has reviewed it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale

from clarion.core.models import User
from clarion.pages.models import ContentPage
from clarion.translation import machine, services
from translation.conftest import Pair

LABEL = "Esta traducción la hizo una máquina y nadie la ha revisado todavía."


class Service(ThreadingHTTPServer):
    """Stands in for a translator that speaks LibreTranslate's interface."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.fails = False
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        told = [
            text.replace("Our rules", "Nuestras reglas").replace("Nobody", "Nadie") for text in asked["q"]
        ]
        told = [text.replace('<a id="a1">', "<a>") if "lost" in text else text for text in told]
        content = json.dumps({"translatedText": told}).encode()
        self.send_response(500 if self.server.fails else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with Service() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
            "CLASS": "clarion.translation.machine.Translator",
            "OPTIONS": {"LIBRETRANSLATE_URL": f"http://127.0.0.1:{server.server_port}", "API_KEY": "k"},
        }
        yield server
        server.shutdown()


@pytest.fixture
def spanish(pair: Pair) -> Locale:
    locale, _ = Locale.objects.get_or_create(language_code="es")
    home = pair.original.get_parent().specific.copy_for_translation(locale)
    home.save_revision().publish()
    return locale


def translated(pair: Pair, spanish: Locale, translator: User) -> ContentPage:
    page = machine.translate(original=pair.original, locale=spanish, actor=translator)
    page.get_latest_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def test_no_machine_is_asked_unless_one_is_set_up(db: None) -> None:
    assert not machine.is_available()


def test_readers_are_told_until_somebody_has_reviewed_it(
    pair: Pair, spanish: Locale, translator: User, service: Service, client: Client
) -> None:
    page = translated(pair, spanish, translator)
    assert page.title == "Nuestras reglas"
    assert (service.asked[0]["source"], service.asked[0]["target"]) == ("en", "es")
    assert 'figure="takedown-requests-received.2017"' in page.body[0].value["text"].source
    assert LABEL in client.get("/es/rules/").content.decode()
    services.confirm(page=page, actor=translator)
    assert LABEL not in client.get("/es/rules/").content.decode()
    page.save_revision().publish()
    assert LABEL not in client.get("/es/rules/").content.decode()


def test_a_piece_that_comes_back_without_its_figure_is_left_untranslated(
    pair: Pair, spanish: Locale, translator: User, service: Service
) -> None:
    page = ContentPage.objects.get(pk=pair.original.pk)
    page.body[0].value["text"].source = page.body[0].value["text"].source.replace("read them", "lost them")
    page.save_revision().publish()
    found = translated(Pair(page, pair.french), spanish, translator)
    assert "lost them all" in found.body[0].value["text"].source
    assert "Nadie pays us" in found.body[1].value["text"].source


def test_a_service_that_fails_changes_nothing_and_is_named(
    pair: Pair, spanish: Locale, translator: User, service: Service
) -> None:
    service.fails = True
    with pytest.raises(machine.TranslatorError, match=f"127.0.0.1:{service.server_port} did not help"):
        machine.translate(original=pair.original, locale=spanish, actor=translator)
    assert not ContentPage.objects.filter(locale=spanish, slug="rules").exists()
