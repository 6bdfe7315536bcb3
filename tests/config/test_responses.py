"""What every answer carries, whatever its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from clarion.core import health
from clarion.core.clock import beat
from clarion.core.models import Heartbeat, User

PUBLIC = ["/healthz", "/robots.txt", "/en/no-such-page/", "/accounts/login/"]


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_superuser("ada@example.org", "a long enough password")


def directives(response) -> dict[str, list[str]]:
    found = {}
    for part in response.headers["Content-Security-Policy"].split(";"):
        name, *sources = part.split()
        found[name] = sources
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_allow_no_inline_code_and_nothing_foreign(client, address):
    policy = directives(client.get(address))
    assert policy["default-src"] == ["'none'"]
    for name, sources in policy.items():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set(sources), name
    assert policy["frame-ancestors"] == ["'none'"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/robots.txt", "/en/no-such-page/", "/"])
@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_no_reader_gets_a_cookie(client, address, language):
    assert not client.get(address, headers={"accept-language": language}).cookies


def test_the_editors_rooms_alone_have_the_wider_policy(client, staff, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(staff)
    response = client.get("/admin/")
    assert response.status_code == 200
    assert "'unsafe-inline'" in directives(response)["script-src"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/en/admin/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_features_that_no_page_needs_are_switched_off(client):
    assert "camera=()" in client.get("/en/no-such-page/").headers["Permissions-Policy"]


def test_the_process_is_up_without_a_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_the_site_is_ready_when_clock_and_worker_were_heard_of(client):
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json()["worker"] == "never heard of"
    beat("clock")
    beat("worker")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_worker_that_fell_silent_makes_the_site_unready(client):
    beat("clock")
    beat("worker")
    Heartbeat.objects.filter(name="worker").update(at=timezone.now() - health.SILENCE - timedelta(seconds=1))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"].startswith("silent since")
    assert answer.json()["clock"] == "ok"


def test_robots_are_led_to_the_site_map(client, settings):
    settings.BASE_URL = "https://www.example.org"
    assert "Sitemap: https://www.example.org/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("today", ["2026-01-01", "2026-12-31", "2028-02-29"])
def test_security_txt_never_expires_and_never_holds_for_a_year(client, settings, today):
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    settings.BASE_URL = "https://www.example.org"
    with time_machine.travel(f"{today}T12:00:00Z", tick=False):
        fields = dict(
            line.split(": ", 1)
            for line in client.get("/.well-known/security.txt").content.decode().splitlines()
        )
        left = timezone.datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == "https://www.example.org/.well-known/security.txt"


@pytest.mark.django_db
def test_without_a_contact_there_is_no_security_txt(client, settings):
    settings.SECURITY_CONTACT = []
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.django_db
def test_a_browser_that_asks_for_an_icon_gets_the_mark(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.url.endswith(".svg")
